import { type Expression, sql, type SqlBool } from 'kysely';
import type { PairCounts } from '../sync/ports.ts';
import type { Engine } from './engine.ts';
import type { Db } from './schema.ts';
import { isAsked, isBackingOff, isTroubled, isUnresolved } from './troubled.ts';

/** Like the port's `PairCounts`, but with the age of the oldest due pair (ms) in place of a time. */
export type Counts = Omit<PairCounts, 'oldestDueAt'> & { oldestDueMs: number | null };

/** How many pairs there are per state, what waits (due pairs that nobody holds), what is held, and open attempts. */
export async function countPairs(engine: Engine): Promise<Counts> {
  const { db } = engine;
  const counts: Counts = {
    ...{ stub: 0, open: 0, failed: 0, paused: 0, closed: 0, tombstone: 0 },
    ...(await countDue(engine)),
    claimed: await countClaimed(engine),
    openAttempts: await countOpenAttempts(db),
    undeliveredAudit: await countUndelivered(db),
    ...(await countTroubled(engine)),
  };
  const states = await db
    .selectFrom('pairs')
    .select((eb) => ['state', eb.fn.countAll<number>().as('pairs')])
    .groupBy('state')
    .execute();
  for (const { state, pairs } of states) counts[state] = Number(pairs);
  return counts;
}

async function countDue({ db, after }: Engine): Promise<Pick<Counts, 'due' | 'oldestDueMs'>> {
  const row = await db
    .selectFrom('pairs')
    .select((eb) => [
      eb.fn.countAll<number>().as('due'),
      eb(after(0), '-', eb.fn.min('due_at')).as('oldest'),
    ])
    .where('due_at', '<=', after(0))
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<', after(0))]))
    .executeTakeFirstOrThrow();
  return { due: Number(row.due), oldestDueMs: row.oldest };
}

async function countClaimed({ db, after }: Engine): Promise<number> {
  const { claimed } = await db
    .selectFrom('pairs')
    .select((eb) => eb.fn.countAll<number>().as('claimed'))
    .where('claimed_until', '>=', after(0))
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

async function countTroubled({
  db,
  after,
}: Engine): Promise<Pick<Counts, 'backingOff' | 'conflicts' | 'attention' | 'troubled'>> {
  const count = (condition: Expression<SqlBool>) =>
    sql<number>`count(case when ${condition} then 1 end)`;
  const row = await db
    .selectFrom('pairs')
    .select([
      count(isBackingOff).as('backingOff'),
      count(isAsked).as('conflicts'),
      count(isUnresolved).as('attention'),
      count(isTroubled(after(0))).as('troubled'),
    ])
    .executeTakeFirstOrThrow();
  return {
    backingOff: Number(row.backingOff),
    conflicts: Number(row.conflicts),
    attention: Number(row.attention),
    troubled: Number(row.troubled),
  };
}

async function countUndelivered(db: Db): Promise<number> {
  const { entries } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('entries'))
    .where('delivered', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(entries);
}

/** In how many ms the next pair can be claimed: it falls due, or the lease of its holder is over. */
export async function nextDueMs({ db, after }: Engine): Promise<number | null> {
  const due = db.selectFrom('pairs').where('due_at', 'is not', null).limit(1);
  const free = await due
    .select((eb) => eb('due_at', '-', after(0)).as('ms'))
    .where('claimed_until', 'is', null)
    .orderBy('due_at')
    .executeTakeFirst();
  const held = await due
    .select((eb) => eb('claimed_until', '-', after(0)).as('ms'))
    .where('claimed_until', 'is not', null)
    .orderBy('claimed_until')
    .executeTakeFirst();
  const times = [free?.ms ?? null, held?.ms == null ? null : held.ms + 1];
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
