/** Writes by the bridge that changed nothing at all. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import type { CheckInput, Finding } from './verdict.ts';

/** Said only together with something else (reconcile.md section 5). */
const EMPTY_WORDS = new Set([
  'Co_Sell_Last_Synced__c',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'updatedDateTime',
  'eTag',
]);

export function findEmptyWrites({ org, partnerCenter }: CheckInput): Finding[] {
  return [
    ...emptyIn(partnerCenter)
      .filter(({ before }) => before?.status !== 'Closed')
      .map((entry) => finding('partnerCenter', entry)),
    ...emptyIn(org)
      .filter((entry) => !isPartOfMore(entry, org) && !isIgnoredAmount(entry))
      .map((entry) => finding('org', entry)),
  ];
}

const emptyIn = (entries: JournalEntry[]): JournalEntry[] =>
  entries.filter(
    (entry) => entry.actor === 'bridge' && entry.kind === 'update' && saysNothing(entry),
  );

const saysNothing = ({ changed }: JournalEntry): boolean =>
  changed.every((name) => EMPTY_WORDS.has(name));

/** One change of a record is several writes: its values, its bookkeeping, its solutions, its audit. */
function isPartOfMore(entry: JournalEntry, entries: JournalEntry[]): boolean {
  const isSameRecord = (one: JournalEntry) =>
    one.id === entry.id ||
    one.after?.Opportunity__c === entry.id ||
    one.after?.Record_Id__c === entry.id;
  return entries.some(
    (one) =>
      one.at === entry.at &&
      one.actor === 'bridge' &&
      isSameRecord(one) &&
      !(one.kind === 'update' && saysNothing(one)),
  );
}

/** Products were added between the bridge's read and its write: Salesforce takes the write and drops the amount. */
const isIgnoredAmount = ({ after }: JournalEntry): boolean =>
  after?.HasOpportunityLineItem === true;

const finding = (side: string, { id, type, seq, at }: JournalEntry): Finding => ({
  sentence: `${type} ${id}: the bridge's write ${side}#${String(seq)} at ${at} changed nothing`,
  ids: [id],
  field: null,
  values: [],
  entries: [`${side}#${String(seq)}`],
});
