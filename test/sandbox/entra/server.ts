/** The Entra simulator: sign-in page, tokens, and everything that ends a sign-in. */
import type { SimClock } from '../kit/clock.ts';
import { createFaults } from '../kit/faults.ts';
import type { Faults } from '../kit/faults.ts';
import { createJournal } from '../kit/journal.ts';
import type { Journal } from '../kit/journal.ts';
import type { Claims } from '../kit/jwt.ts';
import { createRandom } from '../kit/random.ts';
import { createAdmin } from './admin.ts';
import type { Admin } from './admin.ts';
import { decide, readTarget } from './authorize.ts';
import { createClientCertificate, createListener } from './certificates.ts';
import type { ClientCertificate } from './certificates.ts';
import { controlRoutes } from './control.ts';
import { createDirectory } from './directory.ts';
import type { ClientSeed, UserSeed } from './directory.ts';
import { authorityOf } from './discovery.ts';
import { askOrRefusal, createHttpApp } from './http-app.ts';
import { createSessions } from './sessions.ts';
import { createSigningKeys } from './signing-keys.ts';
import type { PublishedKey, SigningKeys } from './signing-keys.ts';
import { createSwitches } from './switches.ts';
import type { EntraSwitches } from './switches.ts';
import { createTokens } from './tokens.ts';
import type { World } from './world.ts';

export const DEFAULT_TENANT = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';
export const DEFAULT_USER = 'connector@contoso.example';
const DEFAULT_CLIENT = 'c0a5e11b-41d6-4e52-8f0c-000000000002';
const DEFAULT_SECRET = 'sandbox~client.secret_0123456789abcdefghij';

export type EntraOptions = {
  /** 0 or absent: any free port. */
  port?: number;
  clock: SimClock;
  seed?: number;
  tenantId?: string;
  /** Default: `connector@contoso.example` and `seller@contoso.example`. */
  users?: UserSeed[];
  /** More applications beside the default one. */
  clients?: ClientSeed[];
  /** Redirect URIs of the default application; more with `addRedirectUri`. */
  redirectUris?: string[];
  switches?: Partial<EntraSwitches>;
  /** What client assertions are dated by; default the machine's clock, because MSAL knows no other. */
  assertionNow?: () => number;
};

/** What a resource needs to judge tokens. Structural: resources declare their own view of it. */
export type EntraTokenIssuer = {
  issuer: string;
  tenantId: string;
  keys(): PublishedKey[];
  /** Whether the session (or the application) behind these claims is over. */
  isRevoked(claims: Claims): boolean;
};

export type EntraSim = Admin & {
  /** `https://127.0.0.1:{port}`; `authority` is this with the tenant. */
  url: string;
  authority: string;
  /** PEM of the authority behind the https listener: for NODE_EXTRA_CA_CERTS. */
  ca: string;
  tenantId: string;
  /** The default application, with a secret and a certificate that both work. */
  clientId: string;
  clientSecret: string;
  clientCertificate: ClientCertificate;
  journal: Journal;
  faults: Faults;
  switches: EntraSwitches;
  /**
   * A person approves at an authorize URL; answers where the browser is sent, also when that is a refusal.
   * @throws EntraError what the page itself would show (unknown application, wrong redirect URI, disabled user …)
   */
  approve(authorizeUrl: string, decision?: { user?: string; mfa?: boolean }): string;
  /** A person cancels. */
  cancel(authorizeUrl: string): string;
  rotateKeys(options?: { dropOld?: boolean }): Promise<void>;
  issuer: EntraTokenIssuer;
  /** For tests of resources: a good token of the default application without the protocol around it. */
  issueToken(
    ask: { resource: string; user?: string; mfa?: boolean } | { resource: string; appOnly: true },
  ): string;
  /** Any claims, signed with the current key. */
  signClaims(claims: Claims): string;
  stop(): Promise<void>;
};

export async function startEntra(options: EntraOptions): Promise<EntraSim> {
  const [listener, keys, clientCertificate] = await Promise.all([
    createListener(),
    createSigningKeys(),
    createClientCertificate(),
  ]);
  let url = '';
  const world = createWorld(options, { keys, clientCertificate, url: () => url });
  const { clock, directory, sessions, tokens, journal, switches } = world;
  const faults = createFaults(() => clock.iso());
  const admin = createAdmin(world);

  const judge = (authorizeUrl: string, decision: Parameters<typeof decide>[2]) => {
    const { pathname, searchParams } = new URL(authorizeUrl);
    const target = readTarget(world, pathname.split('/')[1] ?? '', searchParams);
    const ask = askOrRefusal(world, target);
    return typeof ask === 'string' ? ask : decide(world, ask, decision);
  };
  const approve: EntraSim['approve'] = (authorizeUrl, { user = defaultUser(), mfa = true } = {}) =>
    judge(authorizeUrl, { user, mfa });
  const defaultUser = () => directory.users[0]?.upn ?? '';

  const app = createHttpApp(world, faults, listener);
  controlRoutes(app, { world, faults, admin, approve });
  url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });

  return {
    ...admin,
    url,
    authority: authorityOf(world),
    ca: listener.ca,
    tenantId: directory.tenantId,
    clientId: DEFAULT_CLIENT,
    clientSecret: DEFAULT_SECRET,
    clientCertificate,
    journal,
    faults,
    switches,
    approve,
    cancel: (authorizeUrl) => judge(authorizeUrl, 'cancel'),
    rotateKeys: ({ dropOld = false } = {}) => keys.rotate(dropOld),
    issuer: {
      issuer: tokens.issuer,
      tenantId: directory.tenantId,
      keys: keys.published,
      isRevoked: (claims) => isRevoked(world, claims),
    },
    issueToken(ask) {
      const client = directory.client(DEFAULT_CLIENT);
      if ('appOnly' in ask) return tokens.forApp(client, ask.resource);
      const user = directory.user(ask.user ?? defaultUser());
      client.consented = true;
      const session = sessions.begin(user, client, ask.mfa ?? true);
      return tokens.forUser(session, user, ask.resource);
    },
    signClaims: keys.sign,
    stop: () => app.close(),
  };
}

type Made = { keys: SigningKeys; clientCertificate: ClientCertificate; url: () => string };

function createWorld(options: EntraOptions, { keys, clientCertificate, url }: Made): World {
  const { clock } = options;
  const random = createRandom(options.seed ?? 1);
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  const guid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const now = () => clock.now();
  const switches = createSwitches(options.switches);
  const directory = createDirectory({
    tenantId: options.tenantId ?? DEFAULT_TENANT,
    users: options.users ?? [
      { upn: DEFAULT_USER, name: 'Co-Sell Connector' },
      { upn: 'seller@contoso.example', name: 'Sam Seller' },
    ],
    clients: [
      {
        clientId: DEFAULT_CLIENT,
        redirectUris: options.redirectUris ?? [],
        secrets: [{ value: DEFAULT_SECRET }],
        certificates: [clientCertificate.certificatePem],
      },
      ...(options.clients ?? []),
    ],
    guid,
  });
  const sessions = createSessions({
    now,
    guid,
    directory,
    refreshTokensOnce: () => switches.refreshTokensOnce,
    refreshTokenMs: () => switches.refreshTokenMs,
  });
  const accessTokenMs = () => switches.accessTokenMs;
  return {
    clock,
    directory,
    sessions,
    keys,
    tokens: createTokens({ now, guid, keys, directory, accessTokenMs, url }),
    switches,
    journal: createJournal(),
    guid,
    url,
    assertionNow: options.assertionNow ?? (() => Date.now()),
  };
}

function isRevoked({ directory, sessions }: World, claims: Claims): boolean {
  const client = directory.clients.find(({ clientId }) => clientId === claims['appid']);
  if (!client?.enabled) return true;
  if (claims['idtyp'] === 'app') return false;
  const session = sessions.find(String(claims['sid']));
  return !session || sessions.endOf(session) !== undefined;
}
