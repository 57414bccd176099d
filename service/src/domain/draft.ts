/** A plan in the making: what it starts from, and the moves that `plan.ts` and `plan-status.ts` share. */
import { auditEntry, type AuditDraft, type AuditScope } from './audit.ts';
import { isSolutionField } from './canonical.ts';
import { chosenSide } from './conflict-choices.ts';
import { fingerprint } from './hash.ts';
import type { Mapping } from './mapping.ts';
import type { Views } from './merge.ts';
import type { OrgProfile } from './org.ts';
import type { Held, HoldReason, Pair } from './pair.ts';
import type {
  AuditEntry,
  Base,
  Json,
  JsonObject,
  MergedField,
  RecordSnapshot,
  ReferralDocument,
  Shown,
  Side,
} from './values.ts';
import { otherSide } from './values.ts';

export type PlanInput = {
  pair: Pick<Pair, 'base' | 'held' | 'recentWrites'>;
  record: RecordSnapshot;
  referral: ReferralDocument;
  profile: OrgProfile;
  mapping: Mapping;
  /** Our own organisation in Partner Center; a deal invited by anybody else is inbound. */
  organizationId: string;
  /** Milliseconds. */
  now: number;
  scope: AuditScope;
  /** More writes of one field than `limit` within `windowMs`, to both sides, is a loop. */
  loop: { windowMs: number; limit: number };
};

export type Plan = {
  shown: Record<Side, Shown>;
  isInbound: boolean;
  toPartnerCenter: Map<MergedField, Json>;
  statusReason: string | null;
  toSalesforce: Map<MergedField, Json>;
  /** Wishes that are answered and leave the record (response, request, conflict choices). */
  clear: JsonObject;
  /** Why a wish was not carried out; for the seller. */
  wishRefused: string | null;
  held: Held;
  /** Old base, moved forward only where both sides agree or nothing is to be written. */
  base: Base;
  audit: AuditEntry[];
};

export type Draft = Plan & { input: PlanInput };

export function viewsOf({ shown }: Draft, field: MergedField): Views {
  return {
    partnerCenter: shown.partnerCenter[field] ?? null,
    salesforce: shown.salesforce[field] ?? null,
  };
}

/**
 * Undefined per side on first contact; null is a base like any other. A solution missing from a base that exists was
 * not there, unless it is still asked about: the rule of solutions never asks, so that question is first contact's.
 */
export function baseOf({ input }: Draft, field: MergedField) {
  const { base, held } = input.pair;
  const partnerCenter = base?.partnerCenter[field];
  const salesforce = base?.salesforce[field];
  const isNew = partnerCenter === undefined && salesforce === undefined;
  if (!base || !isSolutionField(field) || (isNew && held[field]?.reason === 'ask')) {
    return { partnerCenter, salesforce };
  }
  return { partnerCenter: partnerCenter ?? null, salesforce: salesforce ?? null };
}

/** A seller's choice: asked about no more, one side's move from here on, however long it has to wait. */
export function chosenOf(draft: Draft, field: MergedField): Side | undefined {
  const { record, pair } = draft.input;
  return chosenSide(record.fields['Co_Sell_Conflict_Choices__c'], {
    field,
    held: pair.held[field],
    views: viewsOf(draft, field),
  });
}

/** Makes the chosen side the only one that moved. */
export function moveChosen(draft: Draft, field: MergedField, chosen: Side): void {
  const loser = viewsOf(draft, field)[otherSide(chosen)];
  advanceBase(draft, field, { partnerCenter: loser, salesforce: loser });
}

export function advanceBase(draft: Draft, field: MergedField, views: Views): void {
  setShown(draft.base.partnerCenter, field, views.partnerCenter);
  setShown(draft.base.salesforce, field, views.salesforce);
}

/** Sets a value of one side; a solution that is gone is removed. */
export function setShown(shown: Shown, field: MergedField, value: Json): void {
  if (value === null && isSolutionField(field)) Reflect.deleteProperty(shown, field);
  else shown[field] = value;
}

export function hold(draft: Draft, field: MergedField, reason: HoldReason, until?: string): void {
  const views = viewsOf(draft, field);
  const before = draft.input.pair.held[field];
  const isKnown = before?.reason === reason && isSameMove(before, views);
  draft.held[field] = {
    reason,
    ...views,
    since: isKnown ? before.since : draft.input.scope.now,
    ...endOf(reason, isKnown ? before.until : undefined, until),
  };
  if (isKnown) return;
  audit(draft, {
    action: 'held',
    side: 'bridge',
    field,
    before: views.partnerCenter,
    after: views.salesforce,
    reason,
  });
}

/** The deadline of a close can be moved while it waits; any other hold keeps its first end. */
function endOf(reason: HoldReason, known: string | undefined, until: string | undefined) {
  const end = reason === 'undo' ? (until ?? known) : (known ?? until);
  return end === undefined ? {} : { until: end };
}

export function audit(draft: Draft, entry: AuditDraft): void {
  draft.audit.push(auditEntry(draft.input.scope, entry));
}

/** Whether a held move still holds exactly these two values. */
export function isSameMove(held: Views, views: Views): boolean {
  return (
    fingerprint([held.partnerCenter, held.salesforce]) ===
    fingerprint([views.partnerCenter, views.salesforce])
  );
}
