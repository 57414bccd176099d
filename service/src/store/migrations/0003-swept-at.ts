import type { Kysely } from 'kysely';

/** When a sweep last ended well: replicas share the sweeps, so no process knows it alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('cursors').addColumn('swept_at', 'bigint').execute();
}
