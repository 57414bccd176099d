import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { StoreUnavailable } from '../errors.ts';

/** Pauses before each further try (ms). Longer than a deadlock or a fail-over of one connection, shorter than a webhook waits. */
const PAUSES_MS = [20, 100, 300, 800] as const;

/**
 * Transactions the server ended although nothing is wrong with them: a serialization failure, a deadlock, and a
 * unique violation. The last one is a race as well: another replica made the row after we had looked for it.
 */
const ENDED_BY_A_RACE: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);

/**
 * Runs work again that lost a race or its connection. After a lost connection nobody knows whether the commit
 * was done; every method of the store bears both: a ring too many is one look too many, a settle that was done
 * finds its claim ended, and claims that nobody heard of are given again after their lease.
 * Pauses in real time, because it waits for a server, not for our clock.
 */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!mayPassLater(error)) throw error;
      // Unequal, so that those who met do not meet again.
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  }
  return work();
}

function mayPassLater(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  return error instanceof DatabaseError && ENDED_BY_A_RACE.has(error.code ?? '');
}
