/** Things of which there must be one. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import { key, rowsAfter } from './deals.ts';
import type { CheckInput, Finding, Row } from './verdict.ts';

export function findDoubled(input: CheckInput): Finding[] {
  return [
    ...referralsOfOneRecord(input),
    ...invitationsOfOneEngagement(input),
    ...recordsOfOneReferral(input),
    ...customersMadeTwice(input),
    ...contactsMadeTwice(input),
    ...auditKeysTwice(input),
  ];
}

/** Ours only; what a person typed into the portal's CRM ID is not the bridge's. A second one after an unlink is meant. */
function referralsOfOneRecord({ referrals, org, partnerCenter, options }: CheckInput): Finding[] {
  const isOurs = (one: Row) => one.organizationId === options.organizationId;
  const named = referrals.filter(
    (one) => isOurs(one) && key(one.externalReferenceId) && !isTypedByPerson(one, partnerCenter),
  );
  return twins(named, (one) => recordKey(one.externalReferenceId)).flatMap(([record, group]) => {
    const standing = group.filter((one) => !wasUnlinked(key(one.id), org));
    return standing.length > 1
      ? [
          finding(
            `referrals for record ${record}`,
            standing.map((one) => String(one.id)),
          ),
        ]
      : [];
  });
}

/** 15- and 18-character ids name one record; other texts are compared whole. */
function recordKey(id: unknown): string {
  const text = String(id);
  return /^00[6Q][0-9A-Za-z]{12}([0-9A-Za-z]{3})?$/.test(text) ? text.slice(0, 15) : text;
}

function isTypedByPerson({ id, externalReferenceId }: Row, entries: JournalEntry[]): boolean {
  const writer = entries.findLast(
    (entry) =>
      key(entry.id) === key(id) &&
      entry.after?.externalReferenceId === externalReferenceId &&
      entry.before?.externalReferenceId !== externalReferenceId,
  );
  return writer !== undefined && writer.actor !== 'bridge';
}

const wasUnlinked = (referralId: string, org: JournalEntry[]): boolean =>
  org.some(
    ({ kind, before, after }) =>
      kind === 'update' &&
      key(before?.Referral_Identifier__c) === referralId &&
      key(after?.Referral_Identifier__c) !== referralId,
  );

function invitationsOfOneEngagement({ referrals }: CheckInput): Finding[] {
  const microsofts = referrals.filter(({ organizationId }) => key(organizationId) === 'msft');
  return twins(microsofts, ({ engagementId }) => key(engagementId)).map(([engagement, group]) =>
    finding(
      `Microsoft referrals in engagement ${engagement}`,
      group.map(({ id }) => String(id)),
    ),
  );
}

/**
 * Records that carry the identifier at the end, and records that were made with it. A converted lead and one that lost
 * a merge hand it on, and so does one that was deleted or unlinked once a person has written it on another one.
 */
function recordsOfOneReferral({ orgRows, org }: CheckInput): Finding[] {
  const made = madeBy(org, 'Opportunity').concat(madeBy(org, 'Lead'));
  const handedOn = new Set(
    orgRows.records
      .filter((row) => row.IsConverted === true || (row.IsDeleted === true && row.MasterRecordId))
      .map((row) => row.Id),
  );
  const isLeft = ({ Id }: Row, referral: string) =>
    orgRows.records.every(
      (row) =>
        row.Id !== Id || row.IsDeleted === true || key(row.Referral_Identifier__c) !== referral,
    ) &&
    org.some(
      ({ kind, actor, id, before, after }) =>
        kind === 'update' &&
        actor !== 'bridge' &&
        id !== Id &&
        key(before?.Referral_Identifier__c) !== referral &&
        key(after?.Referral_Identifier__c) === referral,
    );
  const carriers = new Map<string, Set<string>>();
  for (const row of [...orgRows.records, ...made]) {
    const referral = key(row.Referral_Identifier__c);
    if (!referral || handedOn.has(row.Id) || isLeft(row, referral)) continue;
    carriers.set(referral, (carriers.get(referral) ?? new Set()).add(String(row.Id)));
  }
  return [...carriers]
    .filter(([, records]) => records.size > 1)
    .map(([referral, records]) => finding(`records for referral ${referral}`, [...records]));
}

/**
 * Accounts alike in name and address that the bridge made: one for several deals is right, more accounts than
 * deals that use them is not; nor is a second one where the postal code would have found the first.
 */
function customersMadeTwice({ org }: CheckInput): Finding[] {
  const used = new Set(
    org.filter(({ type }) => type === 'Opportunity').map(({ after }) => String(after?.AccountId)),
  );
  return twins(madeBy(org, 'Account'), (row) => signature(row, ACCOUNT_KEY)).flatMap(
    ([, group]) => {
      const isFindable = Boolean(group[0]?.BillingPostalCode);
      const isOrphaned = group.some(({ Id }) => !used.has(String(Id)));
      return isFindable || isOrphaned
        ? [finding(`accounts for customer ${String(group[0]?.Name)}`, idsOf(group))]
        : [];
    },
  );
}

const ACCOUNT_KEY = [
  'Name',
  'BillingStreet',
  'BillingCity',
  'BillingPostalCode',
  'BillingCountry',
] as const;
const CONTACT_KEY = ['Email', 'FirstName', 'LastName'] as const;

/** Alike in name and e-mail, made by the bridge, and on the same deal or on none. */
function contactsMadeTwice({ org }: CheckInput): Finding[] {
  const dealOf = new Map(
    org
      .filter(({ type, after }) => type === 'OpportunityContactRole' && after)
      .map(({ after }) => [String(after?.ContactId), String(after?.OpportunityId)]),
  );
  const place = ({ Id }: Row) => dealOf.get(String(Id)) ?? '(no deal)';
  return twins(madeBy(org, 'Contact'), (row) => signature(row, CONTACT_KEY)).flatMap(
    ([, group]) => {
      const places = group.map(place);
      const isDouble = places.includes('(no deal)') || new Set(places).size < places.length;
      return isDouble ? [finding(`contacts on deal ${places.join(', ')}`, idsOf(group))] : [];
    },
  );
}

function auditKeysTwice({ orgRows, org }: CheckInput): Finding[] {
  const rows = new Map(
    [...madeBy(org, 'Co_Sell_Audit_Entry__c', true), ...orgRows.auditEntries].map((row) => [
      String(row.Id),
      row,
    ]),
  );
  const keyed = [...rows.values()].filter((row) => Boolean(row.Entry_Key__c));
  return twins(keyed, (row) => String(row.Entry_Key__c)).map(([entryKey, group]) =>
    finding(`audit entries with key ${entryKey}`, idsOf(group)),
  );
}

const madeBy = (org: JournalEntry[], wanted: string, byAnybody = false): Row[] =>
  rowsAfter(
    org.filter(
      ({ type, kind, actor }) =>
        type === wanted && kind === 'create' && (byAnybody || actor === 'bridge'),
    ),
  );

const idsOf = (rows: Row[]): string[] => rows.map(({ Id }) => String(Id));

const signature = (row: Row, fields: readonly string[]): string =>
  JSON.stringify(
    fields.map((field) =>
      String(row[field] ?? '')
        .trim()
        .toLowerCase(),
    ),
  );

const twins = (rows: Row[], keyOf: (row: Row) => string): [string, Row[]][] =>
  [...Map.groupBy(rows, keyOf)].filter(([, group]) => group.length > 1);

const finding = (what: string, ids: string[]): Finding => ({
  sentence: `${String(ids.length)} ${what}: ${ids.join(', ')}`,
  ids,
  field: null,
  values: [],
  entries: [],
});
