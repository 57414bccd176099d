/** That a look into the store is a look at one moment: a sweep that is over shows with what it rang. */
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, onServer, type TestDatabase } from '../service/store/postgres-database.ts';
import { HAS_POSTGRES, needsPostgres } from './needs-database.ts';
import { viewPostgres } from './store-view.ts';

const TABLES = `
  create table pairs (state text, rung int, settled_rung int, due_at bigint, claimed_until bigint, attempt text);
  create table cursors (name text, swept_at bigint, claimed_until bigint);
  insert into pairs values ('open', 7, 7, 9999999999999, null, null);
  insert into cursors values ('partner-center', 1, null)`;

/** What a sweep commits that finds something: first the ring, then its end. */
const SWEEP = `
  update pairs set rung = rung + 1, due_at = 0;
  update cursors set swept_at = 2`;

let database: TestDatabase;
beforeAll(async () => {
  if (!HAS_POSTGRES) return;
  database = await createDatabase();
  await onServer(database.url, TABLES);
});
afterAll(async () => {
  if (HAS_POSTGRES) await database.drop();
});

/** After each of its queries a sweep finds something. */
async function connectWithSweeps(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const query = client.query.bind(client) as (text: string) => Promise<unknown>;
  const queryThenSweep = async (text: string) => {
    const result = await query(text);
    await onServer(database.url, SWEEP);
    return result;
  };
  return Object.assign(client, { query: queryThenSweep });
}

it.skipIf(!HAS_POSTGRES)(
  needsPostgres('a glance never shows the end of a sweep without what the sweep rang'),
  async () => {
    const view = viewPostgres(connectWithSweeps);
    try {
      const before = await view.glance();
      const after = await view.glance();
      expect(before).toEqual({
        waiting: 0,
        rung: 7,
        sweeps: [{ name: 'partner-center', sweptAt: 1, isHeld: false }],
      });
      expect(after).toMatchObject({ waiting: 1, rung: 8, sweeps: [{ sweptAt: 2 }] });
    } finally {
      await view.close();
    }
  },
);
