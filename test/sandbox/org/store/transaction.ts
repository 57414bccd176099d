/**
 * One transaction of the platform: everything or nothing, one nudge at most, journalled at its commit.
 * The simulator is single-threaded and a transaction never awaits, so isolation needs no locks
 * (but see `lateTransaction`, whose rows stay locked until it commits).
 */
import type { Row } from '../schema/types.ts';
import { actorUserId } from './actors.ts';
import type { Org } from './org.ts';
import { visibleRow, type Write } from './tables.ts';

export type NudgeWish = { ids: string[]; more: boolean };

export type Transaction = {
  org: Org;
  actor: string;
  userId: string;
  /** The name the journal gets: the actor's, or that of the customer's automation whose statement runs. */
  author: string;
  /** The changes resource runs: what it writes is not news for the bridge. */
  isResource: boolean;
  /** Values the resource is writing, by record id; the row being created under `NEW_ROW`. */
  resourceValues: Map<string, Row>;
  /** Rows of the DML chunk that runs (at most 200, as the platform hands them to triggers). */
  chunk: { size: number; ids: string[] } | undefined;
  nudge: NudgeWish | undefined;
  /** What executed Apex left to be done once everything is stored. */
  afterCommit: (() => void)[];
};

export const NEW_ROW = '(new)';
const CHUNK_ROWS = 200;

type Options = { actor: string; isResource?: boolean };

/** Runs `work` and commits; a throw rolls everything back. Inside another transaction it is a savepoint of it. */
export function inTransaction<T>(org: Org, options: Options, work: (tx: Transaction) => T): T {
  if (org.transaction) {
    const outer = org.transaction;
    return savepoint(outer, () => work(outer));
  }
  const { result, writes, nudge, afterCommit } = run(org, options, work);
  journalWrites(org, writes);
  if (nudge) org.nudge(nudge);
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
  const { writes, nudge, afterCommit } = run(org, options, work, true);
  for (const write of writes) org.lockedByLate.add(write.id);
  org.clock.after(options.lateMs, () => {
    for (const write of writes) org.lockedByLate.delete(write.id);
    for (const write of writes) org.tables.write(write);
    journalWrites(org, org.tables.takeLog());
    if (nudge) org.nudge(nudge);
    for (const each of afterCommit) each();
  });
}

/** A part that can fail alone: its writes and its news are undone, the error goes on. */
export function savepoint<T>(tx: Transaction, work: () => T): T {
  const mark = tx.org.tables.mark();
  const { nudge, chunk } = tx;
  const jobs = tx.afterCommit.length;
  const before = chunk && { size: chunk.size, ids: [...chunk.ids] };
  try {
    return work();
  } catch (error) {
    tx.org.tables.rollbackTo(mark);
    tx.nudge = nudge;
    tx.chunk = before;
    tx.afterCommit.length = jobs;
    throw error;
  }
}

/** One DML statement; its chunks are what triggers see. */
export function statement<T>(tx: Transaction, work: () => T): T {
  const outer = tx.chunk;
  tx.chunk = { size: 0, ids: [] };
  try {
    const result = work();
    closeChunk(tx);
    return result;
  } finally {
    tx.chunk = outer;
  }
}

/** Counts one row into the running chunk; `isNews` when the bridge should look at it. */
export function countRow(tx: Transaction, id: string, isNews: boolean): void {
  if (!tx.chunk) throw new Error('A row was saved outside a DML statement');
  if (tx.chunk.size === CHUNK_ROWS) {
    closeChunk(tx);
    tx.chunk = { size: 0, ids: [] };
  }
  tx.chunk.size += 1;
  if (isNews && !tx.chunk.ids.includes(id)) tx.chunk.ids.push(id);
}

/** The first chunk that has something to tell asks for the only nudge of the transaction. */
function closeChunk(tx: Transaction): void {
  if (tx.nudge || !tx.chunk || tx.chunk.ids.length === 0) return;
  tx.nudge = { ids: tx.chunk.ids, more: tx.chunk.size >= CHUNK_ROWS };
}

function run<T>(
  org: Org,
  options: Options,
  work: (tx: Transaction) => T,
  rollBack = false,
): { result: T; writes: Write[] } & Pick<Transaction, 'nudge' | 'afterCommit'> {
  const tx: Transaction = {
    org,
    actor: options.actor,
    userId: actorUserId(org, options.actor),
    author: options.actor,
    isResource: options.isResource ?? false,
    resourceValues: new Map(),
    chunk: undefined,
    nudge: undefined,
    afterCommit: [],
  };
  org.transaction = tx;
  try {
    const result = org.apex ? org.apex.inTransaction(tx, work) : work(tx);
    const writes = rollBack ? peekAndUndo(org) : org.tables.takeLog();
    const isMute = org.switches.actorsWithoutNudge.includes(tx.actor);
    const { afterCommit } = tx;
    return { result, writes, nudge: isMute ? undefined : tx.nudge, afterCommit };
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
