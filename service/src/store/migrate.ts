import { sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { CannotStart, StoreUnavailable } from '../errors.ts';
import { MIGRATIONS, OLDEST_THAT_FITS } from './migrations/index.ts';
import type { Db } from './schema.ts';

/** Row of `settings`: the newest migration a bridge must know to work on the store as it is now. */
const FITS_FROM = 'schema-fits-from';

/** How a database keeps migrations apart, and whether bridges of two versions may use it at once. */
export type MigrationRules = {
  lock: (trx: Db) => Promise<void>;
  /** Fails, with the database's own error, where tables may not be made. Asked of an empty database. */
  tryMakingTables: (trx: Db) => Promise<void>;
  /** An older bridge may start on a newer store if that store says that it fits. */
  mayLagBehind: boolean;
};

export const SQLITE_MIGRATION: MigrationRules = {
  // One process and one connection: a transaction is lock enough.
  lock: () => Promise.resolve(),
  tryMakingTables: () => Promise.resolve(),
  mayLagBehind: false,
};

/** Any number; the same in every version of the bridge. */
const ADVISORY_LOCK = 0x636f_5e11;

export const POSTGRES_MIGRATION: MigrationRules = {
  async lock(trx) {
    // Waits for another process's migration as long as that takes. Ends with the transaction, so it works behind poolers.
    await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(trx);
    // A step that waits for a table makes everybody wait behind it: rather give up and try again.
    await sql`set local lock_timeout = '3s'`.execute(trx);
  },
  async tryMakingTables(trx) {
    // Kysely goes on after a failed statement, and then tells only that the transaction has failed.
    await sql`create table tried_making_tables ()`.execute(trx);
    await sql`drop table tried_making_tables`.execute(trx);
  },
  mayLagBehind: true,
};

/**
 * Brings the tables up to what this version of the bridge knows, all steps in one transaction and under a lock.
 * @throws CannotStart `store-newer` when a newer version was here before, `store-migration` when a step fails
 * @throws StoreUnavailable
 */
export async function migrate(db: Db, rules = SQLITE_MIGRATION): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await rules.lock(trx);
    const executed = await executedMigrations(trx);
    if (executed.length === 0) await rules.tryMakingTables(trx);
    const unknown = executed.filter((name) => !(name in MIGRATIONS));
    if (unknown.length > 0) return refuseUnlessFitting(trx, unknown, rules);
    await runMigrations(trx);
    await sayWhoFits(trx);
  });
}

async function runMigrations(trx: Db): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error } = await new Migrator({ db: trx, provider }).migrateToLatest();
  if (error === undefined) return;
  if (error instanceof StoreUnavailable) throw error;
  throw new CannotStart(
    'store-migration',
    'The store could not be brought up to date. Nothing was changed; restore the copy made before the update, ' +
      'or report the cause below.',
    { cause: error },
  );
}

async function refuseUnlessFitting(
  trx: Db,
  unknown: string[],
  { mayLagBehind }: MigrationRules,
): Promise<void> {
  if (mayLagBehind && (await fitsFrom(trx)) in MIGRATIONS) return;
  throw new CannotStart(
    'store-newer',
    `The store was last used by a newer version of the bridge: this one does not know ${unknown.join(', ')}. ` +
      'Start that newer version again, or restore the copy of the store made before the update.',
  );
}

async function fitsFrom(trx: Db): Promise<string> {
  const row = await trx
    .selectFrom('settings')
    .select('value')
    .where('name', '=', FITS_FROM)
    .executeTakeFirst();
  return row?.value ?? '';
}

async function sayWhoFits(trx: Db): Promise<void> {
  const value = OLDEST_THAT_FITS;
  await trx
    .insertInto('settings')
    .values({ name: FITS_FROM, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

async function executedMigrations(trx: Db): Promise<string[]> {
  const tables = await trx.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return [];
  const recorded = trx.$extendTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>();
  const rows = await recorded.selectFrom(DEFAULT_MIGRATION_TABLE).select('name').execute();
  return rows.map((row) => row.name);
}
