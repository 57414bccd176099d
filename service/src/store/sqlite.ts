import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely';
import { CannotStart } from '../errors.ts';
import type { Clock } from '../sync/ports.ts';
import { cacheStatements } from './cached-statements.ts';
import type { Engine } from './engine.ts';
import type { Db, Schema } from './schema.ts';

export const IN_MEMORY = ':memory:';

/**
 * Opens (and makes) the SQLite file with durable settings. Statements are synchronous and Kysely keeps one
 * connection behind a mutex, so nothing runs between the statements of a transaction.
 * @throws CannotStart `store-unusable`
 */
export function openSqlite(file: string): Kysely<Schema> {
  const database = openFile(file);
  // A commit is on the disk before its promise resolves: 202 means committed.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  return new Kysely<Schema>({
    dialect: new TransactionalSqlite({ database: cacheStatements(database) }),
  });
}

export function createSqliteEngine(db: Db, clock: Clock): Engine {
  return {
    db,
    after: (ms) => sql<number>`${clock.now() + ms}`,
    lock: (query) => query,
    lockUnlocked: (query) => query,
    again: (work) => work(),
    isReady: () => isReady(db),
    close: () => db.destroy(),
  };
}

async function isReady(db: Db): Promise<boolean> {
  try {
    await db.selectFrom('settings').select('name').limit(1).execute();
    return true;
  } catch {
    // Whatever is wrong, the answer to this question is no; the next real call says why.
    return false;
  }
}

function openFile(file: string): SqliteDatabase.Database {
  try {
    const database = new SqliteDatabase(file);
    const mode = database.pragma('journal_mode = WAL', { simple: true });
    if (mode === 'wal' || file === IN_MEMORY) return database;
    database.close();
    throw new Error(`journal_mode stayed ${String(mode)}`);
  } catch (cause) {
    throw unusable(file, cause);
  }
}

export function unusable(file: string, cause: unknown): CannotStart {
  return new CannotStart(
    'store-unusable',
    `The store ${file} could not be opened. It needs a local, lasting disk that the bridge may write to, not a network share.`,
    { cause },
  );
}

/** Kysely runs migrations of SQLite without a transaction, but its DDL is transactional: use that. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
