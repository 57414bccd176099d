/** Rows of before the chain get their place in it, in the order they had. */
import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { openStore } from '../../../service/src/store/store.ts';
import { createFakeClock } from './fake-clock.ts';
import { createDatabase, NEEDS_POSTGRES, onServer } from './postgres-database.ts';

const UNDO = [
  'drop index audit_chain',
  'drop table audit_chains',
  'alter table audit drop column link',
  'alter table audit drop column previous',
  'alter table audit drop column hash',
  "delete from kysely_migration where name >= '0005'",
];
const ROWS = 1_203;
const entry = (n: number) => JSON.stringify({ entryKey: `k${n}`, action: 'sent', after: { b: n } });
/** Two pairs, one of them longer than a page of the migration, stored newest first. */
const values = Array.from({ length: ROWS }, (_, i) => {
  const n = ROWS - i;
  const pair = n % 7 === 0 ? 'one' : 'two';
  return `('k${n}', '${pair}', ${n}, 0, 1, '${entry(n)}')`;
});
const FILL = `insert into audit (entry_key, pair_id, recorded_at, position, delivered, entry) values ${values.join()}`;

type Place = {
  options: Parameters<typeof openStore>[0];
  run(sql: string): Promise<void>;
  remove(): Promise<void>;
};

async function aFile(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-chain-'));
  const file = join(folder, 'store.sqlite');
  return {
    options: { file },
    async run(sql) {
      const database = new SqliteDatabase(file);
      database.exec(sql);
      database.close();
    },
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

async function aDatabase(): Promise<Place> {
  const { url, drop } = await createDatabase();
  return {
    options: { databaseUrl: url },
    run: async (sql) => void (await onServer(url, sql)),
    remove: drop,
  };
}

describe.each([
  { name: 'SQLite', place: aFile, needs: '' },
  { name: `PostgreSQL${NEEDS_POSTGRES}`, place: aDatabase, needs: NEEDS_POSTGRES },
])('a trail of before the chain, on $name', ({ place, needs }) => {
  it.skipIf(needs)('is chained in its order, and shows a change from then on', async () => {
    const { options, run, remove } = await place();
    const open = () => openStore(options, { clock: createFakeClock(), lockWaitMs: 0 });
    try {
      await (await open()).close();
      for (const sql of UNDO) await run(sql);
      await run(FILL);
      const store = await open();
      expect(await store.auditedPairs({ limit: 5 })).toEqual(['one', 'two']);
      expect(await store.checkTrail('one')).toMatchObject({ entries: 171, findings: [] });
      const two = await store.checkTrail('two');
      expect(two).toMatchObject({ entries: ROWS - 171, findings: [] });
      await run(`delete from audit where entry_key = 'k600'`);
      await run(`update audit set entry = '${entry(0)}' where entry_key = 'k1'`);
      expect((await store.checkTrail('two')).findings).toEqual([
        { kind: 'changed', entryKey: 'k1' },
        { kind: 'removed', entryKey: null, missing: 1 },
      ]);
      await store.close();
    } finally {
      await remove();
    }
  });
});
