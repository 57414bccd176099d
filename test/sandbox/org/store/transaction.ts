/**
 * One transaction of the platform: everything or nothing, journalled at its commit.
 * The simulator is single-threaded and a transaction never awaits, so isolation needs no locks
 * (but see `lateTransaction`, whose rows stay locked until it commits).
 */
import type { Row } from '../schema/types.ts';
import { actorUserId } from './actors.ts';
import type { Org } from './org.ts';
import { visibleRow, type Write } from './tables.ts';

export type Transaction = {
  org: Org;
  actor: string;
  userId: string;
  /** The name the journal gets: the actor's, or that of the customer's automation whose statement runs. */
  author: string;
  /** While a statement runs whose caller wants it saved although a duplicate rule warns. */
  allowsDuplicates?: boolean | undefined;
  /** While a merge deletes its losers: who they are, and whom their children go to. */
  merge?: { winner: string; losers: readonly string[] } | undefined;
  /** What executed Apex left to be done once everything is stored. */
  afterCommit: (() => void)[];
};

type Options = { actor: string };

/** Runs `work` and commits; a throw rolls everything back. Inside another transaction it is a savepoint of it. */
export function inTransaction<T>(org: Org, options: Options, work: (tx: Transaction) => T): T {
  if (org.transaction) {
    const outer = org.transaction;
    return savepoint(outer, () => work(outer));
  }
  const { result, writes, afterCommit } = run(org, options, work);
  journalWrites(org, writes);
  for (const each of afterCommit) each();
  return result;
}

/**
 * A long transaction: stamped now, seen by others only after `lateMs`. Until then its rows are locked
 * and everybody reads the old values.
 */
export function lateTransaction(
  org: Org,
  options: Options & { lateMs: number },
  work: (tx: Transaction) => void,
): void {
  const { writes, afterCommit } = run(org, options, work, true);
  for (const write of writes) org.lockedByLate.add(write.id);
  org.clock.after(options.lateMs, () => {
    for (const write of writes) org.lockedByLate.delete(write.id);
    for (const write of writes) org.tables.write(write);
    journalWrites(org, org.tables.takeLog());
    for (const each of afterCommit) each();
  });
}

/** A part that can fail alone: its writes are undone, the error goes on. */
export function savepoint<T>(tx: Transaction, work: () => T): T {
  const mark = tx.org.tables.mark();
  const jobs = tx.afterCommit.length;
  try {
    return work();
  } catch (error) {
    tx.org.tables.rollbackTo(mark);
    tx.afterCommit.length = jobs;
    throw error;
  }
}

function run<T>(
  org: Org,
  options: Options,
  work: (tx: Transaction) => T,
  rollBack = false,
): { result: T; writes: Write[] } & Pick<Transaction, 'afterCommit'> {
  const tx: Transaction = {
    org,
    actor: options.actor,
    userId: actorUserId(org, options.actor),
    author: options.actor,
    afterCommit: [],
  };
  org.transaction = tx;
  try {
    const result = org.apex.inTransaction(tx, work);
    const writes = rollBack ? peekAndUndo(org) : org.tables.takeLog();
    return { result, writes, afterCommit: tx.afterCommit };
  } catch (error) {
    org.tables.rollbackTo(0);
    throw error;
  } finally {
    org.transaction = undefined;
  }
}

function peekAndUndo(org: Org): Write[] {
  const writes = org.tables.takeLog();
  for (const write of [...writes].reverse()) org.tables.restore(write);
  return writes;
}

function journalWrites(org: Org, writes: Write[]): void {
  const at = org.clock.iso();
  for (const { kind, type, id, actor, before, after } of writes) {
    org.journal.add({
      at,
      actor,
      kind,
      type,
      id,
      before: before && visibleRow(before),
      after: visibleRow(after),
      changed: changedFields(before, after),
    });
  }
}

/** Stamps change with every write and say nothing about what was written. */
const STAMPS = new Set(['LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);

const changedFields = (before: Row | null, after: Row): string[] =>
  Object.keys(visibleRow(after)).filter((name) =>
    before ? before[name] !== after[name] && !STAMPS.has(name) : after[name] !== null,
  );
