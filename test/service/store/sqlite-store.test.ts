import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll } from 'vitest';
import { openStore } from '../../../service/src/store/store.ts';
import { storeContract } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'co-sell-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));
let opened = 0;

storeContract('the SQLite', async (deps) => {
  opened += 1;
  const file = join(folder, `${opened}.sqlite`);
  return {
    store: await openStore({ file }, deps),
    async tamper(sql) {
      const beside = new SqliteDatabase(file);
      beside.exec(sql);
      beside.close();
    },
  };
});
