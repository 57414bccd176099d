/** Which record and which referral are one deal, and what is known about it at the end. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import type { CheckInput, Row } from './verdict.ts';

export type Deal = {
  recordId: string;
  referralId: string;
  /** As they are at the end. */
  record: Row;
  referral: Row;
  /** Sync on and not deleted: the two sides owe each other their values. */
  isLive: boolean;
  /** When Partner Center closed it; Infinity while open. */
  closedAt: number;
};

/** Deals by the identifier on the record. Of two records with one identifier (`doubled`) only one makes a deal. */
export function findDeals(input: CheckInput): Deal[] {
  const referrals = new Map(input.referrals.map((one) => [key(one.id), one]));
  const closings = closingTimes(input.partnerCenter);
  const taken = new Set<string>();
  const rows = input.orgRows.records
    .filter(isOpportunity)
    .map((record) => ({ record, linked: linkedBy(input.org, record) }))
    .sort((a, b) => rank(a) - rank(b) || b.linked - a.linked);
  return rows.flatMap(({ record }) => {
    const referral = referrals.get(key(record.Referral_Identifier__c));
    if (!referral || taken.has(key(referral.id))) return [];
    taken.add(key(referral.id));
    const isLive = record.IsDeleted !== true && record.Sync_with_Partner_Center__c === true;
    const closedAt = closings.get(key(referral.id)) ?? Infinity;
    const ids = { recordId: String(record.Id), referralId: String(referral.id) };
    return [{ ...ids, record, referral, isLive, closedAt }];
  });
}

/** Who lives goes first, and of deleted ones the last that had the referral: the others gave it up. */
const rank = ({ record }: { record: Row }): number => Number(record.IsDeleted === true);

/** The write that put its identifier on the record. */
function linkedBy(entries: JournalEntry[], record: Row): number {
  const names = (row: Row | null) =>
    key(row?.Referral_Identifier__c) === key(record.Referral_Identifier__c);
  return (
    entries.findLast(
      ({ id, before, after }) =>
        id === record.Id && after !== null && names(after) && !names(before),
    )?.seq ?? 0
  );
}

/** Record ids whose referral came from Partner Center unanswered. */
export function inboundRecords(input: CheckInput): Set<string> {
  const { organizationId } = input.options;
  const inbound = new Set(
    input.partnerCenter
      .flatMap(({ before, after }) => [before, after])
      .filter((one) => one?.organizationId === organizationId && one.status === 'New')
      .map((one) => key(one?.id)),
  );
  const shown = [...input.orgRows.records, ...rowsAfter(input.org)];
  return new Set(
    shown
      .filter((row) => inbound.has(key(row.Referral_Identifier__c)))
      .map((row) => String(row.Id)),
  );
}

/** The rows as these writes left them. */
export const rowsAfter = (entries: JournalEntry[]): Row[] =>
  entries.flatMap(({ after }): Row[] => (after ? [after] : []));

/** Ids and GUIDs without regard to case; '' for none. */
export const key = (id: unknown): string =>
  id === null || id === undefined ? '' : String(id).toLowerCase();

export const isOpportunity = (row: Row): boolean => String(row.Id).startsWith('006');

function closingTimes(entries: JournalEntry[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { id, at, after } of entries) {
    if (after?.status === 'Closed' && !times.has(key(id))) times.set(key(id), Date.parse(at));
  }
  return times;
}
