/** Everything together: both stand-ins, the real bridge between them, a few deals, and the page. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClock } from '../kit/clock.ts';
import { startOrg, type OrgSim } from '../org/server.ts';
import { startPage } from '../page/server.ts';
import { startPartnerCenter, type PartnerCenterSim } from '../partner-center/server.ts';
import { createBridgeProcess, type BridgeProcess } from './bridge-process.ts';
import { createHealthCheck, type HealthCheck } from './health-check.ts';
import type { Options } from './options.ts';
import { PACE } from './pace.ts';
import { choosePorts } from './ports.ts';
import { keepSaving, readSavedWorld } from './saved-world.ts';
import { seedDeals, untilSeedIsSettled } from './seed.ts';
import { isAlive } from './starter.ts';
import { createWeather, type Weather } from './weather.ts';

/** What the page works on. */
export type World = {
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  bridge: BridgeProcess;
  health: HealthCheck;
  weather: Weather;
};

export type Sandbox = {
  addresses: { bridge: string; org: string; partnerCenter: string; page: string };
  credentials: {
    orgKey: string;
    operationsKey: string;
    salesforceAccessToken: string;
    partnerCenterAccessToken: string;
  };
  dataDir: string;
  /** With the deals of the last run. */
  wentOn: boolean;
  /** Stops the bridge first, so that it says goodbye to hosts that are still there. */
  stop(): Promise<void>;
};

const DATA = fileURLToPath(new URL('../../../.sandbox', import.meta.url));
const TENANT_ID = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';

/**
 * Resolves when the bridge is ready and the seeded deals have arrived on both sides.
 * @throws PortTaken, BridgeProblem
 */
export async function startSandbox(
  options: Omit<Options, 'json'>,
  onLine: (line: string) => void,
): Promise<Sandbox> {
  const ports = await choosePorts(options.portBase);
  const isLasting = options.portBase !== 0;
  const dataDir = join(DATA, isLasting ? String(options.portBase) : `free-ports-${process.pid}`);
  removeLeftovers();
  if (!options.keep) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const kept = readSavedWorld(dataDir);

  const clock = createClock({ mode: 'real' });
  // What is made up from a seed must not be made up again beside what was kept.
  const seed = kept ? clock.now() : 1;
  // The world is kind until the first deals are there; --unkind begins after that.
  const org = await startOrg({
    port: ports.org,
    clock,
    seed,
    ...(kept ? { saved: kept.org } : {}),
  });
  const partnerCenter = await startPartnerCenter({
    port: ports.partnerCenter,
    clock,
    seed,
    ...(kept ? { saved: kept.partnerCenter } : {}),
  });
  const keys = { orgKey: newKey(), operationsKey: newKey() };
  const bridge = createBridgeProcess({
    port: ports.bridge,
    settings: bridgeSettings({ org, partnerCenter, dataDir, ...keys }),
    onLine,
  });
  const weather = createWeather({ org, partnerCenter });
  const health = createHealthCheck(bridge, keys.operationsKey);
  const page = await startPage({ org, partnerCenter, bridge, health, weather }, ports.page);

  const keeper = keepSaving({ org, partnerCenter }, dataDir);

  const stop = async () => {
    await bridge.stop();
    keeper.stop();
    await Promise.all([page.stop(), org.stop(), partnerCenter.stop()]);
    clock.stop();
    if (!isLasting) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    org.setBridge({ url: bridge.url, key: keys.orgKey });
    partnerCenter.setWebhook(`${bridge.url}/webhooks/partner-center`);
    await bridge.start();
    if (!kept) {
      seedDeals({ org, partnerCenter }, clock.now());
      await untilSeedIsSettled({ org, partnerCenter });
    }
    weather.setUnkind(options.unkind);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    addresses: {
      bridge: bridge.url,
      org: org.url,
      partnerCenter: partnerCenter.url,
      page: page.url,
    },
    credentials: {
      ...keys,
      salesforceAccessToken: org.accessToken,
      partnerCenterAccessToken: partnerCenter.accessToken,
    },
    dataDir,
    wentOn: kept !== undefined,
    stop,
  };
}

/** Of sandboxes on free ports that were killed before they could clean up. */
function removeLeftovers(): void {
  if (!existsSync(DATA)) return;
  for (const name of readdirSync(DATA)) {
    const pid = /^free-ports-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(DATA, name), { recursive: true, force: true });
  }
}

const newKey = () => randomBytes(24).toString('hex');

function bridgeSettings(parts: {
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  dataDir: string;
  orgKey: string;
  operationsKey: string;
}): Record<string, string> {
  const { org, partnerCenter, dataDir } = parts;
  const trustFile = join(dataDir, 'webhook-trust.json');
  writeFileSync(trustFile, JSON.stringify(partnerCenter.webhookTrust));
  return {
    DATA_DIR: dataDir,
    ORG_KEYS: parts.orgKey,
    OPERATIONS_KEYS: parts.operationsKey,
    SALESFORCE_URL: org.url,
    SALESFORCE_ORG_ID: org.orgId,
    SALESFORCE_ACCESS_TOKEN: org.accessToken,
    PARTNER_CENTER_URL: partnerCenter.url,
    PARTNER_CENTER_TENANT_ID: TENANT_ID,
    PARTNER_CENTER_ORGANIZATION_ID: partnerCenter.organizationId,
    PARTNER_CENTER_ACCESS_TOKEN: partnerCenter.accessToken,
    WEBHOOK_TRUST_FILE: trustFile,
    COSELL_TIMINGS: JSON.stringify(PACE),
  };
}
