import { chainOf } from './audit-chain.ts';
import { type Engine, inTransaction } from './engine.ts';
import type { Db } from './schema.ts';

const PAGE = 100;

/**
 * Removes what was stored longer ago than `ageMs`, from the oldest end of each trail, and keeps the hash of the last
 * row removed: the chain still proves the rest. What a record is still to be told stays. Returns how many rows went.
 */
export async function forgetAudit(engine: Engine, ageMs: number): Promise<number> {
  let removed = 0;
  let after = '';
  for (;;) {
    const ids = await pairsWithOld(engine, ageMs, after);
    for (const id of ids) {
      // One transaction a pair: a year that falls due at once must not hold the store for long.
      removed += await inTransaction(engine, (inside) => forgetOf(inside, id, ageMs));
    }
    after = ids.at(-1) ?? after;
    if (ids.length < PAGE) return removed;
  }
}

async function pairsWithOld(engine: Engine, ageMs: number, after: string): Promise<string[]> {
  const rows = await engine.db
    .selectFrom('audit')
    .select('pair_id')
    .distinct()
    .where('recorded_at', '<', engine.after(-ageMs))
    .where('pair_id', '>', after)
    .orderBy('pair_id')
    .limit(PAGE)
    .execute();
  return rows.map((row) => row.pair_id);
}

async function forgetOf(engine: Engine, pairId: string, ageMs: number): Promise<number> {
  const { db } = engine;
  const [pair] = await engine
    .lock(db.selectFrom('pairs').select('record_id').where('id', '=', pairId))
    .execute();
  const chain = await chainOf(db, pairId);
  const keeps = await firstKept(engine, pairId, { ageMs, hasRecord: Boolean(pair?.record_id) });
  const last = await db
    .selectFrom('audit')
    .select(['link', 'hash'])
    .where('pair_id', '=', pairId)
    .where('link', '>', chain.anchor_link)
    .where('link', '<', keeps ?? chain.head_link + 1)
    .orderBy('link', 'desc')
    .executeTakeFirst();
  if (!last || last.link === null || last.hash === null) return 0;
  await db
    .updateTable('audit_chains')
    .set({ anchor_link: last.link, anchor_hash: last.hash })
    .where('pair_id', '=', pairId)
    .execute();
  return removeUpTo(db, pairId, last.link);
}

/** The oldest row that is young, or that the record does not have yet. */
async function firstKept(
  engine: Engine,
  pairId: string,
  { ageMs, hasRecord }: { ageMs: number; hasRecord: boolean },
): Promise<number | undefined> {
  const row = await engine.db
    .selectFrom('audit')
    .select('link')
    .where('pair_id', '=', pairId)
    .where('link', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('recorded_at', '>=', engine.after(-ageMs)),
        ...(hasRecord ? [eb('delivered', '=', 0)] : []),
      ]),
    )
    .orderBy('link')
    .executeTakeFirst();
  return row?.link ?? undefined;
}

async function removeUpTo(db: Db, pairId: string, link: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('audit')
    .where('pair_id', '=', pairId)
    .where('link', '<=', link)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
