/** Who sees a deal. Visibility only ever grows: whoever shows it first wins, and nothing takes it back. */
import type { Draft } from './draft.ts';
import { isFinal } from './lifecycle.ts';
import type { FieldMerge, Views } from './merge.ts';
import { preflight } from './preflight.ts';
import { invitationShown } from './share.ts';
import type { DealStatus, Json } from './values.ts';

/** Asking Microsoft for help shows the deal to Microsoft, whatever the picklist says; but see below. */
export function mergeVisibility(
  draft: Draft,
  views: Views,
  baseSalesforce: Json | undefined,
): FieldMerge {
  if (asksForHelp(draft) && views.partnerCenter !== true && !waitsForInvitation(draft)) {
    return { kind: 'moved', by: 'salesforce', value: true };
  }
  if (views.partnerCenter === views.salesforce) return { kind: 'agreed' };
  if (views.salesforce === true) return { kind: 'moved', by: 'salesforce', value: true };
  return baseSalesforce === true
    ? { kind: 'moved', by: 'salesforce', value: false }
    : { kind: 'moved', by: 'partnerCenter', value: true };
}

/**
 * Nothing is disclosed for the sake of an invitation that cannot go yet: it cannot be taken back, and the seller may
 * still think better of it. The card sets the picklist together with the help, so that waits as well.
 */
export function waitsForInvitation(draft: Draft): boolean {
  if (!asksForHelp(draft)) return false;
  const { record, referral, mapping, profile, now } = draft.input;
  const told = invitationShown(draft.shown.salesforce, referral);
  return !preflight(record, told, { mapping, settings: profile.settings, now }).ready;
}

/** Of Microsoft, with a deal of ours that is not over there. */
function asksForHelp({ shown, isInbound }: Draft): boolean {
  const isOver = isFinal((shown.partnerCenter.status ?? undefined) as DealStatus | undefined);
  return Boolean(shown.salesforce.help) && !isInbound && !isOver;
}
