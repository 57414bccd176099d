import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { CannotStart, StoreUnavailable } from '../../../service/src/errors.ts';
import { createPostgresEngine, openPostgres } from '../../../service/src/store/postgres.ts';
import { inTransaction } from '../../../service/src/store/engine.ts';
import { openStore } from '../../../service/src/store/store.ts';
import { systemClock } from '../../../service/src/system-clock.ts';
import { recordId } from './ids.ts';
import { DAY_MS, LEASE_MS, only, usePostgres } from './postgres-bench.ts';
import { NEEDS_POSTGRES, onServer, TEST_DATABASE_URL } from './postgres-database.ts';

const KILL_OTHERS =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
const ring = (n: number) => ({ id: { recordId: recordId(n) }, cause: 'nudge' }) as const;

describe.skipIf(NEEDS_POSTGRES)(`a PostgreSQL store that loses its server${NEEDS_POSTGRES}`, () => {
  const bench = usePostgres();

  it('goes on when the server ends its connections in the middle of traffic, and loses nothing', async () => {
    const store = await bench.open();
    let isOver = false;
    const killing = (async () => {
      for (let kill = 0; kill < 15; kill += 1) await onServer(bench.url, KILL_OTHERS);
      isOver = true;
    })();
    const acknowledged = new Map<string, number>();
    while (!isOver) {
      const receipts = await Promise.allSettled(
        Array.from({ length: 10 }, (_, n) => store.ring(ring(n))),
      );
      for (const receipt of receipts) {
        if (receipt.status === 'rejected') {
          expect(receipt.reason).toBeInstanceOf(StoreUnavailable);
        } else {
          const { pairId, rung } = receipt.value;
          acknowledged.set(pairId, Math.max(rung, acknowledged.get(pairId) ?? 0));
        }
      }
    }
    await killing;
    expect(acknowledged.size).toBe(10);
    for (const [id, rung] of acknowledged) {
      expect((await store.findPair(id))?.rung).toBeGreaterThanOrEqual(rung);
    }
    expect(await store.isReady()).toBe(true);
  });

  it('survives the loss of an idle connection and of one between two statements', async () => {
    const engine = createPostgresEngine(openPostgres(bench.url, 'traffic'));
    const count = () => engine.db.selectFrom('pairs').select('id').execute();
    await count();
    await onServer(bench.url, KILL_OTHERS);
    const lost = inTransaction(engine, async ({ db }) => {
      await db.selectFrom('pairs').select('id').execute();
      await onServer(bench.url, KILL_OTHERS);
      await db.selectFrom('pairs').select('id').execute();
    });
    await expect(lost).rejects.toThrow(StoreUnavailable);
    // A connection of whose end the pool has not heard yet may be handed out once more.
    await expect.poll(count).toEqual([]);
    await engine.close();
  });

  it('never quotes a row in an error: errors are logged', async () => {
    const engine = createPostgresEngine(openPostgres(bench.url, 'traffic'));
    const row = { id: '1', state: 'open', base: 'Contoso', due_at: null, created_at: 1 } as const;
    const error = await engine.db
      .insertInto('pairs')
      .values(row)
      .execute()
      .catch((each) => each);
    expect(error).toMatchObject({ code: '23514', constraint: 'pairs_always_due' });
    expect(inspected(error)).not.toContain('Contoso');
    await engine.close();
  });

  it('does a settle again that the server ended in a deadlock', async () => {
    const store = await bench.open();
    const [low, high] = [await store.ring(ring(1)), await store.ring(ring(2))]
      .map(({ pairId }) => pairId)
      .toSorted();
    const claims = await store.claim({ limit: 5, leaseMs: LEASE_MS });
    const claim = claims.find(({ pair }) => pair.id === low);
    if (!claim || !high) throw new Error('Two pairs were to be claimed.');
    const rival = new Client({ connectionString: bench.url });
    await rival.connect();
    // Our time-out comes first, so the server ends the store's transaction and not the rival's.
    await rival.query('set deadlock_timeout = 60000');
    await rival.query('begin');
    await rival.query('select id from pairs where id = $1 for update', [high]);
    const target = claims.find(({ pair }) => pair.id === high)?.pair.recordId ?? '';
    // The claim of the lower row takes the higher one's id: the store locks both, the lower one first.
    const settling = store.settle(
      claim,
      { state: 'open', recordId: target },
      { nextLookAt: Date.now() + DAY_MS, notBefore: Date.now() },
    );
    const blocked =
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(() => onServer(bench.url, blocked)).toEqual([{ n: 1 }]);
    await rival.query('select id from pairs where id = $1 for update', [low]);
    await rival.query('commit');
    await rival.end();
    await settling;
    expect(await store.list({ limit: 5 })).toHaveLength(1);
  });

  it('says that it is not ready while the database takes no connections, and is ready again after', async () => {
    const store = await bench.open();
    const name = new URL(bench.url).pathname.slice(1);
    await onServer(TEST_DATABASE_URL ?? '', `alter database ${name} allow_connections false`);
    await onServer(
      TEST_DATABASE_URL ?? '',
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    expect(await store.isReady()).toBe(false);
    await expect(store.ring(ring(1))).rejects.toThrow(StoreUnavailable);
    await onServer(TEST_DATABASE_URL ?? '', `alter database ${name} allow_connections true`);
    expect(await store.isReady()).toBe(true);
    expect(await store.ring(ring(1))).toMatchObject({ rung: 1 });
  });

  it('is not ready on a server that takes no writes', async () => {
    const store = await bench.open();
    const name = new URL(bench.url).pathname.slice(1);
    const setting = (value: string) =>
      onServer(bench.url, `alter database ${name} set default_transaction_read_only = ${value}`);
    await setting('on');
    await onServer(bench.url, KILL_OTHERS);
    await expect.poll(() => store.isReady()).toBe(false);
    await expect(store.ring(ring(1))).rejects.toThrow(StoreUnavailable);
    await onServer(
      bench.url,
      `begin read write; alter database ${name} reset default_transaction_read_only; commit`,
    );
    await onServer(bench.url, KILL_OTHERS);
    await expect.poll(() => store.isReady()).toBe(true);
    await store.ring(ring(1));
    only(await store.claim({ limit: 5, leaseMs: LEASE_MS }));
  });
});

describe('a DATABASE_URL that cannot be used', () => {
  const refusal = async (url: string) =>
    openStore({ databaseUrl: url }, { clock: systemClock, lockWaitMs: 0 }).then(
      () => undefined,
      (error: unknown) => error,
    );
  const changed = (change: (url: URL) => void) => {
    const url = new URL(TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres');
    url.password = 'hunter2-secret';
    change(url);
    return url.href;
  };

  it.each<[name: string, url: string, said: RegExp]>([
    [
      'an unknown host',
      changed((url) => void (url.hostname = 'no-such-host.invalid')),
      /no-such-host\.invalid/,
    ],
    [
      'a port nobody listens at',
      changed((url) => void (url.port = '1')),
      /No database server answers at .*:1\./,
    ],
    ['no address at all', 'postgresql://user:hunter2-secret@[bad', /cannot be read/],
    [
      'a certificate file that is not there',
      changed((url) => url.searchParams.set('sslrootcert', '/nowhere/root.pem')),
      /file it names/,
    ],
  ])('is explained: %s', async (_name, url, said) => {
    const error = await refusal(url);
    expect(error).toBeInstanceOf(CannotStart);
    expect(error).toMatchObject({ code: 'store-unusable', message: expect.stringMatching(said) });
    expect(inspected(error)).not.toContain('hunter2');
  });

  it.skipIf(NEEDS_POSTGRES).each<[name: string, url: string, said: RegExp]>([
    [
      'no such database',
      changed((url) => void (url.pathname = '/no_such_database')),
      /There is no database no_such_database on the server/,
    ],
    [
      'a user who is not let in',
      changed((url) => void (url.username = 'no_such_user')),
      /no_such_user/,
    ],
    ['no TLS', changed((url) => url.searchParams.set('sslmode', 'verify-full')), /DATABASE_URL/],
  ])(`is explained by the server's answer: %s${NEEDS_POSTGRES}`, async (_name, url, said) => {
    const error = await refusal(url);
    expect(error).toMatchObject({ code: 'store-unusable', message: expect.stringMatching(said) });
    expect(inspected(error)).not.toContain('hunter2');
  });

  it('is refused when the server takes the connection and never says a word', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const error = await refusal(`postgresql://user:hunter2-secret@127.0.0.1:${port}/x`);
    silent.close();
    expect(error).toMatchObject({
      code: 'store-unusable',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });
});

/** The error with all of its causes, as a log would write it. */
function inspected(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack} ${JSON.stringify(error)} ${inspected(error.cause)}`;
}
