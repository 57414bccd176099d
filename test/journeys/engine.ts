/** The databases a rig can stand on, each fresh and gone afterwards. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  remove(): Promise<void>;
};

export const replicasOf = (engine: Engine): number => (engine === 'sqlite' ? 1 : engine.replicas);

export const openDatabase = (engine: Engine): Promise<Database> =>
  engine === 'sqlite' ? openFolder() : openServer();

async function openFolder(): Promise<Database> {
  const folder = mkdtempSync(join(fastestFolder(), 'co-sell-'));
  const view = viewSqlite(join(folder, 'co-sell-bridge.sqlite'));
  return {
    settings: { DATA_DIR: folder },
    view,
    cutConnections: () => Promise.reject(new Error('SQLite has no connections to cut')),
    async remove() {
      await view.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A kill of the process leaves what was written, also in memory-backed files: there a commit costs no disk. */
function fastestFolder(): string {
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
  return {
    settings: { DATABASE_URL: url },
    view,
    async cutConnections() {
      const client = await connect();
      await client.query(OTHERS);
      await client.end();
    },
    async remove() {
      await view.close();
      await drop();
    },
  };
}
