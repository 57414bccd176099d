import type SqliteDatabase from 'better-sqlite3';
import type { SqliteDialectConfig } from 'kysely';

type KyselyDatabase = Exclude<SqliteDialectConfig['database'], (...args: never) => unknown>;

/** Lists of ids make statements of many lengths; beyond this all are forgotten and prepared again. */
const MOST = 200;

/**
 * Kysely prepares every statement anew, which costs more than running it; prepared once, a burst of rings
 * holds the event loop for a third of the time.
 */
export function cacheStatements(database: SqliteDatabase.Database): KyselyDatabase {
  const statements = new Map<string, ReturnType<KyselyDatabase['prepare']>>();
  return {
    close() {
      statements.clear();
      database.close();
    },
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      if (statements.size >= MOST) statements.clear();
      const statement = database.prepare<unknown[]>(sql);
      statements.set(sql, statement);
      return statement;
    },
  };
}
