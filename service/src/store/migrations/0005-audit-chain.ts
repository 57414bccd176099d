import type { Kysely } from 'kysely';
import type { Json } from '../../domain/values.ts';
import { emptyChain } from '../audit-chain.ts';
import { linkHash } from '../link-hash.ts';
import type { Schema } from '../schema.ts';

const PAGE = 500;

/** The audit trail becomes a chain per pair; the rows that are there are chained in the order they had. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit').addColumn('link', 'bigint').execute();
  await db.schema.alterTable('audit').addColumn('previous', 'text').execute();
  await db.schema.alterTable('audit').addColumn('hash', 'text').execute();
  await db.schema.createIndex('audit_chain').on('audit').columns(['pair_id', 'link']).execute();
  await db.schema
    .createTable('audit_chains')
    .addColumn('pair_id', 'text', (column) => column.primaryKey())
    .addColumn('anchor_link', 'bigint', (column) => column.notNull())
    .addColumn('anchor_hash', 'text', (column) => column.notNull())
    .addColumn('head_link', 'bigint', (column) => column.notNull())
    .addColumn('head_hash', 'text', (column) => column.notNull())
    .execute();
  await chainRows(db as Kysely<Schema>);
}

async function chainRows(db: Kysely<Schema>): Promise<void> {
  let chain = emptyChain('');
  for (;;) {
    const rows = await unchained(db);
    for (const row of rows) {
      if (row.pair_id !== chain.pair_id) {
        await saveChain(db, chain);
        chain = await chainToGoOn(db, row.pair_id);
      }
      const content = {
        pairId: row.pair_id,
        link: chain.head_link + 1,
        entryKey: row.entry_key,
        entry: JSON.parse(row.entry) as Json,
      };
      const previous = chain.head_hash;
      const hash = linkHash(content, previous);
      await db
        .updateTable('audit')
        .set({ link: content.link, previous, hash })
        .where('entry_key', '=', row.entry_key)
        .execute();
      chain = { ...chain, head_link: content.link, head_hash: hash };
    }
    await saveChain(db, chain);
    if (rows.length < PAGE) return;
  }
}

/** Pair by pair, in the order the trail was read in so far. */
const unchained = (db: Kysely<Schema>) =>
  db
    .selectFrom('audit')
    .select(['entry_key', 'pair_id', 'entry'])
    .where('link', 'is', null)
    .orderBy('pair_id')
    .orderBy('recorded_at')
    .orderBy('position')
    .orderBy('entry_key')
    .limit(PAGE)
    .execute();

async function chainToGoOn(db: Kysely<Schema>, pairId: string) {
  const chain = await db
    .selectFrom('audit_chains')
    .selectAll()
    .where('pair_id', '=', pairId)
    .executeTakeFirst();
  return chain ?? emptyChain(pairId);
}

async function saveChain(db: Kysely<Schema>, chain: Schema['audit_chains']): Promise<void> {
  if (chain.pair_id === '') return;
  const { head_link, head_hash } = chain;
  await db
    .insertInto('audit_chains')
    .values(chain)
    .onConflict((conflict) => conflict.column('pair_id').doUpdateSet({ head_link, head_hash }))
    .execute();
}
