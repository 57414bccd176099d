/**
 * The rows of the org, in memory. Rows are never changed in place: a write puts a new row and is remembered,
 * so that a savepoint can be rolled back and a commit can be journalled.
 */
import type { Row } from '../schema/types.ts';

export type WriteKind = 'create' | 'update' | 'delete' | 'undelete';
export type Write = {
  kind: WriteKind;
  type: string;
  id: string;
  actor: string;
  before: Row | null;
  after: Row;
};

export type Tables = {
  get(type: string, id: string): Row | undefined;
  /** Every row, deleted ones too, oldest first. */
  all(type: string): Row[];
  write(write: Omit<Write, 'before'>): void;
  /** Position in the log of this transaction. */
  mark(): number;
  rollbackTo(mark: number): void;
  /** Puts back what was there before this write. */
  restore(write: Write): void;
  /** Ends the transaction: forgets the log and returns it. */
  takeLog(): Write[];
};

export function createTables(): Tables {
  const tables = new Map<string, Map<string, Row>>();
  let log: Write[] = [];

  const table = (type: string) => {
    const found = tables.get(type);
    if (found) return found;
    const made = new Map<string, Row>();
    tables.set(type, made);
    return made;
  };

  const restore = ({ type, id, before }: Write) => {
    if (before) table(type).set(id, before);
    else table(type).delete(id);
  };

  return {
    restore,
    get: (type, id) => table(type).get(id),
    all: (type) => [...table(type).values()],
    write(write) {
      log.push({ ...write, before: table(write.type).get(write.id) ?? null });
      table(write.type).set(write.id, write.after);
    },
    mark: () => log.length,
    rollbackTo(mark) {
      for (const undone of log.slice(mark).reverse()) restore(undone);
      log = log.slice(0, mark);
    },
    takeLog() {
      const taken = log;
      log = [];
      return taken;
    },
  };
}

/** The row as the outside may see it: without the simulator's own notes. */
export const visibleRow = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('__')));
