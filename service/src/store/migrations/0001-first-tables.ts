import { type Kysely, sql } from 'kysely';

/** Pairs, their audit trail, the sweeps' cursors, and what the store is bound to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPairs(db);
  await db.schema
    .createTable('audit')
    .addColumn('entry_key', 'text', (column) => column.primaryKey())
    // No foreign key: a stub is deleted, what was written down about it stays.
    .addColumn('pair_id', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'bigint', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('delivered', 'integer', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('audit_trail')
    .on('audit')
    .columns(['pair_id', 'recorded_at', 'position'])
    .execute();
  await db.schema
    .createTable('cursors')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text')
    .addColumn('claim_token', 'bigint', (column) => column.notNull())
    .addColumn('claimed_until', 'bigint')
    .execute();
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

async function createPairs(db: Kysely<unknown>): Promise<void> {
  // The defaults are a stub's: nothing is known of it yet, and it was rung once.
  await db.schema
    .createTable('pairs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('record_id', 'text', (column) => column.unique())
    .addColumn('referral_id', 'text', (column) => column.unique())
    .addColumn('engagement_id', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('rung', 'bigint', (column) => column.notNull().defaultTo(1))
    .addColumn('settled_rung', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('urgent_rung', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'bigint')
    .addColumn('priority', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('claim_token', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('claimed_until', 'bigint')
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('attempt', 'text')
    .addColumn('create_reference', 'text')
    .addColumn('held', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('base', 'text')
    .addColumn('versions', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('version_token', 'text')
    .addColumn('notified_at', 'text')
    .addColumn('notified_ms', 'bigint')
    .addColumn('recent_writes', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('webhook_stub', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('format', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    // A pair that is never looked at again is a lost deal: only these states may have no next look.
    .addCheckConstraint(
      'pairs_always_due',
      sql`due_at is not null or state in ('paused', 'closed', 'tombstone')`,
    )
    .addCheckConstraint('pairs_tombstone_rests', sql`due_at is null or state <> 'tombstone'`)
    .execute();
  for (const column of [
    'due_at',
    'claimed_until',
    'engagement_id',
    'create_reference',
    'webhook_stub',
    'state',
  ]) {
    await db.schema.createIndex(`pairs_${column}`).on('pairs').column(column).execute();
  }
}
