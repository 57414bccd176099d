/** A fresh database per file, and stores on it: each is a replica with a pool of its own. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openStore, type StoreWithSecrets } from '../../../service/src/store/store.ts';
import type { Claim, Clock } from '../../../service/src/sync/ports.ts';
import { systemClock } from '../../../service/src/system-clock.ts';
import { createDatabase, onServer, type TestDatabase } from './postgres-database.ts';

export type PostgresBench = {
  url: string;
  open(deps?: { clock?: Clock; stubCap?: number }): Promise<StoreWithSecrets>;
};

export const LEASE_MS = 60_000;
export const DAY_MS = 86_400_000;

export function usePostgres(): PostgresBench {
  const bench = {} as PostgresBench;
  let database: TestDatabase;
  let stores: StoreWithSecrets[] = [];
  beforeAll(async () => {
    database = await createDatabase();
    bench.url = database.url;
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    bench.open = async (deps = {}) => {
      const store = await openStore(
        { databaseUrl: database.url },
        { clock: systemClock, lockWaitMs: 0, ...deps },
      );
      stores.push(store);
      return store;
    };
    await (await bench.open()).isReady();
    await onServer(database.url, 'truncate pairs, audit, audit_chains, cursors, secrets, settings');
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
  });
  return bench;
}

/** The lease is over although no time has passed: only the test waits for nothing. */
export async function endLeases(url: string): Promise<void> {
  await onServer(url, 'update pairs set claimed_until = 1 where claimed_until is not null');
  await onServer(url, 'update cursors set claimed_until = 1 where claimed_until is not null');
}

export function only(claims: Claim[]): Claim {
  const [claim, ...others] = claims;
  if (!claim || others.length > 0) throw new Error(`Expected one claim, got ${claims.length}.`);
  return claim;
}
