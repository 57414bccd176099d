/** Who and what the tenant knows: users, registered applications, the resources they may ask for. */
import { X509Certificate } from 'node:crypto';
import { EntraError } from './entra-error.ts';

export type User = {
  upn: string;
  name: string;
  oid: string;
  enabled: boolean;
  /** Conditional access demands a second factor: neither sign-in nor renewal without one. */
  mfaRequired: boolean;
  /** When sessions were last ended, for the text of the refusal. */
  tokensValidFrom: number;
  /** Numbers of the first session that is still good, and of the first whose second factor is. */
  firstGoodSession: number;
  firstGoodMfa: number;
};

export type ClientSecret = { value: string; expiresAt?: number };

export type Client = {
  clientId: string;
  name: string;
  enabled: boolean;
  redirectUris: string[];
  secrets: ClientSecret[];
  certificates: X509Certificate[];
  /** Resources with the delegated permission `user_impersonation`. */
  resources: string[];
  /** App roles by resource, for tokens without a user. */
  appRoles: Record<string, string[]>;
  /** The administrator's consent; a user's approval gives it as well. */
  consented: boolean;
};

export type UserSeed = { upn: string; name?: string; oid?: string };
export type ClientSeed = {
  clientId: string;
  name?: string;
  redirectUris?: string[];
  secrets?: ClientSecret[];
  /** PEM texts. */
  certificates?: string[];
  resources?: string[];
  appRoles?: Record<string, string[]>;
  consented?: boolean;
};

export const REFERRALS_RESOURCE = 'https://api.partner.microsoft.com';
export const WEBHOOKS_RESOURCE = 'https://api.partnercenter.microsoft.com';
/** Resources whose service principal is in the tenant. */
export const RESOURCES = [REFERRALS_RESOURCE, WEBHOOKS_RESOURCE];

export type Directory = {
  tenantId: string;
  users: User[];
  clients: Client[];
  /** @throws EntraError 50034 */
  user(upn: string): User;
  userByOid(oid: string): User | undefined;
  /** @throws EntraError 700016 or 7000112 */
  client(clientId: string): Client;
};

export type DirectorySeed = {
  tenantId: string;
  users: UserSeed[];
  clients: ClientSeed[];
  guid: () => string;
};

export function createDirectory(seed: DirectorySeed): Directory {
  const users = seed.users.map((user) => createUser(user, seed.guid));
  const clients = seed.clients.map(createClient);
  return {
    tenantId: seed.tenantId,
    users,
    clients,
    user(upn) {
      const user = users.find((known) => known.upn.toLowerCase() === upn.toLowerCase());
      if (!user) throw new EntraError(50034, { user: upn });
      return user;
    },
    userByOid: (oid) => users.find((known) => known.oid === oid),
    client(clientId) {
      const client = clients.find((known) => known.clientId === clientId);
      if (!client) throw new EntraError(700016, { clientId, tenant: seed.tenantId });
      if (!client.enabled) throw new EntraError(7000112, { clientId });
      return client;
    },
  };
}

const createUser = ({ upn, name, oid }: UserSeed, guid: () => string): User => ({
  upn,
  name: name ?? upn,
  oid: oid ?? guid(),
  enabled: true,
  mfaRequired: false,
  tokensValidFrom: 0,
  firstGoodSession: 0,
  firstGoodMfa: 0,
});

const createClient = (seed: ClientSeed): Client => ({
  clientId: seed.clientId,
  name: seed.name ?? 'Co-Sell Bridge',
  enabled: true,
  redirectUris: [...(seed.redirectUris ?? [])],
  secrets: [...(seed.secrets ?? [])],
  certificates: (seed.certificates ?? []).map((pem) => new X509Certificate(pem)),
  resources: [...(seed.resources ?? RESOURCES)],
  appRoles: { ...seed.appRoles },
  consented: seed.consented ?? false,
});
