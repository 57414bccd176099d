import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { openStore } from '../../../service/src/store/store.ts';
import { MIGRATIONS } from '../../../service/src/store/migrations/index.ts';
import { systemClock } from '../../../service/src/system-clock.ts';
import { recordId } from './ids.ts';
import {
  createDatabase,
  NEEDS_POSTGRES,
  onServer,
  type TestDatabase,
} from './postgres-database.ts';

const ring = { id: { recordId: recordId(1) }, cause: 'nudge' } as const;
const NEWER = `insert into kysely_migration values ('9999-new', '2031-01-01T00:00:00Z')`;
const fitsFrom = (name: string) =>
  `update settings set value = '${name}' where name = 'schema-fits-from'`;

describe.skipIf(NEEDS_POSTGRES)(`migrations of a PostgreSQL database${NEEDS_POSTGRES}`, () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await createDatabase()));
  afterEach(() => database.drop());
  const open = (lockWaitMs = 0) =>
    openStore({ databaseUrl: database.url }, { clock: systemClock, lockWaitMs });

  it('run once when many processes start on an empty database at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
    const names = await onServer(database.url, 'select name from kysely_migration order by name');
    expect(names).toEqual(Object.keys(MIGRATIONS).map((name) => ({ name })));
    await Promise.all(stores.map((store) => store.ring(ring)));
    expect((await stores[0]?.findByRecord(recordId(1)))?.rung).toBe(6);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('wait for another process that migrates, however long it takes', async () => {
    await (await open()).close();
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('begin');
    await other.query(`select pg_advisory_xact_lock(${0x636f_5e11})`);
    const opening = open();
    const waits =
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'advisory'";
    await expect.poll(() => onServer(database.url, waits)).toEqual([{ n: 1 }]);
    await other.query('commit');
    await other.end();
    await (await opening).close();
  });

  it('leave an old replica at work when a newer version expands the tables', async () => {
    const old = await open();
    await old.ring(ring);
    await onServer(database.url, 'alter table pairs add column news text');
    await onServer(database.url, 'create table news (id text primary key)');
    await onServer(database.url, NEWER);
    expect(await old.ring(ring)).toMatchObject({ rung: 2 });
    const [claim] = await old.claim({ limit: 5, leaseMs: 1_000 });
    if (!claim) throw new Error('The pair was not claimed.');
    const due = { nextLookAt: Date.now() + 1_000, notBefore: Date.now() };
    await old.settle(claim, { state: 'open' }, due);
    expect(await old.findPair(claim.pair.id)).toMatchObject({ state: 'open', settledRung: 2 });
    await old.close();
  });

  it.each([
    ['starts', 'says that it fits', Object.keys(MIGRATIONS)[0] ?? ''],
    ['is refused', 'asks for more than it knows', '9999-new'],
  ])('let an old version that %s after the newer one, which %s', async (what, _why, from) => {
    await (await open()).close();
    await onServer(database.url, NEWER);
    await onServer(database.url, fitsFrom(from));
    if (what === 'starts') {
      const old = await open();
      expect(await old.ring(ring)).toMatchObject({ rung: 1 });
      await old.close();
    } else {
      await expect(open()).rejects.toMatchObject({
        code: 'store-newer',
        message: expect.stringContaining('9999-new'),
      });
    }
    const kept = await onServer(
      database.url,
      "select value from settings where name = 'schema-fits-from'",
    );
    expect(kept, 'an old version does not speak for the newer one').toEqual([{ value: from }]);
  });

  it('that fail leave everything as it was', async () => {
    // The audit table comes after pairs: what was made before the failing step is undone.
    await onServer(database.url, 'create table audit (x int)');
    await expect(open()).rejects.toMatchObject({ code: 'store-migration' });
    const tables = await onServer(
      database.url,
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    expect(tables).toEqual([{ table_name: 'audit' }]);
  });

  it('of a user who may not make tables are explained', async () => {
    const role = `${new URL(database.url).pathname.slice(1)}_reader`;
    await onServer(database.url, `create role ${role} login`);
    try {
      const url = new URL(database.url);
      url.username = role;
      const opening = openStore({ databaseUrl: url.href }, { clock: systemClock, lockWaitMs: 0 });
      await expect(opening).rejects.toMatchObject({
        code: 'store-unusable',
        message: expect.stringMatching(/may not make tables/),
      });
    } finally {
      await onServer(database.url, `drop role ${role}`);
    }
  });

  it('wait for a server that does not take connections yet', async () => {
    await (await open()).close();
    const name = new URL(database.url).pathname.slice(1);
    const server = new URL(database.url);
    server.pathname = '/postgres';
    await onServer(server.href, `alter database ${name} allow_connections false`);
    const opening = open(30_000);
    await expect(open(0)).rejects.toMatchObject({ code: 'store-unusable' });
    await onServer(server.href, `alter database ${name} allow_connections true`);
    await (await opening).close();
  });
});
