/** The status of a deal: a seller's answer, the stage, the undo window, and what Microsoft's side says. */
import { isFinal, nextStep } from './lifecycle.ts';
import { definitionOf } from './canonical.ts';
import {
  advanceBase,
  audit,
  baseOf,
  chosenOf,
  hold,
  isSameMove,
  moveChosen,
  viewsOf,
  type Draft,
} from './draft.ts';
import { holdBlocked, stuckReason } from './stuck.ts';
import type { DealStatus, Json } from './values.ts';
import { millisOf } from './versions.ts';

const { equalAcross, sameOnOneSide } = definitionOf('status');

export function planStatus(draft: Draft): void {
  const theirs = draft.shown.partnerCenter.status as DealStatus | null;
  // Words the contract does not know: never act on them.
  if (theirs === null) return;
  if (planWish(draft, theirs)) return;
  const views = viewsOf(draft, 'status');
  const ours = draft.shown.salesforce.status as DealStatus | null;
  // An open lead has no word of its own: it is told by what is mirrored there.
  if (ours === null) return advanceBase(draft, 'status', views);
  const base = baseOf(draft, 'status');
  const isFirstContact = base.partnerCenter === undefined || base.salesforce === undefined;
  if (equalAcross(theirs, ours)) return advanceBase(draft, 'status', views);
  if (isFirstContact) return planFirstContact(draft, theirs, ours);
  const theyMoved = !sameOnOneSide(base.partnerCenter ?? null, theirs);
  const weMoved = !sameOnOneSide(base.salesforce ?? null, ours);
  if (!theyMoved && !weMoved) return keepHold(draft, theirs, ours);
  if (isFinal(theirs) && weMoved) {
    return hold(
      draft,
      'status',
      theyMoved || isFinal(ours) ? 'closed-differently' : 'closed-is-final',
    );
  }
  if (!weMoved) return writeStage(draft, theirs);
  return sendStatus(draft, theirs, ours);
}

/** Two statuses that differ and no base: a person decides, and the choice is that side's move from here on. */
function planFirstContact(draft: Draft, theirs: DealStatus, ours: DealStatus): void {
  // A lead that is not pursued is a person's own word, and a lead asks no questions.
  const chosen = isLead(draft) && !isFinal(theirs) ? 'salesforce' : chosenOf(draft, 'status');
  if (!chosen) return hold(draft, 'status', isFinal(theirs) ? 'closed-differently' : 'ask');
  moveChosen(draft, 'status', chosen);
  if (chosen === 'partnerCenter') writeStage(draft, theirs);
  else sendStatus(draft, theirs, ours);
}

/** Neither side moved although they differ: whatever was held about it still is. */
function keepHold(draft: Draft, theirs: DealStatus, ours: DealStatus): void {
  const before = draft.input.pair.held.status;
  // An answer given on the card whose stage could not follow while receiving was off, or because it was taken back too late.
  const isAnswered = !before && ours === 'pending';
  if (before?.reason === 'direction' || isAnswered) writeStage(draft, theirs);
  else if (before) hold(draft, 'status', before.reason, before.until);
}

/** Accept or Decline on the card. True when the answer decides the status this time. */
function planWish(draft: Draft, theirs: DealStatus): boolean {
  const { fields } = draft.input.record;
  const wish = fields['Referral_Response__c'];
  if (wish !== 'Accept' && wish !== 'Decline') return false;
  const wanted: DealStatus = wish === 'Accept' ? 'accepted' : 'declined';
  if (theirs === 'pending') {
    const { settings } = draft.input.profile;
    // Switched off: the answer waits on the record.
    if (!settings.active || !settings.share) return false;
    draft.toPartnerCenter.set('status', wanted);
    if (wanted === 'declined') draft.statusReason = reasonOf(draft);
    return true;
  }
  draft.clear['Referral_Response__c'] = null;
  if (wanted === 'declined' && fields['Referral_Response_Reason__c'] !== undefined) {
    draft.clear['Referral_Response_Reason__c'] = null;
  }
  if (theirs !== wanted) {
    draft.wishRefused = `${wish} came too late: Partner Center says ${theirs} already`;
    audit(draft, {
      action: 'refused',
      side: 'partnerCenter',
      field: 'status',
      before: theirs,
      after: wanted,
      reason: draft.wishRefused,
    });
    return false;
  }
  // Done at Partner Center; the stage follows the answer, unless the deal has gone further by now.
  const ours = draft.shown.salesforce.status as DealStatus | null;
  if (ours === null || equalAcross(theirs, ours) || isFinal(ours)) return false;
  tellMovedStage(draft, theirs, ours);
  advanceBase(draft, 'status', viewsOf(draft, 'status'));
  writeStage(draft, theirs);
  draft.followsAnswer = true;
  return true;
}

/** The answer counts more than a stage that was moved beside it, which stays in the trail. */
function tellMovedStage(draft: Draft, theirs: DealStatus, ours: DealStatus): void {
  const base = baseOf(draft, 'status').salesforce;
  if (base === undefined || sameOnOneSide(base, ours)) return;
  audit(draft, {
    action: 'conflict',
    side: 'partnerCenter',
    field: 'status',
    before: ours,
    after: theirs,
    reason: 'chosen',
  });
}

const isLead = ({ input }: Draft): boolean => input.record.object === 'Lead';

function writeStage(draft: Draft, theirs: DealStatus): void {
  if (isLead(draft)) return advanceBase(draft, 'status', viewsOf(draft, 'status'));
  const stuck = stuckReason(draft, 'status');
  if (stuck) return holdBlocked(draft, 'status', stuck);
  const { settings } = draft.input.profile;
  if (!settings.active || !settings.receive) return hold(draft, 'status', 'direction');
  draft.toSalesforce.set('status', theirs);
}

function sendStatus(draft: Draft, theirs: DealStatus, ours: DealStatus): void {
  const { settings } = draft.input.profile;
  const step = nextStep(theirs, ours);
  const stuck = stuckReason(draft, 'status');
  if (stuck) return holdBlocked(draft, 'status', stuck);
  if (!settings.active || !settings.share) return hold(draft, 'status', 'direction');
  if (!step) return hold(draft, 'status', 'not-transition');
  const sendsAt = sendsAtMillis(draft);
  if (draft.input.now < sendsAt) {
    return hold(draft, 'status', 'undo', new Date(sendsAt).toISOString());
  }
  const isAsking = Object.values(draft.held).some((move) => move?.reason === 'ask');
  if (isFinal(step) && isAsking) return hold(draft, 'status', 'open-question');
  draft.toPartnerCenter.set('status', step);
  if (step === 'lost' || step === 'declined') draft.statusReason = reasonOf(draft);
}

/** The deadline of the record; where its trigger did not run, the undo window counted from first sight. */
function sendsAtMillis(draft: Draft): number {
  const { input } = draft;
  const onRecord = input.record.fields['Co_Sell_Close_Sends_At__c'];
  if (typeof onRecord === 'string' && onRecord !== '') return millisOf(onRecord);
  const held = input.pair.held.status;
  const waiting = held && isSameMove(held, viewsOf(draft, 'status')) ? held : undefined;
  // The window was over before it began to wait for an answer.
  if (waiting?.reason === 'open-question') return input.now;
  const since = waiting?.reason === 'undo' ? Date.parse(waiting.since) : input.now;
  return since + input.profile.settings.undoWindowMinutes * 60_000;
}

function reasonOf({ input }: Draft): string {
  const mapped = input.mapping.fields.get('statusReason')?.field;
  const candidates: (Json | undefined)[] = [
    input.record.fields['Referral_Response_Reason__c'],
    mapped === undefined ? undefined : input.record.fields[mapped],
  ];
  const reason = candidates.find((value) => typeof value === 'string' && value !== '');
  return typeof reason === 'string' ? reason : 'Others';
}
