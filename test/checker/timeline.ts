/** What each side showed of each field, from when to when, and whose writing it was. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import {
  isSame,
  isSolution,
  readRecord,
  readReferral,
  readSolutionRow,
  solutionField,
} from './fields.ts';
import type { Side, Value, Values } from './fields.ts';
import type { Row } from './verdict.ts';

/** `unknown`: it was there before the journal began. */
export type Origin = 'person' | 'bridge' | 'system' | 'unknown';

/** A time during which one side showed one value. Both ends belong to it: the two sides' clocks only meet at a tick. */
export type Run = {
  value: Value;
  from: number;
  to: number;
  origin: Origin;
  /** The write that began it; undefined when it was there before the journal. */
  entry: JournalEntry | undefined;
};

export type Timelines = {
  runs(side: Side, id: string, field: string): Run[];
  fields(side: Side, id: string): string[];
};

type Options = { isInboundRecord: (id: string) => boolean; onHoldStage: string };

export function buildTimelines(
  journals: { org: JournalEntry[]; partnerCenter: JournalEntry[] },
  options: Options,
): Timelines {
  const sides = { salesforce: createBook(), partnerCenter: createBook() };
  let restored: JournalEntry | undefined;
  for (const entry of journals.org) {
    if (entry.type === 'Opportunity') {
      if (entry.kind === 'undelete') restored = entry;
      const read = (row: Row) =>
        readRecord(row, {
          isInbound: options.isInboundRecord(entry.id),
          onHoldStage: options.onHoldStage,
        });
      sides.salesforce.add(entry.id, entry, valuesOf(entry, read));
    }
    if (entry.type === 'Microsoft_Solution__c') addSolution(sides.salesforce, entry, restored);
  }
  for (const entry of journals.partnerCenter) {
    if (entry.type === 'referral')
      sides.partnerCenter.add(entry.id, entry, valuesOf(entry, readReferral));
  }
  return {
    runs: (side, id, field) => sides[side].runs(id, field),
    fields: (side, id) => sides[side].fields(id),
  };
}

export const originOf = (actor: string): Origin =>
  actor === 'bridge' || actor === 'system' ? actor : 'person';

type Change = { before: Values | null; after: Values };
type Book = ReturnType<typeof createBook>;

const valuesOf = (entry: JournalEntry, read: (row: Row) => Values): Change => ({
  before: entry.before && read(entry.before),
  after: read(entry.after ?? entry.before ?? {}),
});

/** `restored`: the record that came back last. What comes back with it was never gone, and nobody wrote it anew. */
function addSolution(book: Book, entry: JournalEntry, restored: JournalEntry | undefined): void {
  const row = entry.after ?? entry.before ?? {};
  const isGone = entry.kind === 'delete' || row.IsDeleted === true;
  const field = solutionField(row.Solution_Id__c);
  const before =
    entry.before && entry.before.IsDeleted !== true ? readSolutionRow(entry.before) : null;
  const isWithRecord =
    entry.kind === 'undelete' && restored?.id === row.Opportunity__c && restored?.at === entry.at;
  if (isWithRecord) return book.takeBack(String(row.Opportunity__c), field);
  book.add(String(row.Opportunity__c), entry, {
    before: new Map([[field, before]]),
    after: new Map([[field, isGone ? null : readSolutionRow(row)]]),
  });
}

function createBook() {
  const books = new Map<string, Map<string, Run[]>>();

  function add(id: string, entry: JournalEntry, { before, after }: Change): void {
    const book = books.get(id) ?? new Map<string, Run[]>();
    books.set(id, book);
    // A solution that is no longer named is gone.
    const names = new Set([...(before?.keys() ?? []), ...after.keys()]);
    for (const field of names) {
      const runs = book.get(field) ?? startOf(field, before);
      book.set(field, runs);
      extend(runs, field, after.get(field) ?? null, entry);
    }
  }

  /** What the last write began is as if it had never been. */
  function takeBack(id: string, field: string): void {
    const runs = books.get(id)?.get(field);
    if (runs?.at(-1)?.entry?.kind !== 'delete') return;
    runs.pop();
    const last = runs.at(-1);
    if (last) last.to = Infinity;
  }

  return {
    add,
    takeBack,
    // A solution nobody ever named was absent all the time.
    runs: (id: string, field: string): Run[] =>
      books.get(id)?.get(field) ?? (isSolution(field) ? [unseen(null)] : []),
    fields: (id: string): string[] => [...(books.get(id)?.keys() ?? [])],
  };
}

function startOf(field: string, before: Values | null): Run[] {
  if (before) return [unseen(before.get(field) ?? null)];
  return isSolution(field) ? [unseen(null)] : [];
}

const unseen = (value: Value): Run => ({
  value,
  from: -Infinity,
  to: Infinity,
  origin: 'unknown',
  entry: undefined,
});

function extend(runs: Run[], field: string, value: Value, entry: JournalEntry): void {
  const last = runs.at(-1);
  if (last && isSame(field, last.value, value)) return;
  const from = Date.parse(entry.at);
  if (last) last.to = from;
  runs.push({ value, from, to: Infinity, origin: originOf(entry.actor), entry });
}
