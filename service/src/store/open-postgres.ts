import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart, StoreUnavailable } from '../errors.ts';
import type { Engine } from './engine.ts';
import { migrate, POSTGRES_MIGRATION } from './migrate.ts';
import { createPostgresEngine, openPostgres } from './postgres.ts';
import { cannotUse, isForAPerson } from './postgres-refusals.ts';

const POLL_MS = 500;

/**
 * Brings the tables of a PostgreSQL database up to date and opens a pool on it. Claims stay: other replicas are at
 * work. A server that is not there yet is waited for, in real time.
 * @throws CannotStart `store-unusable`, `store-newer`, `store-migration`
 */
export async function openPostgresStore(
  url: string,
  { waitMs }: { waitMs: number },
): Promise<Engine> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const refusal = await tryMigrating(url);
    if (refusal === undefined) return createPostgresEngine(openPostgres(url, 'traffic'));
    const left = deadline - performance.now();
    if (left <= 0 || isForAPerson(refusal)) throw cannotUse(url, refusal);
    await sleep(Math.min(POLL_MS, left));
  }
}

/** The reason why the database cannot be used now; undefined when it is ready. @throws CannotStart */
async function tryMigrating(url: string): Promise<unknown> {
  // What the URL is made of may be wrong already here.
  let db;
  try {
    db = openPostgres(url, 'migrations');
    await migrate(db, POSTGRES_MIGRATION);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    await db?.destroy();
  }
}

/** @throws CannotStart when it is the tables that are wrong, not the way to them */
function reasonOf(error: unknown): unknown {
  if (error instanceof CannotStart && !isForAPerson(error.cause)) throw error;
  const isWrapped = error instanceof CannotStart || error instanceof StoreUnavailable;
  return isWrapped ? error.cause : error;
}
