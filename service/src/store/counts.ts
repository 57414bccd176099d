import type { PairCounts } from '../sync/ports.ts';
import type { Db } from './schema.ts';

/** How many pairs there are per state, what waits (due pairs that nobody holds), what is held, and open attempts. */
export async function countPairs(db: Db, now: number): Promise<PairCounts> {
  const counts: PairCounts = {
    ...{ stub: 0, open: 0, failed: 0, paused: 0, closed: 0, tombstone: 0 },
    ...(await countDue(db, now)),
    claimed: await countClaimed(db, now),
    openAttempts: await countOpenAttempts(db),
    undeliveredAudit: await countUndelivered(db),
  };
  const states = await db
    .selectFrom('pairs')
    .select((eb) => ['state', eb.fn.countAll<number>().as('pairs')])
    .groupBy('state')
    .execute();
  for (const { state, pairs } of states) counts[state] = Number(pairs);
  return counts;
}

async function countDue(db: Db, now: number): Promise<{ due: number; oldestDueAt: number | null }> {
  const row = await db
    .selectFrom('pairs')
    .select((eb) => [eb.fn.countAll<number>().as('due'), eb.fn.min('due_at').as('oldest')])
    .where('due_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<', now)]))
    .executeTakeFirstOrThrow();
  return { due: Number(row.due), oldestDueAt: row.oldest };
}

async function countClaimed(db: Db, now: number): Promise<number> {
  const { claimed } = await db
    .selectFrom('pairs')
    .select((eb) => eb.fn.countAll<number>().as('claimed'))
    .where('claimed_until', '>=', now)
    .executeTakeFirstOrThrow();
  return Number(claimed);
}

async function countOpenAttempts(db: Db): Promise<number> {
  const { attempts } = await db
    .selectFrom('pairs')
    .select((eb) => eb.fn.count<number>('attempt').as('attempts'))
    .executeTakeFirstOrThrow();
  return Number(attempts);
}

async function countUndelivered(db: Db): Promise<number> {
  const { entries } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('entries'))
    .where('delivered', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(entries);
}

/** When the next pair can be claimed (ms): it falls due, or the lease of its holder is over. */
export async function nextDueAt(db: Db): Promise<number | null> {
  const due = db.selectFrom('pairs').where('due_at', 'is not', null).limit(1);
  const free = await due
    .select('due_at')
    .where('claimed_until', 'is', null)
    .orderBy('due_at')
    .executeTakeFirst();
  const held = await due
    .select('claimed_until')
    .where('claimed_until', 'is not', null)
    .orderBy('claimed_until')
    .executeTakeFirst();
  const times = [free?.due_at ?? null, held?.claimed_until ? held.claimed_until + 1 : null];
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
