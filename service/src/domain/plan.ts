/**
 * Decides, for a pair with both sides, what each side is to be told. Pure: the same input gives the same plan,
 * and a plan made from the state its own writes leave behind is empty.
 */
import { definitionOf, isSolutionField, SCALAR_FIELDS, type Rule } from './canonical.ts';
import { answeredRequests } from './answered-requests.ts';
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
import { isFinal } from './lifecycle.ts';
import { mergeField, type FieldMerge, type Views } from './merge.ts';
import type { HoldReason } from './pair.ts';
import { readReferral, SOLUTIONS_PATH, valueAt } from './partner-center-lens.ts';
import { planStatus } from './plan-status.ts';
import { readRecord } from './salesforce-lens.ts';
import { holdBlocked, stuckReason } from './stuck.ts';
import type { DealStatus, Json, MergedField, ReferralDocument, Side } from './values.ts';
import { otherSide } from './values.ts';

export function planMerge(input: PlanInput): Plan {
  const draft = beginDraft(input);
  for (const field of fieldsOf(draft)) if (field !== 'status') planField(draft, field);
  sendCurrencyWithValue(draft);
  planStatus(draft);
  Object.assign(draft.clear, answeredRequests(input.record));
  const plan: Plan & { input?: PlanInput } = { ...draft };
  delete plan.input;
  return plan;
}

/** True when somebody other than us started the engagement. `direction` alone is not reliable (contract 4.2). */
export function isInboundReferral(referral: ReferralDocument, organizationId: string): boolean {
  const context = referral['inviteContext'];
  const invitedBy =
    typeof context === 'object' && context !== null && !Array.isArray(context)
      ? context['invitedBy']
      : null;
  const inviter =
    typeof invitedBy === 'object' && invitedBy !== null && !Array.isArray(invitedBy)
      ? invitedBy['organizationId']
      : null;
  if (typeof inviter !== 'string') return referral['direction'] === 'Incoming';
  return inviter.toLowerCase() !== organizationId.toLowerCase();
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
    wishRefused: null,
    held: {},
    base: structuredClone(pair.base ?? { partnerCenter: {}, salesforce: {} }),
    audit: [],
  };
}

function fieldsOf({ shown, base, input }: Draft): MergedField[] {
  const scalars = (Object.keys(SCALAR_FIELDS) as MergedField[]).filter(
    (field) => shown.salesforce[field] !== undefined,
  );
  if (!input.profile.settings.solutions) return scalars;
  // No list is not an empty list: what the service did not say removes nothing.
  if (!Array.isArray(valueAt(input.referral, SOLUTIONS_PATH))) return scalars;
  const names = [shown.partnerCenter, shown.salesforce, base.partnerCenter, base.salesforce];
  const solutions = new Set(names.flatMap((side) => Object.keys(side)).filter(isSolutionField));
  return [...scalars, ...solutions];
}

function planField(draft: Draft, field: MergedField): void {
  const views = viewsOf(draft, field);
  const chosen = chosenOf(draft, field);
  const merge = chosen ? chosenMerge(chosen, views) : mergeOf(draft, field, views);
  if (merge.kind === 'unchanged' || merge.kind === 'agreed')
    return advanceBase(draft, field, views);
  if (merge.kind === 'ask') return hold(draft, field, 'ask');
  const from = merge.kind === 'conflict' ? merge.kept : merge.by;
  const block = from === 'salesforce' ? sendBlock(draft, field) : writeBlock(draft, field);
  if (block && chosen) moveChosen(draft, field, chosen);
  if (block) return holdBlocked(draft, field, block);
  if (from === 'salesforce') draft.toPartnerCenter.set(field, merge.value);
  else draft.toSalesforce.set(field, merge.value);
  if (merge.kind !== 'conflict') return;
  audit(draft, {
    action: 'conflict',
    side: merge.kept,
    field,
    before: merge.loser,
    after: merge.value,
    reason: 'both sides changed it; the rule of this field decided',
  });
}

function mergeOf(draft: Draft, field: MergedField, views: Views): FieldMerge {
  const base = baseOf(draft, field);
  if (field === 'visibility') return mergeVisibility(draft, views, base.salesforce);
  return mergeField(field, base, views, ruleOf(draft, field));
}

/** Visibility only ever grows: whoever shows it first wins, and nothing takes it back. */
function mergeVisibility(
  { shown, isInbound }: Draft,
  views: Views,
  baseSalesforce: Json | undefined,
): FieldMerge {
  // Asking Microsoft for help shows the deal to Microsoft, whatever the picklist says.
  const asksForHelp = Boolean(shown.salesforce.help) && !isInbound;
  if (asksForHelp && views.partnerCenter !== true) {
    return { kind: 'moved', by: 'salesforce', value: true };
  }
  if (views.partnerCenter === views.salesforce) return { kind: 'agreed' };
  if (views.salesforce === true) return { kind: 'moved', by: 'salesforce', value: true };
  return baseSalesforce === true
    ? { kind: 'moved', by: 'salesforce', value: false }
    : { kind: 'moved', by: 'partnerCenter', value: true };
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
    (isSolutionField(field) ? undefined : input.mapping.fields.get(field)?.rule) ??
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
  if (!settings.active || !settings.share || !flows(draft, field, 'outward')) return 'direction';
  if (status && isFinal(status)) return 'closed-is-final';
  if (status === 'pending') return 'on-hold';
  return stuckReason(draft, field);
}

/** What keeps a value of Partner Center from being written now. */
function writeBlock(draft: Draft, field: MergedField): HoldReason | undefined {
  const { settings } = draft.input.profile;
  if (!settings.active || !settings.receive || !flows(draft, field, 'inward')) return 'direction';
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
  const mapped = input.mapping.fields.get(field);
  // Without a currency field the org's own currency is told to Partner Center, never the reverse.
  if (!mapped) return field === 'currency' && direction === 'outward';
  return mapped.onUpdate && mapped[direction];
}
