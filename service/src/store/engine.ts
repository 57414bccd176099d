import type { Expression, SelectQueryBuilder } from 'kysely';
import type { Db, Schema } from './schema.ts';

export type PairQuery<Row> = SelectQueryBuilder<Schema, 'pairs', Row>;

/** What differs between the databases; everything else in the store is said once, in Kysely. */
export type Engine = {
  db: Db;
  /**
   * The moment `ms` after now, inside a statement. SQLite goes by the clock of its one process, PostgreSQL by the
   * server's: replicas with wrong clocks agree on it.
   */
  after(ms: number): Expression<number>;
  /** Locks what a query of a transaction selects, in its order. SQLite runs transactions alone and needs no lock. */
  lock<Row>(query: PairQuery<Row>): PairQuery<Row>;
  /** Locks it too, but leaves out what somebody else has locked. Only for claims: others must see every row. */
  lockUnlocked<Row>(query: PairQuery<Row>): PairQuery<Row>;
  /** Runs work whose transaction the database may end for no fault of ours, again if need be. @throws StoreUnavailable */
  again<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the database takes writes now. Never throws. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
};

/** Runs work in one transaction; what it is handed is the engine inside that transaction. */
export function inTransaction<T>(engine: Engine, work: (inside: Engine) => Promise<T>): Promise<T> {
  return engine.db.transaction().execute((trx) => work({ ...engine, db: trx }));
}
