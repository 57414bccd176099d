/**
 * The trail of a pair as a chain: each row holds the hash of the one before. Whoever appends holds the lock of the
 * pair's row (`fence.ts`), so the order is the same for every replica.
 */
import type { Json } from '../domain/values.ts';
import { linkHash } from './link-hash.ts';
import { parse } from './rows.ts';
import type { AuditChainsTable, Db } from './schema.ts';

export type ChainLink = { link: number; previous: string; hash: string };

/** The chain of a pair that has none yet. */
export const emptyChain = (pairId: string): AuditChainsTable => ({
  pair_id: pairId,
  anchor_link: 0,
  anchor_hash: '',
  head_link: 0,
  head_hash: '',
});

export async function chainOf(db: Db, pairId: string): Promise<AuditChainsTable> {
  const chain = await db
    .selectFrom('audit_chains')
    .selectAll()
    .where('pair_id', '=', pairId)
    .executeTakeFirst();
  return chain ?? emptyChain(pairId);
}

/** Takes places at the end of a pair's chain, one for each row, in their order. */
export async function takeLinks(
  db: Db,
  pairId: string,
  rows: readonly { entryKey: string; entry: Json }[],
): Promise<ChainLink[]> {
  const chain = await chainOf(db, pairId);
  const links: ChainLink[] = [];
  let previous = chain.head_hash;
  for (const [place, { entryKey, entry }] of rows.entries()) {
    const link = chain.head_link + 1 + place;
    const hash = linkHash({ pairId, link, entryKey, entry }, previous);
    links.push({ link, previous, hash });
    previous = hash;
  }
  await saveHead(db, chain, { link: chain.head_link + rows.length, hash: previous });
  return links;
}

async function saveHead(
  db: Db,
  chain: AuditChainsTable,
  head: { link: number; hash: string },
): Promise<void> {
  const ends = { head_link: head.link, head_hash: head.hash };
  await db
    .insertInto('audit_chains')
    .values({ ...chain, ...ends })
    .onConflict((conflict) => conflict.column('pair_id').doUpdateSet(ends))
    .execute();
}

/** What was written down about a stub goes to the end of the chain of the pair that takes its place. */
export async function moveTrail(db: Db, from: string, to: string): Promise<void> {
  const rows = await db
    .selectFrom('audit')
    .select(['entry_key', 'entry'])
    .where('pair_id', '=', from)
    .orderBy('link')
    .orderBy('entry_key')
    .execute();
  if (rows.length === 0) return;
  const moved = rows.map((row) => ({ entryKey: row.entry_key, entry: parse<Json>(row.entry) }));
  const links = await takeLinks(db, to, moved);
  for (const [place, link] of links.entries()) {
    await db
      .updateTable('audit')
      .set({ pair_id: to, ...link })
      .where('entry_key', '=', moved[place]?.entryKey ?? '')
      .execute();
  }
  await db.deleteFrom('audit_chains').where('pair_id', '=', from).execute();
}
