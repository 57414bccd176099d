/**
 * Decides, for a pair with both sides, what each side is to be told. Pure: the same input gives the same plan,
 * and a plan made from the state its own writes leave behind is empty.
 */
import {
  definitionOf,
  isMemberField,
  isSolutionField,
  SCALAR_FIELDS,
  type Rule,
} from './canonical.ts';
import { answeredRequests } from './answered-requests.ts';
import { noteCustomer } from './customer.ts';
import {
  advanceBase,
  audit,
  baseOf,
  chosenOf,
  hold,
  moveChosen,
  viewsOf,
  type Draft,
  type Plan,
  type PlanInput,
} from './draft.ts';
import { valueAt } from './json.ts';
import { isInboundReferral } from './kinds.ts';
import { isFinal } from './lifecycle.ts';
import { keepLastSolution } from './last-solution.ts';
import { mergeField, type FieldMerge, type Views } from './merge.ts';
import { keepsPerson, personBlock, personRefused, rememberedPerson } from './merge-person.ts';
import type { HoldReason } from './pair.ts';
import { readReferral, SOLUTIONS_PATH } from './partner-center-lens.ts';
import { isPersonField, PEOPLE_PATHS, PERSON_SETS, setOf } from './people.ts';
import { planStatus } from './plan-status.ts';
import { readRecord } from './salesforce-lens.ts';
import { holdBlocked, stuckReason } from './stuck.ts';
import type { DealStatus, MemberField, MergedField, PersonField, Side } from './values.ts';
import { otherSide } from './values.ts';
import { mergeVisibility, waitsForInvitation } from './visibility.ts';

export function planMerge(input: PlanInput): Plan {
  const draft = beginDraft(input);
  for (const field of fieldsOf(draft)) if (field !== 'status') planField(draft, field);
  sendCurrencyWithValue(draft);
  keepLastSolution(draft);
  planStatus(draft);
  noteCustomer(draft);
  Object.assign(draft.clear, answeredRequests(input.record));
  const plan: Plan & { input?: PlanInput } = { ...draft };
  delete plan.input;
  return plan;
}

function beginDraft(input: PlanInput): Draft {
  const { pair, record, referral, mapping, profile } = input;
  const isInbound = isInboundReferral(referral, input.organizationId);
  return {
    input,
    isInbound,
    shown: {
      partnerCenter: readReferral(referral),
      salesforce: readRecord(record, mapping, profile, isInbound),
    },
    toPartnerCenter: new Map(),
    statusReason: null,
    toSalesforce: new Map(),
    clear: {},
    followsAnswer: false,
    wishRefused: null,
    held: {},
    base: structuredClone(pair.base ?? { partnerCenter: {}, salesforce: {} }),
    audit: [],
  };
}

function fieldsOf(draft: Draft): MergedField[] {
  const { shown, input } = draft;
  const scalars = (Object.keys(SCALAR_FIELDS) as MergedField[]).filter(
    (field) => shown.salesforce[field] !== undefined,
  );
  // Solutions and people of a lead are the deal's, once it became one.
  if (input.record.object === 'Lead') return scalars;
  const { settings } = input.profile;
  const solutions = settings.solutions
    ? membersOf(draft, SOLUTIONS_PATH, (field) => isSolutionField(field))
    : [];
  const people = PERSON_SETS.filter((set) => settings[set] && isRead(draft, set)).flatMap((set) =>
    membersOf(
      draft,
      PEOPLE_PATHS[set],
      (field) => isPersonField(field) && setOf(field as PersonField) === set,
    ),
  );
  return [...scalars, ...solutions, ...people];
}

/** An org without opportunity teams says nothing about them. */
const isRead = ({ input }: Draft, set: 'contacts' | 'team') =>
  set === 'contacts' || input.record.team !== undefined;

function membersOf(
  { shown, base, input }: Draft,
  path: string,
  isMember: (field: string) => boolean,
): MemberField[] {
  // No list is not an empty list: what the service did not say removes nothing.
  if (!Array.isArray(valueAt(input.referral, path))) return [];
  const names = [shown.partnerCenter, shown.salesforce, base.partnerCenter, base.salesforce];
  const members = new Set(names.flatMap((side) => Object.keys(side)).filter(isMember));
  return [...members] as MemberField[];
}

function planField(draft: Draft, field: MergedField): void {
  const views = viewsOf(draft, field);
  const chosen = chosenOf(draft, field);
  const merge = chosen ? chosenMerge(chosen, views) : mergeOf(draft, field, views);
  if (isPersonField(field) && (merge.kind === 'agreed' || keepsPerson(draft, field, merge))) {
    return advanceBase(draft, field, { ...views, salesforce: rememberedPerson(field, views) });
  }
  if (isPersonField(field) && merge.kind === 'unchanged') return;
  if (merge.kind === 'unchanged' || merge.kind === 'agreed')
    return advanceBase(draft, field, views);
  if (merge.kind === 'ask') return hold(draft, field, 'ask');
  const from = merge.kind === 'conflict' ? merge.kept : merge.by;
  const block = from === 'salesforce' ? sendBlock(draft, field) : writeBlock(draft, field);
  // By the rule it is decided when the value can be written; a choice is made now, and is not made again.
  if (merge.kind === 'conflict' && (chosen || !block)) {
    audit(draft, {
      action: 'conflict',
      side: merge.kept,
      field,
      before: merge.loser,
      after: merge.value,
      reason: chosen ? 'chosen' : 'rule',
    });
  }
  if (block && chosen) moveChosen(draft, field, chosen);
  if (block) return holdBlocked(draft, field, block);
  if (from === 'salesforce') draft.toPartnerCenter.set(field, merge.value);
  else draft.toSalesforce.set(field, merge.value);
}

function mergeOf(draft: Draft, field: MergedField, views: Views): FieldMerge {
  const base = baseOf(draft, field);
  if (field === 'visibility') return mergeVisibility(draft, views, base.salesforce);
  // What we compose is nobody's question: without a base it is ours that counts.
  const { partnerCenter = null, salesforce = null } = base;
  const known = field === 'attachedNotes' ? { partnerCenter, salesforce } : base;
  const isAsked = draft.input.pair.held[field]?.reason === 'ask';
  return mergeField(field, known, views, { rule: ruleOf(draft, field), isAsked });
}

function chosenMerge(chosen: Side, views: Views): FieldMerge {
  return {
    kind: 'conflict',
    kept: chosen,
    value: views[chosen],
    loser: views[otherSide(chosen)],
  };
}

function ruleOf({ input }: Draft, field: MergedField): Rule {
  return (
    (isMemberField(field) ? undefined : input.mapping.fields.get(field)?.rule) ??
    definitionOf(field).rule
  );
}

/** An amount means nothing without its currency: where the sides disagree on it, ours goes along. */
function sendCurrencyWithValue(draft: Draft): void {
  const { partnerCenter, salesforce } = viewsOf(draft, 'currency');
  if (!draft.toPartnerCenter.has('dealValue') || partnerCenter === salesforce) return;
  draft.toPartnerCenter.set('currency', salesforce);
  draft.toSalesforce.delete('currency');
  delete draft.held.currency;
}

/** What keeps a value of Salesforce from being sent now. */
function sendBlock(draft: Draft, field: MergedField): HoldReason | undefined {
  const status = draft.shown.partnerCenter.status as DealStatus | null;
  const { settings } = draft.input.profile;
  if (field === 'visibility' && draft.shown.partnerCenter.visibility === true) return 'one-way';
  if (field === 'visibility' && waitsForInvitation(draft)) return 'invitation';
  if (!settings.active || !settings.share || !flows(draft, field, 'outward')) return 'direction';
  if (status && isFinal(status)) return 'closed-is-final';
  if (status === 'pending') return 'on-hold';
  const block = isPersonField(field) ? personBlock(draft, field) : undefined;
  return block ?? stuckReason(draft, field);
}

/** What keeps a value of Partner Center from being written now. */
function writeBlock(draft: Draft, field: MergedField): HoldReason | undefined {
  const { settings } = draft.input.profile;
  if (!settings.active || !settings.receive || !flows(draft, field, 'inward')) return 'direction';
  if (isPersonField(field)) return personRefused(draft, field) ?? stuckReason(draft, field);
  // With products on the deal Salesforce answers success and ignores Amount.
  const hasProducts = draft.input.record.fields['HasOpportunityLineItem'] === true;
  const isAmount = draft.input.mapping.fields.get(field)?.field === 'Amount';
  if (hasProducts && isAmount) return 'products';
  if (field === 'dealValue' && !arrivesInCurrency(draft)) return 'currency';
  // Salesforce refuses an Opportunity without one, and with it everything else of the change.
  const isCloseDate = draft.input.mapping.fields.get(field)?.field === 'CloseDate';
  if (isCloseDate && viewsOf(draft, field).partnerCenter === null) return 'refused';
  return stuckReason(draft, field);
}

/** True when the record is in the currency of Partner Center, or is going to be with this plan. */
function arrivesInCurrency(draft: Draft): boolean {
  const { partnerCenter, salesforce } = viewsOf(draft, 'currency');
  return (draft.toSalesforce.get('currency') ?? salesforce) === partnerCenter;
}

function flows({ input }: Draft, field: MergedField, direction: 'outward' | 'inward'): boolean {
  if (isSolutionField(field)) return input.profile.settings.solutions;
  if (isPersonField(field)) return input.profile.settings[setOf(field)];
  const mapped = input.mapping.fields.get(field);
  // What is shown without a field of its own, the org's own currency and attached notes, is told but never written.
  if (!mapped) return direction === 'outward';
  return mapped.onUpdate && mapped[direction];
}
