import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../sync/ports.ts';
import { voidClaims } from './claims.ts';
import type { Engine } from './engine.ts';
import { lockFile } from './file-lock.ts';
import { migrate, SQLITE_MIGRATION } from './migrate.ts';
import type { Db } from './schema.ts';
import { createSqliteEngine, IN_MEMORY, openSqlite, unusable } from './sqlite.ts';

/**
 * Takes a SQLite file for this process, brings its tables up to date and voids the claims of the process before.
 * @throws CannotStart `store-locked`, `store-newer`, `store-migration`, `store-unusable`
 */
export async function openSqliteStore(
  path: string,
  { clock, waitMs }: { clock: Clock; waitMs: number },
): Promise<Engine> {
  const file = prepareFile(path);
  const lock = file === IN_MEMORY ? undefined : await lockFile(file, waitMs);
  let db: Db | undefined;
  try {
    db = openSqlite(file);
    await migrate(db, SQLITE_MIGRATION);
    await voidClaims(db);
    const engine = createSqliteEngine(db, clock);
    return { ...engine, close: () => engine.close().finally(() => lock?.release()) };
  } catch (error) {
    await db?.destroy();
    lock?.release();
    throw error;
  }
}

function prepareFile(file: string): string {
  if (file === IN_MEMORY) return file;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // The real path: two names of one folder must not become two locks.
    return join(realpathSync(dirname(file)), basename(file));
  } catch (cause) {
    throw unusable(file, cause);
  }
}
