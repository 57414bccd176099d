/** A look into the store of a rig from outside, while bridges work on it. */
import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import type { Client } from 'pg';

export type SeenSweep = { name: string; sweptAt: number | null; isHeld: boolean };
export type Glance = {
  /** Pairs that are due, held, unanswered, half known, or have an open attempt. */
  waiting: number;
  /** How often pairs were rung, altogether. */
  rung: number;
  sweeps: SeenSweep[];
};

export type StoreView = {
  /** Undefined while there are no tables yet. */
  glance(): Promise<Glance | undefined>;
  /** The pairs that wait, for a failing test to show. */
  waiting(): Promise<object[]>;
  close(): Promise<void>;
};

const isWaiting = (now: string) =>
  `(due_at <= ${now} or claimed_until is not null or attempt is not null
    or rung > settled_rung or state = 'stub')`;
/**
 * One statement, so one moment: a sweep that is over is never seen without what it rang.
 * Without any sweep yet there is one row, with nulls.
 */
const glanceAt = (now: string) => `
  select seen.waiting, seen.rung, cursors.name, cursors.swept_at, cursors.claimed_until
  from (
    select count(case when ${isWaiting(now)} then 1 end) as waiting, coalesce(sum(rung), 0) as rung
    from pairs where state <> 'tombstone'
  ) as seen left join cursors on true`;
const waitingAt = (now: string) => `
  select id, state, rung, settled_rung, due_at - ${now} as due_in, claim_token,
    claimed_until - ${now} as claimed_for, failures, last_error, attempt
  from pairs where state <> 'tombstone' and ${isWaiting(now)}`;

type GlanceRow = {
  waiting: number | string;
  rung: number | string;
  name: string | null;
  swept_at: number | string | null;
  claimed_until: number | string | null;
};

export function viewSqlite(file: string): StoreView {
  let database: SqliteDatabase.Database | undefined;
  return {
    async glance() {
      if (!existsSync(file)) return undefined;
      try {
        database ??= new SqliteDatabase(file, { readonly: true });
        return toGlance(database.prepare(glanceAt(String(Date.now()))).all() as GlanceRow[]);
      } catch (error) {
        if (isNotReady(error)) return undefined;
        throw error;
      }
    },
    waiting: async () => (database?.prepare(waitingAt(String(Date.now()))).all() ?? []) as object[],
    async close() {
      database?.close();
      database = undefined;
    },
  };
}

const NOW = 'floor(extract(epoch from clock_timestamp()) * 1000)';

/** `connect` makes a connection of its own; it is made anew after a loss. */
export function viewPostgres(connect: () => Promise<Client>): StoreView {
  let client: Client | undefined;
  return {
    async glance() {
      try {
        client ??= await connect();
        return toGlance((await client.query<GlanceRow>(glanceAt(NOW))).rows);
      } catch {
        // Cut off, or no tables yet: nobody can say, and the next glance is taken with a new connection.
        await client?.end().catch(() => undefined);
        client = undefined;
        return undefined;
      }
    },
    waiting: async () => (await client?.query<object>(waitingAt(NOW)))?.rows ?? [],
    close: async () => client?.end(),
  };
}

function toGlance(rows: GlanceRow[]): Glance {
  return {
    waiting: Number(rows[0]?.waiting),
    rung: Number(rows[0]?.rung),
    sweeps: rows.flatMap(({ name, swept_at, claimed_until }) =>
      name === null
        ? []
        : [
            {
              name,
              sweptAt: swept_at === null ? null : Number(swept_at),
              isHeld: claimed_until !== null,
            },
          ],
    ),
  };
}

/** While the bridge makes its tables, or brings the file in order after a kill. */
function isNotReady(error: unknown): boolean {
  if (!(error instanceof SqliteDatabase.SqliteError)) return false;
  return (
    /no such (table|column)/.test(error.message) ||
    /^SQLITE_(BUSY|CANTOPEN|READONLY)/.test(error.code)
  );
}
