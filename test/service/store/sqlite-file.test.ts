import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannotStart } from '../../../service/src/errors.ts';
import { openSqlite } from '../../../service/src/store/sqlite.ts';
import { openStore } from '../../../service/src/store/store.ts';
import { createFakeClock } from './fake-clock.ts';
import { recordId } from './ids.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'co-sell-store-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const open = (lockWaitMs = 0) => openStore({ dataDir }, { clock: createFakeClock(), lockWaitMs });
const ring = { id: { recordId: recordId(1) }, cause: 'nudge' } as const;
const database = () => new SqliteDatabase(join(dataDir, 'co-sell-bridge.sqlite'));

describe('a SQLite file', () => {
  it('remembers pairs, cursors and whom it belongs to', async () => {
    const first = await open();
    await first.bind({ orgId: 'org', tenantId: 'tenant' });
    const { pairId } = await first.ring(ring);
    const cursor = await first.claimCursor('sweep', 1_000);
    if (cursor) await first.saveCursor(cursor, 'here');
    await first.close();
    const second = await open();
    expect((await second.findByRecord(recordId(1)))?.id).toBe(pairId);
    expect((await second.claimCursor('sweep', 1_000))?.value).toBe('here');
    expect(await second.bind({ orgId: 'else', tenantId: 'tenant' })).toMatchObject({
      kind: 'other',
    });
    await second.close();
  });

  it('voids the claims of the process before, of pairs and of cursors', async () => {
    const first = await open();
    await first.ring(ring);
    const [claim] = await first.claim({ limit: 1, leaseMs: 60_000 });
    if (!claim) throw new Error('The pair was not claimed.');
    await first.claimCursor('sweep', 60_000);
    await first.close();
    const second = await open();
    const [again] = await second.claim({ limit: 1, leaseMs: 60_000 });
    expect(again?.pair.id).toBe(claim.pair.id);
    expect(again?.token).toBe(2);
    expect(await second.claimCursor('sweep', 60_000)).toBeDefined();
    await second.close();
  });

  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
  ])('is opened with %s = %s, so that a commit outlives a power cut', async (name, value) => {
    const db = openSqlite(join(dataDir, 'plain.sqlite'));
    const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db);
    await db.destroy();
    expect(rows).toEqual([{ [name]: value }]);
  });

  it('belongs to one process; the next is told so after its wait', async () => {
    const first = await open();
    const refused = open(30);
    await expect(refused).rejects.toThrow(CannotStart);
    await expect(refused).rejects.toMatchObject({
      code: 'store-locked',
      message: expect.stringMatching(/Another process of the bridge still uses the store/),
    });
    expect(await first.ring(ring)).toMatchObject({ rung: 1 });
    await first.close();
  });

  it('is handed to the process that waits as soon as the first one stops', async () => {
    const first = await open();
    const waiting = open(20_000);
    await first.ring(ring);
    await first.close();
    const second = await waiting;
    expect(await second.findByRecord(recordId(1))).toBeDefined();
    await second.close();
  });

  it('of a newer version is refused, and left as it is', async () => {
    await (await open()).close();
    const newer = database();
    newer
      .prepare('insert into kysely_migration values (?, ?)')
      .run('9999-new', '2031-01-01T00:00:00Z');
    newer.close();
    await expect(open()).rejects.toMatchObject({
      code: 'store-newer',
      message: expect.stringContaining('9999-new'),
    });
    const after = database();
    expect(after.prepare('select max(name) as name from kysely_migration').get()).toEqual({
      name: '9999-new',
    });
    after.prepare('delete from kysely_migration where name = ?').run('9999-new');
    after.close();
    await (await open()).close();
  });

  it('that was started with foreign tables is refused whole', async () => {
    const foreign = database();
    // The audit table comes after pairs: what was made before the failing step is undone.
    foreign.exec('create table audit (x)');
    foreign.close();
    await expect(open()).rejects.toMatchObject({ code: 'store-migration' });
    const after = database();
    const tables = after
      .prepare("select name from sqlite_master where type = 'table'")
      .pluck()
      .all();
    after.close();
    expect(tables).not.toContain('pairs');
  });

  it('that cannot be made is explained', async () => {
    await writeFile(join(dataDir, 'file'), '');
    const store = openStore({ dataDir: join(dataDir, 'file') }, { clock: createFakeClock() });
    await expect(store).rejects.toMatchObject({
      code: 'store-unusable',
      message: expect.stringMatching(/needs a local, lasting disk/),
    });
  });
});

describe('a store', () => {
  it('answers every ring it took before it closes, and takes none after', async () => {
    const store = await open();
    const rings = Promise.all([1, 2, 3].map(() => store.ring(ring)));
    await store.close();
    expect((await rings).map((receipt) => receipt.rung)).toEqual([1, 2, 3]);
    await expect(store.ring(ring)).rejects.toThrow(/closed/);
    const next = await open();
    expect((await next.findByRecord(recordId(1)))?.rung).toBe(3);
    await next.close();
  });

  it('says whether it can answer', async () => {
    const store = await open();
    expect(await store.isReady()).toBe(true);
    await store.close();
    expect(await store.isReady()).toBe(false);
  });

  it('commits the rings of one tick together', async () => {
    const store = await open();
    const beside = database();
    const countPairs = () => Number(beside.prepare('select count(*) from pairs').pluck().get());
    let seen: number | undefined;
    const rings = Array.from({ length: 50 }, (_, n) =>
      store
        .ring({ id: { recordId: recordId(n) }, cause: 'nudge' })
        .then(() => (seen ??= countPairs())),
    );
    await Promise.all(rings);
    beside.close();
    // When the first promise is answered another connection sees all of them.
    expect(seen).toBe(50);
    await store.close();
  });
});
