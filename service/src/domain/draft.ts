/** A plan in the making: what it starts from, and the moves that `plan.ts` and `plan-status.ts` share. */
import { auditEntry, type AuditDraft, type AuditScope } from './audit.ts';
import { isMemberField } from './canonical.ts';
import { chosenSide, readChoices } from './conflict-choices.ts';
import { fingerprint } from './hash.ts';
import { asText } from './json.ts';
import type { Mapping } from './mapping.ts';
import type { Views } from './merge.ts';
import type { OrgProfile } from './org.ts';
import type { Held, HeldMove, HoldReason, Pair, Saved } from './pair.ts';
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
  /** What is written to the stage is the seller's own answer, carried out already. */
  followsAnswer: boolean;
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
 * Undefined per side on first contact; null is a base like any other. A member missing from a base that exists was
 * not there, unless it is still asked about: the rule of solutions never asks, so that question is first contact's.
 */
export function baseOf({ input }: Draft, field: MergedField) {
  const { base, held } = input.pair;
  const partnerCenter = base?.partnerCenter[field];
  const salesforce = base?.salesforce[field];
  const isNew = partnerCenter === undefined && salesforce === undefined;
  if (!base || !isMemberField(field) || (isNew && held[field]?.reason === 'ask')) {
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

/** A choice that was made for other values than those shown now. */
function isChosenBefore(draft: Draft, field: MergedField): boolean {
  const { record, pair } = draft.input;
  const choice = readChoices(record.fields['Co_Sell_Conflict_Choices__c'])[field];
  return pair.held[field]?.reason === 'ask' && choice !== undefined;
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

/** Sets a value of one side; a member that is gone is removed. */
export function setShown(shown: Shown, field: MergedField, value: Json): void {
  if (value === null && isMemberField(field)) Reflect.deleteProperty(shown, field);
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
    ...(reason === 'ask' ? askedOf(draft, field, isKnown) : {}),
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

/** What the card tells besides the two values. */
function askedOf(
  draft: Draft,
  field: MergedField,
  isKnown: boolean,
): Pick<HeldMove, 'saved' | 'again'> {
  const before = draft.input.pair.held[field];
  return {
    saved: savedOf(draft, field),
    ...(isChosenBefore(draft, field) || (isKnown && before?.again) ? { again: true } : {}),
  };
}

/** A side whose value is still the one that was asked about keeps who saved it: later saves were of other fields. */
function savedOf(draft: Draft, field: MergedField): Record<Side, Saved> {
  const before = draft.input.pair.held[field];
  const views = viewsOf(draft, field);
  const now = savedNow(draft.input);
  const of = (side: Side): Saved => {
    const known = before?.reason === 'ask' ? before.saved?.[side] : undefined;
    const isSame = fingerprint(before?.[side] ?? null) === fingerprint(views[side]);
    return known && isSame ? known : now[side];
  };
  return { salesforce: of('salesforce'), partnerCenter: of('partnerCenter') };
}

/** The bridge saves the record too, but only somebody else's save leaves a token: then it was the last. */
function savedNow({ record, referral }: PlanInput): Record<Side, Saved> {
  const isTheirs = record.token !== null;
  return {
    salesforce: {
      at: isTheirs ? asText(record.fields['LastModifiedDate']) : null,
      by: isTheirs ? asText(record.fields['LastModifiedBy.Name']) : null,
    },
    partnerCenter: { at: asText(referral['updatedDateTime']), by: null },
  };
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
