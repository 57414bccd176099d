/** The databases a rig can stand on, each fresh and gone afterwards. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Client } from 'pg';
import { createDatabase } from '../service/store/postgres-database.ts';
import { viewPostgres, viewSqlite, type StoreView } from './store-view.ts';

export type Engine = 'sqlite' | { kind: 'postgres'; replicas: 1 | 2 | 4 };

export type Database = {
  /** What each bridge is told of it. */
  settings: Record<string, string>;
  view: StoreView;
  /** Ends every connection of every bridge, as a restart of the server does. */
  cutConnections(): Promise<void>;
  /** Everything the bridge had stored is gone; no bridge may run. */
  empty(): Promise<void>;
  /** Runs SQL behind the bridge's back. */
  tamper(sql: string): Promise<void>;
  remove(): Promise<void>;
};

export const replicasOf = (engine: Engine): number => (engine === 'sqlite' ? 1 : engine.replicas);

export const openDatabase = (engine: Engine): Promise<Database> =>
  engine === 'sqlite' ? openFolder() : openServer();

async function openFolder(): Promise<Database> {
  const folder = mkdtempSync(join(fastestFolder(), 'co-sell-'));
  const file = join(folder, 'co-sell-bridge.sqlite');
  const view = viewSqlite(file);
  return {
    settings: { DATA_DIR: folder },
    view,
    cutConnections: () => Promise.reject(new Error('SQLite has no connections to cut')),
    async empty() {
      await view.close();
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    },
    async tamper(sql) {
      const beside = new SqliteDatabase(file);
      beside.exec(sql);
      beside.close();
    },
    async remove() {
      await view.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A kill of the process leaves what was written, also in memory-backed files: there a commit costs no disk. */
export function fastestFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

const OTHERS =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

async function openServer(): Promise<Database> {
  const { url, drop } = await createDatabase();
  const connect = async () => {
    const client = new Client({ connectionString: url });
    // Cut off by `cutConnections`: the next query says so.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const view = viewPostgres(connect);
  const run = async (sql: string) => {
    const client = await connect();
    await client.query(sql);
    await client.end();
  };
  return {
    settings: { DATABASE_URL: url },
    view,
    cutConnections: () => run(OTHERS),
    tamper: run,
    empty: () => Promise.reject(new Error('a database of a server is not emptied here')),
    async remove() {
      await view.close();
      await drop();
    },
  };
}
