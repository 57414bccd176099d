/** What is still open at the end, although nothing is left to happen. */
import { key } from './deals.ts';
import type { Deal } from './deals.ts';
import { describeRun, entryName, fieldsOf, findingAbout, runsOf } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { isSame } from './fields.ts';
import { isBeforeUndoDeadline, isHeldVisibly } from './holds.ts';
import { findUnpaired } from './find-unpaired.ts';
import type { Run } from './timeline.ts';
import type { Finding, Row } from './verdict.ts';

/** `known`: values already reported as lost; their difference is not told twice. */
export function findUnsettled(evidence: Evidence, known: Finding[]): Finding[] {
  const isKnown = (deal: Deal, field: string) =>
    known.some((one) => one.field === field && one.ids.includes(deal.recordId));
  return [
    ...evidence.input.orgRows.records.flatMap(unfinishedRecord),
    ...evidence.deals
      .filter(({ isLive, record }) => isLive && !isInWork(record))
      .flatMap((deal) =>
        fieldsOf(evidence, deal)
          .filter((field) => !isKnown(deal, field))
          .flatMap((field) => difference(evidence, deal, field)),
      ),
    ...findUnpaired(evidence),
  ];
}

const WISHES = ['Referral_Response__c', 'Co_Sell_Request__c', 'Co_Sell_Conflict_Choices__c'];

/** A record that the bridge still has to look at. */
function isInWork(row: Row): boolean {
  return Boolean(row.Co_Sell_Change_Token__c) || row.Co_Sell_Sync_Status__c === 'Queued';
}

function unfinishedRecord(row: Row): Finding[] {
  if (row.IsDeleted === true || row.Sync_with_Partner_Center__c !== true) return [];
  // Nobody can write to a converted lead: what waits there is carried out on its deal.
  if (row.IsConverted === true) return [];
  const about = (says: string, field: string): Finding[] => [
    {
      sentence: `record ${String(row.Id)} (referral ${key(row.Referral_Identifier__c) || 'none'}): ${says}`,
      ids: [String(row.Id)],
      field,
      values: [row[field]],
      entries: [],
    },
  ];
  if (row.Co_Sell_Change_Token__c) {
    return about(
      `its change token ${String(row.Co_Sell_Change_Token__c)} is still set`,
      'Co_Sell_Change_Token__c',
    );
  }
  if (row.Co_Sell_Sync_Status__c === 'Queued')
    return about('it is still Queued', 'Co_Sell_Sync_Status__c');
  const wish = WISHES.find((name) => Boolean(row[name]));
  return wish ? about(`${wish} still asks for "${String(row[wish])}"`, wish) : [];
}

function difference(evidence: Evidence, deal: Deal, field: string): Finding[] {
  const ours = runsOf(evidence, deal, 'salesforce', field).at(-1);
  const theirs = runsOf(evidence, deal, 'partnerCenter', field).at(-1);
  if (!ours || !theirs || isSame(field, ours.value, theirs.value)) return [];
  if (isHeld(evidence, deal, { field, ours, theirs })) return [];
  return [
    findingAbout(deal, {
      field,
      says: `the sides differ and nothing on the record says so: salesforce ${describeRun('salesforce', ours)}, partnerCenter ${describeRun('partnerCenter', theirs)}`,
      values: [ours.value, theirs.value],
      entries: [entryName('salesforce', ours.entry), entryName('partnerCenter', theirs.entry)],
    }),
  ];
}

type Apart = { field: string; ours: Run; theirs: Run };

function isHeld(evidence: Evidence, deal: Deal, apart: Apart): boolean {
  const { record } = deal;
  const { field, ours, theirs } = apart;
  if (isHeldVisibly(record, { field, values: [ours.value, theirs.value] })) return true;
  if (isPlaceholder(apart)) return true;
  if (field === 'status') return isStatusHeld(evidence, deal, apart);
  // The field is held beside another one's question, or for good because the deal has ended; the trail names it.
  const isTold = record.Co_Sell_Sync_Status__c === 'Conflict' || deal.closedAt < Infinity;
  const about = { recordId: deal.recordId, field, value: ours.value, since: ours.from };
  const alsoAbout = { ...about, value: theirs.value, since: theirs.from };
  if (isTold && (evidence.audit.namesHeld(about) || evidence.audit.namesHeld(alsoAbout)))
    return true;
  if (field === 'dealValue' && record.HasOpportunityLineItem === true)
    return theirs.origin === 'person';
  return ours.origin === 'person' && (ours.from >= deal.closedAt || isUnanswered(evidence, deal));
}

/** Salesforce demands a close date where Partner Center has none: nobody wrote either. */
const isPlaceholder = ({ ours, theirs }: Apart): boolean =>
  theirs.value === null &&
  theirs.entry?.kind === 'create' &&
  ours.origin === 'bridge' &&
  ours.entry?.kind === 'create';

const isUnanswered = (evidence: Evidence, deal: Deal): boolean =>
  !runsOf(evidence, deal, 'partnerCenter', 'status').some(
    ({ value }) => value === 'accepted' || value === 'won',
  );

function isStatusHeld(evidence: Evidence, deal: Deal, { ours, theirs }: Apart): boolean {
  if (isBeforeUndoDeadline(deal.record, evidence.now)) return true;
  const isFinal = ours.value === 'won' || ours.value === 'lost';
  const isAsking = deal.record.Co_Sell_Sync_Status__c === 'Conflict';
  if (isFinal && isAsking) return true;
  // Beside a question about another field the sentence says that the referral has ended otherwise.
  if (isAsking && deal.closedAt < Infinity) return tellsOfEnd(deal.record);
  // A person put an accepted deal back to the on-hold stage: no status leads there.
  return ours.value === 'pending' && ours.origin === 'person' && ours.from >= theirs.from;
}

const tellsOfEnd = ({ Co_Sell_Sync_Message__c: message }: Row): boolean =>
  typeof message === 'string' &&
  /closed this referral differently|cannot be changed or reopened: status/.test(message);
