/** Everything the single questions look at, read once. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import { createAuditTrail } from './audit-trail.ts';
import type { AuditTrail } from './audit-trail.ts';
import { findDeals, inboundRecords, key } from './deals.ts';
import type { Deal } from './deals.ts';
import { isSame, isSolution } from './fields.ts';
import type { Side, Value } from './fields.ts';
import { buildTimelines } from './timeline.ts';
import type { Run, Timelines } from './timeline.ts';
import type { CheckInput, Finding, Rule } from './verdict.ts';

export type Evidence = {
  input: CheckInput;
  now: number;
  deals: Deal[];
  timelines: Timelines;
  audit: AuditTrail;
  /** Journal entries of one row, oldest first. */
  entriesOf(id: string): JournalEntry[];
};

export function gatherEvidence(input: CheckInput): Evidence {
  const inbound = inboundRecords(input);
  const onHoldStage = input.options.onHoldStage ?? 'Qualification';
  const byRow = Map.groupBy(input.org, ({ id }) => id);
  return {
    input,
    now: Date.parse(input.now),
    deals: findDeals(input),
    timelines: buildTimelines(input, { isInboundRecord: (id) => inbound.has(id), onHoldStage }),
    audit: createAuditTrail(input),
    entriesOf: (id) => byRow.get(id) ?? [],
  };
}

export const SIDES: readonly Side[] = ['salesforce', 'partnerCenter'];
export const otherSide = (side: Side): Side =>
  side === 'salesforce' ? 'partnerCenter' : 'salesforce';

export function runsOf({ timelines }: Evidence, deal: Deal, side: Side, field: string): Run[] {
  return timelines.runs(side, side === 'salesforce' ? deal.recordId : deal.referralId, field);
}

/** Every mapped field that one of the two sides ever showed. */
export function fieldsOf({ timelines }: Evidence, deal: Deal): string[] {
  return [
    ...new Set([
      ...timelines.fields('salesforce', deal.recordId),
      ...timelines.fields('partnerCenter', deal.referralId),
    ]),
  ];
}

/** True of a write on a record that had another referral then, before it was unlinked: it was owed to that one. */
export function isOfFormer(
  { entriesOf }: Evidence,
  deal: Deal,
  entry: JournalEntry | undefined,
): boolean {
  const named = ({ after }: JournalEntry) => key(after?.Referral_Identifier__c);
  const ours = key(deal.referralId);
  const entries = entriesOf(deal.recordId);
  const linked = entries.find((one) => named(one) === ours);
  return (
    linked !== undefined &&
    entry !== undefined &&
    entry.seq < linked.seq &&
    entries.some((one) => one.seq < linked.seq && !['', ours].includes(named(one)))
  );
}

/** A value a person wrote. What a new row leaves empty nobody wrote. */
export function isEdit(run: Run): boolean {
  return run.origin === 'person' && !(run.entry?.kind === 'create' && isEmptyValue(run.value));
}

/**
 * Values the other side is never owed: visibility is not taken back, and no status leads back to "not answered".
 */
export const mustTravel = (field: string, value: Value): boolean =>
  !(field === 'visibility' && value === false) && !(field === 'status' && value === 'pending');

type Showing = { side: Side; field: string; value: Value; from: number; to: number };

/** True when that side showed the value at some moment of the time given; for a status, also a later one. */
export function isShownBy(evidence: Evidence, deal: Deal, showing: Showing): boolean {
  const { side, field, value, from, to } = showing;
  return runsOf(evidence, deal, side, field).some(
    (run) =>
      run.to >= from &&
      run.from <= to &&
      (isSame(field, run.value, value) || isBeyond(field, value, run.value)),
  );
}

/** Whoever shows a deal won was past accepting it. */
const isBeyond = (field: string, wanted: Value, shown: Value): boolean =>
  field === 'status' && wanted === 'accepted' && shown === 'won';

const isEmptyValue = (value: Value) => value === null || value === false;

/** Ids and the deal's words at the beginning of every sentence. */
export function findingAbout(
  deal: Deal,
  about: { field: string; says: string; values: Value[]; entries: (string | undefined)[] },
): Finding {
  return {
    sentence: `${about.field} of ${deal.recordId} / referral ${deal.referralId}: ${about.says}`,
    ids: [deal.recordId, deal.referralId],
    field: about.field,
    values: about.values,
    entries: about.entries.filter((one) => one !== undefined),
  };
}

export const entryName = (side: Side, entry: JournalEntry | undefined): string | undefined =>
  entry && `${side === 'salesforce' ? 'org' : 'partnerCenter'}#${String(entry.seq)}`;

/** `500 by seller:anna (org#12, 2026-05-01T09:00:00Z)` */
export function describeRun(side: Side, { value, entry }: Run): string {
  const by = entry
    ? ` by ${entry.actor} (${entryName(side, entry) ?? ''}, ${entry.at})`
    : ' from before the journal';
  return `${JSON.stringify(value)}${by}`;
}

/** The conflict rule a field is held to; undefined where it is held to none. */
export function ruleOf({ input }: Evidence, field: string): Rule | undefined {
  const { rules } = input.options;
  return rules[field] ?? (isSolution(field) ? rules.solutions : undefined);
}
