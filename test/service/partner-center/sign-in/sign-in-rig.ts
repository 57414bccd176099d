/** The real sign-in, through MSAL and over https, in front of the simulated Entra and a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import {
  createPartnerCenterSignIn,
  type PartnerCenterSignIn,
  type PartnerCenterSignInOptions,
} from '../../../../service/src/partner-center/sign-in/sign-in.ts';
import { migrate } from '../../../../service/src/store/migrate.ts';
import type { Db } from '../../../../service/src/store/schema.ts';
import { parseSealingKeys } from '../../../../service/src/store/sealing.ts';
import { createSecrets } from '../../../../service/src/store/secrets.ts';
import { openSqlite } from '../../../../service/src/store/sqlite.ts';
import type { Clock } from '../../../../service/src/sync/ports.ts';
import { startEntra, type EntraOptions, type EntraSim } from '../../../sandbox/entra/server.ts';
import { createClock, type SimClock } from '../../../sandbox/kit/clock.ts';
import { keyText } from '../../store/sealing-keys.ts';

export const START = '2026-03-02T09:00:00.000Z';
export const REDIRECT = 'https://bridge.example/setup/callback';
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export type LogLine = { level: string; fields: Record<string, unknown>; message: string };
export type SignInRig = {
  entra: EntraSim;
  clock: SimClock;
  db: Db;
  file: string;
  logs: LogLine[];
  /** Another process on the same store: nothing but the store is shared. */
  replica(changes?: Partial<PartnerCenterSignInOptions>): PartnerCenterSignIn;
  /** The grants Entra has given: one per consent and per renewal. */
  tokenRequests(): number;
  stop(): Promise<void>;
};

export async function startSignInRig(options: Partial<EntraOptions> = {}): Promise<SignInRig> {
  const clock = createClock({ mode: 'manual', start: Date.parse(START) });
  const entra = await startEntra({ clock, redirectUris: [REDIRECT], ...options });
  const folder = await mkdtemp(join(tmpdir(), 'co-sell-sign-in-'));
  const file = join(folder, 'store.sqlite');
  const db = openSqlite(file);
  await migrate(db);
  const dispatcher = new Agent({ connect: { ca: entra.ca } });
  const logs: LogLine[] = [];
  const log = (level: string) => (fields: object, message: string) =>
    void logs.push({ level, fields: { ...fields }, message });
  const replicas: PartnerCenterSignIn[] = [];
  return {
    entra,
    clock,
    db,
    file,
    logs,
    replica(changes = {}) {
      const replica = createPartnerCenterSignIn({
        authority: entra.url,
        tenantId: entra.tenantId,
        clientId: entra.clientId,
        credential: { secret: entra.clientSecret },
        redirectUri: REDIRECT,
        secrets: createSecrets(db, parseSealingKeys(keyText('a'))),
        clock: clockOf(clock),
        log: { info: log('info'), warn: log('warn'), error: log('error') },
        requestTimeoutMs: 5_000,
        dispatcher,
        ...changes,
      });
      replicas.push(replica);
      return replica;
    },
    tokenRequests: () => entra.faults.calls().filter(({ url }) => url.includes('/token')).length,
    async stop() {
      const stopped = Promise.all(replicas.map((replica) => replica.stop()));
      await stopped;
      await dispatcher.destroy();
      await entra.stop();
      clock.stop();
      await db.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

export type Person = { user?: string; mfa?: boolean };

/** The whole way of a person, with the browser in between. */
export async function consent(signIn: PartnerCenterSignIn, entra: EntraSim, person: Person = {}) {
  const { url, state } = await signIn.begin();
  return signIn.finish({ state, query: queryOf(entra.approve(url, person)) });
}

export async function connected(
  rig: SignInRig,
  changes: Partial<PartnerCenterSignInOptions> = {},
): Promise<PartnerCenterSignIn> {
  const signIn = rig.replica(changes);
  const outcome = await consent(signIn, rig.entra);
  if (outcome.kind !== 'connected') throw new Error(`Not connected: ${outcome.code}`);
  return signIn;
}

export const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

export type TokenClaims = { aud: string; exp: number; amr: string[]; upn: string; scp: string };
export const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as TokenClaims;

/** What a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('Expected it to fail.');
    },
    (error: unknown) => error,
  );
}

/** A sleep wakes when the simulator's clock has come so far. */
const clockOf = (clock: SimClock): Clock => ({
  now: () => clock.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const cancel = clock.after(ms, resolve);
      signal?.addEventListener('abort', () => (cancel(), resolve()), { once: true });
    }),
});
