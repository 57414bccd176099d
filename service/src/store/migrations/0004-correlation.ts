import type { Kysely } from 'kysely';

/** Who asked last: the id of the call that rang a pair goes on to both hosts, whichever replica visits it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('pairs').addColumn('correlation_id', 'text').execute();
}
