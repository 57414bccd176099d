/** The three stand-ins together, each letting the bridge in only as the real ones would. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEntra, type EntraOptions, type EntraSim } from '../entra/server.ts';
import type { SimClock } from '../kit/clock.ts';
import { newClient } from '../org/auth/new-client.ts';
import { startOrg, type OrgSim, type StartOptions } from '../org/server.ts';
import {
  startPartnerCenter,
  type PartnerCenterOptions,
  type PartnerCenterSim,
} from '../partner-center/server.ts';

export type Hosts = { org: OrgSim; partnerCenter: PartnerCenterSim; entra: EntraSim };

export type HostOptions = {
  clock: SimClock;
  seed: number;
  unkind?: boolean;
  org?: Partial<StartOptions>;
  partnerCenter?: Partial<PartnerCenterOptions>;
  entra?: Partial<EntraOptions>;
};

export type SignInSettings = {
  /** What the bridge signs in with; files are written into `folder`. */
  settingsFor(bridge: { folder: string; publicUrl: string }): Record<string, string>;
};

const BRIDGE_USER = 'bridge@partner.example';
/** RSA keys take long to make, and who runs several worlds in one process needs only one. */
let client: ReturnType<typeof newClient> | undefined;

export async function startHosts(options: HostOptions): Promise<Hosts & SignInSettings> {
  const { clock, seed } = options;
  const unkind = options.unkind ?? false;
  const { client: app, privateKeyPem } = await (client ??= newClient());
  const entra = await startEntra({ clock, seed, ...options.entra });
  const partnerCenter = await startPartnerCenter({
    clock,
    seed,
    unkind,
    ...options.partnerCenter,
    auth: { kind: 'entra', issuer: entra.issuer },
  });
  const org = await startOrg({
    clock,
    seed,
    unkind,
    ...options.org,
    auth: {
      kind: 'jwt',
      clients: [{ ...app }],
      users: [{ username: BRIDGE_USER, permissionSets: ['Co_Sell_Bridge'] }],
    },
  });
  const hosts = { org, partnerCenter, entra };
  return {
    ...hosts,
    settingsFor({ folder, publicUrl }) {
      entra.addRedirectUri(`${publicUrl}/setup/callback`);
      const settings = settingsOf(hosts, { folder, clientId: app.clientId, privateKeyPem });
      return { PUBLIC_URL: publicUrl, ...settings };
    },
  };
}

export async function stopHosts({ org, partnerCenter, entra }: Hosts): Promise<void> {
  await Promise.all([org.stop(), partnerCenter.stop(), entra.stop()]);
}

function settingsOf(
  { org, partnerCenter, entra }: Hosts,
  own: { folder: string; clientId: string; privateKeyPem: string },
): Record<string, string> {
  mkdirSync(own.folder, { recursive: true });
  const file = (name: string, text: string): string => {
    const path = join(own.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return {
    SALESFORCE_URL: org.url,
    SALESFORCE_ORG_ID: org.orgId,
    SALESFORCE_CLIENT_ID: own.clientId,
    SALESFORCE_USERNAME: BRIDGE_USER,
    SALESFORCE_KEY_FILE: file('salesforce-key.pem', own.privateKeyPem),
    PARTNER_CENTER_URL: partnerCenter.url,
    PARTNER_CENTER_WEBHOOKS_URL: partnerCenter.webhooksUrl,
    PARTNER_CENTER_AUTHORITY: new URL(entra.url).origin,
    PARTNER_CENTER_TENANT_ID: entra.tenantId,
    PARTNER_CENTER_ORGANIZATION_ID: partnerCenter.organizationId,
    PARTNER_CENTER_CLIENT_ID: entra.clientId,
    PARTNER_CENTER_CLIENT_SECRET: entra.clientSecret,
    WEBHOOK_TRUST_FILE: file('webhook-trust.json', JSON.stringify(partnerCenter.webhookTrust)),
    NODE_EXTRA_CA_CERTS: file('entra-ca.pem', entra.ca),
  };
}
