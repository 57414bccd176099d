import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { CannotStart } from '../errors.ts';
import { unusable } from './sqlite.ts';

export type FileLock = { release(): void };

const POLL_MS = 200;

/**
 * Holds `<file>.lock` for this process alone. The hold is an exclusive transaction on a second small SQLite
 * file: the operating system ends it with the process, so a SIGKILL never leaves it behind.
 * Waits in real time, because it waits for another process, not for our clock.
 * @throws CannotStart `store-locked` after `waitMs`, `store-unusable`
 */
export async function lockFile(file: string, waitMs: number): Promise<FileLock> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(`${file}.lock`);
    if (lock) return lock;
    const left = deadline - performance.now();
    if (left <= 0) throw lockedBy(file, waitMs);
    await sleep(Math.min(POLL_MS, left));
  }
}

function tryLock(path: string): FileLock | undefined {
  let database: SqliteDatabase.Database | undefined;
  try {
    // timeout 0: better-sqlite3 would wait synchronously and block the event loop.
    const opened = (database = new SqliteDatabase(path, { timeout: 0 }));
    opened.exec('begin exclusive');
    return { release: () => void opened.close() };
  } catch (cause) {
    database?.close();
    if (cause instanceof SqliteDatabase.SqliteError && cause.code === 'SQLITE_BUSY') {
      return undefined;
    }
    throw unusable(path, cause);
  }
}

function lockedBy(file: string, waitMs: number): CannotStart {
  return new CannotStart(
    'store-locked',
    `Another process of the bridge still uses the store ${file}; waited ${Math.round(waitMs / 1000)} seconds for it. ` +
      'A SQLite store belongs to one process: stop the other one, or give this one a store of its own.',
  );
}
