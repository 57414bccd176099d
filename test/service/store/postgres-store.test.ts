import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../../service/src/store/store.ts';
import { storeContract } from './contract.ts';
import {
  createDatabase,
  NEEDS_POSTGRES,
  onServer,
  type TestDatabase,
} from './postgres-database.ts';
import { followClock, shadowServerClock } from './server-clock.ts';

const EMPTY = 'truncate pairs, audit, audit_chains, cursors, secrets, settings';

describe.skipIf(NEEDS_POSTGRES)(`on PostgreSQL${NEEDS_POSTGRES}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await shadowServerClock(database.url);
  });
  afterAll(() => database.drop());

  storeContract('the PostgreSQL', async (deps) => {
    const store = await openStore({ databaseUrl: database.url }, deps);
    await onServer(database.url, EMPTY);
    return {
      store: await followClock(store, database.url, deps.clock),
      tamper: async (sql) => void (await onServer(database.url, sql)),
    };
  });
});
