import { Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import { again } from './again.ts';
import type { Engine } from './engine.ts';
import { guardPool } from './postgres-pool.ts';
import type { Db, Schema } from './schema.ts';

/** Twenty visits at once are mostly waiting for the hosts; their transactions are short. */
const MOST_CONNECTIONS = 10;
/** No statement of ours takes a second; whatever takes this long holds up others. */
const STATEMENT_MS = 15_000;
/** A frozen replica gives up its row locks after this. */
const IDLE_IN_TRANSACTION_MS = 15_000;
/** The server's own time-outs come first; this one is for a server that vanished without a word. */
const ANSWER_MS = 20_000;
const CONNECT_MS = 5_000;
const READY_MS = 3_000;
/** So that a fail-over behind the same name is found by and by. */
const LIFETIME_SECONDS = 600;

const BIGINT = types.builtins.INT8;

/** A pool of connections; nothing is asked of the server yet. `use` tells migrations, which may take long. */
export function openPostgres(url: string, use: 'traffic' | 'migrations'): Db {
  const pool = new Pool({
    connectionString: url,
    fallback_application_name: 'co-sell-bridge',
    // 202 means committed, also where the server's default is to answer before the disk has it.
    options: '-c synchronous_commit=on',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    types: { getTypeParser: parserOf },
    ...(use === 'migrations'
      ? { max: 1 }
      : {
          max: MOST_CONNECTIONS,
          maxLifetimeSeconds: LIFETIME_SECONDS,
          statement_timeout: STATEMENT_MS,
          lock_timeout: STATEMENT_MS,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
          query_timeout: ANSWER_MS,
        }),
  });
  return new Kysely<Schema>({ dialect: new LockedByUs({ pool: guardPool(pool) }) });
}

export function createPostgresEngine(db: Db): Engine {
  return {
    db,
    after: (ms) =>
      // Fixed for a statement, unlike clock_timestamp(): an index can be used.
      sql<number>`((extract(epoch from statement_timestamp()) * 1000)::bigint + ${ms}::bigint)`,
    lock: (query) => query.forUpdate(),
    lockUnlocked: (query) => query.forUpdate().skipLocked(),
    again,
    isReady: () => isReady(db),
    close: () => db.destroy(),
  };
}

/** Counters and times stay far below 2^53. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  return oid === BIGINT ? Number : types.getTypeParser(oid, format as 'text');
}

/** A standby answers questions but takes no writes. Its silence is an answer too. */
async function isReady(db: Db): Promise<boolean> {
  const asked = sql<{ value: string }>`select current_setting('transaction_read_only') as value`
    .execute(db)
    .then(({ rows }) => rows[0]?.value === 'off')
    // Whatever is wrong, the answer to this question is no; the next real call says why.
    .catch(() => false);
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_MS);
  });
  return Promise.race([asked, silence]).finally(() => clearTimeout(timer));
}

/** The migrations run in a transaction of ours that has the lock until its end (`migrate.ts`). */
class LockedByUs extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new UnlockedAdapter();
  }
}

class UnlockedAdapter extends PostgresAdapter {
  override acquireMigrationLock(): Promise<void> {
    return Promise.resolve();
  }
  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve();
  }
}
