/** The real sign-in, through MSAL and over https, in front of the simulated Entra and a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import { vi } from 'vitest';
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
/** How often the loop looks. */
const ROUND = 20_000;

export type LogLine = { level: string; fields: Record<string, unknown>; message: string };
export type SignInRig = {
  entra: EntraSim;
  clock: SimClock;
  db: Db;
  file: string;
  logs: LogLine[];
  /** Another process on the same store: nothing but the store is shared. */
  replica(changes?: Partial<PartnerCenterSignInOptions>): PartnerCenterSignIn;
  /** How often Entra was asked for a token: one per consent and API, one per renewal. */
  tokenRequests(): number;
  /** Time passes as the one loop that was started sees it: each of its rounds is over before the next one begins. */
  pass(ms: number): Promise<void>;
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
  let sleeping = 0;
  const asleep = () => vi.waitUntil(() => sleeping > 0, { interval: 1, timeout: 20_000 });
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
        clock: clockOf(clock, (by) => (sleeping += by)),
        log: { info: log('info'), warn: log('warn'), error: log('error') },
        requestTimeoutMs: 5_000,
        dispatcher,
        ...changes,
      });
      replicas.push(replica);
      return replica;
    },
    tokenRequests: () => entra.faults.calls().filter(({ url }) => url.includes('/token')).length,
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += ROUND) {
        await asleep();
        await clock.advance(ROUND);
      }
      await asleep();
    },
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()));
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
const clockOf = (clock: SimClock, count: (by: 1 | -1) => void): Clock => ({
  now: () => clock.now(),
  async sleep(ms, signal) {
    if (signal?.aborted) return;
    count(1);
    await new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        signal?.removeEventListener('abort', wake);
        count(-1);
        resolve();
      };
      const cancel = clock.after(ms, wake);
      signal?.addEventListener('abort', wake);
    });
  },
});
