import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A server whose user may make databases; without it the tests on PostgreSQL are skipped, and say so. */
export const TEST_DATABASE_URL = process.env['TEST_DATABASE_URL'];
export const NEEDS_POSTGRES = TEST_DATABASE_URL ? '' : ' (needs TEST_DATABASE_URL)';

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A database of its own on the test server, empty, whatever else runs there at the same time. */
export async function createDatabase(): Promise<TestDatabase> {
  const server = TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL names no PostgreSQL server.');
  const name = `co_sell_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** One statement on a connection of its own; returns its rows. */
export async function onServer(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  // A database that is dropped ends its connections.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
