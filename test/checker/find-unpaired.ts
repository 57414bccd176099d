/** At the end: referrals that should have a record, and records that should have a referral. */
import { isOpportunity, key } from './deals.ts';
import type { Evidence } from './evidence.ts';
import type { CheckInput, Finding, Row } from './verdict.ts';

export function findUnpaired({ input }: Evidence): Finding[] {
  return [
    ...input.referrals.filter((one) => lacksRecord(one, input)).map(lonelyReferral),
    ...input.orgRows.records.filter(lacksReferral).map(lonelyRecord),
  ];
}

function lacksRecord(referral: Row, { orgRows, org, options }: CheckInput): boolean {
  if (referral.organizationId !== options.organizationId) return false;
  if (referral.status !== 'New' && referral.status !== 'Active') return false;
  if (isLeftAlone(referral, options)) return false;
  const id = key(referral.id);
  const carries = (row: Row | null) => key(row?.Referral_Identifier__c) === id;
  // Deleted, paused and unlinked records had it once: nothing is made again.
  if (org.some(({ before, after }) => carries(before) || carries(after))) return false;
  const named = orgRows.records.find(
    (row) =>
      key(referral.externalReferenceId) !== '' && sameRecord(row.Id, referral.externalReferenceId),
  );
  return !named || !isExcused(named);
}

/** The record it names can not take it: deleted, paused, or a person was told why. */
const isExcused = (record: Row): boolean =>
  record.IsDeleted === true ||
  record.Sync_with_Partner_Center__c !== true ||
  record.Co_Sell_Sync_Status__c === 'Needs Attention';

const sameRecord = (id: unknown, named: unknown): boolean =>
  String(id).slice(0, 15) === String(named).slice(0, 15);

/** Kinds of referral (partner-center contract 4.1): these are leads, received only when switched on. */
function isLeftAlone(
  { type, qualification, inviteContext }: Row,
  { organizationId, leads = false }: CheckInput['options'],
): boolean {
  if (type !== 'Independent') return false;
  const invitedBy = (inviteContext as { invitedBy?: Row } | null | undefined)?.invitedBy;
  const inviter = invitedBy?.organizationId ?? null;
  if (inviter === organizationId) return false;
  // Marketplace leads are out of reach of the API, whatever is switched on.
  if (qualification === 'Direct') return true;
  const isQualified = qualification === 'MarketingQualified' || qualification === 'SalesQualified';
  return isQualified && inviter === 'msft' && !leads;
}

/** Sync on, consent given, nothing missing and nobody told of an obstacle, yet never shared. */
function lacksReferral(row: Row): boolean {
  return (
    isOpportunity(row) &&
    row.IsDeleted !== true &&
    row.IsClosed !== true &&
    row.Sync_with_Partner_Center__c === true &&
    row.Co_Sell_Customer_Consent__c === true &&
    key(row.Referral_Identifier__c) === '' &&
    row.Co_Sell_Sync_Status__c !== 'Needs Attention' &&
    isComplete(row.Co_Sell_Checklist__c)
  );
}

function isComplete(checklist: unknown): boolean {
  if (typeof checklist !== 'string' || checklist === '') return true;
  try {
    const items: unknown = JSON.parse(checklist);
    return Array.isArray(items) && items.every((item: Row) => item.ok === true);
  } catch {
    return false;
  }
}

const lonelyReferral = ({ id, status, substatus, externalReferenceId }: Row): Finding => ({
  sentence:
    `referral ${String(id)} is ${String(status)}/${String(substatus)} and ours, but no record carries its identifier` +
    (key(externalReferenceId) ? ` (it names record ${String(externalReferenceId)})` : ''),
  ids: [String(id)],
  field: 'Referral_Identifier__c',
  values: [status],
  entries: [],
});

const lonelyRecord = ({ Id, Co_Sell_Sync_Status__c: status }: Row): Finding => ({
  sentence: `record ${String(Id)} has Sync on, consent and a complete checklist, but no referral (sync status ${String(status ?? 'empty')})`,
  ids: [String(Id)],
  field: 'Referral_Identifier__c',
  values: [],
  entries: [],
});
