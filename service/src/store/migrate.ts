import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { CannotStart } from '../errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Db } from './schema.ts';

/**
 * Brings the tables up to what this version of the bridge knows, all steps in one transaction and under
 * the dialect's migration lock.
 * @throws CannotStart `store-newer` when a newer version was here before, `store-migration` when a step fails
 */
export async function migrate(db: Db): Promise<void> {
  const unknown = (await executedMigrations(db)).filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new CannotStart(
      'store-newer',
      `The store was last used by a newer version of the bridge: this one does not know ${unknown.join(', ')}. ` +
        'Start that newer version again, or restore the copy of the store made before the update.',
    );
  }
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) {
    throw new CannotStart(
      'store-migration',
      'The store could not be brought up to date. Nothing was changed; restore the copy made before the update, ' +
        'or report the cause below.',
      { cause: error },
    );
  }
}

async function executedMigrations(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return [];
  const recorded = db.$extendTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>();
  const rows = await recorded.selectFrom(DEFAULT_MIGRATION_TABLE).select('name').execute();
  return rows.map((row) => row.name);
}
