/** Saves of people, and of their own automation, that the package stopped. */
import type { CheckInput, Finding, RefusedSave } from './verdict.ts';

/** What the package may refuse, and the field that such a save must have set itself. */
const OWN_BUSINESS: Readonly<Record<string, string>> = {
  'rule Opportunity.Co_Sell_Decline_Needs_Reason': 'Referral_Response__c',
  'rule Opportunity.Co_Sell_Visibility_Is_One_Way': 'Referral_Visibility__c',
  // One solution is on a deal once.
  'field Microsoft_Solution__c.Solution_Key__c': 'Solution_Id__c',
};

/** What may stay in the recycle bin: its referral was linked to another record since. */
const OF_UNDELETES = new Set(['field Opportunity.Referral_Identifier__c']);

/** Only where somebody wrote it on a record that was there: a copy brings the one of its original, and has to be saved. */
const OF_EDITS: Readonly<Record<string, string>> = {
  'field Opportunity.Referral_Identifier__c': 'Referral_Identifier__c',
};

export const findBlocked = ({ refusals }: CheckInput): Finding[] =>
  refusals.filter(isBlocked).map(finding);

function isBlocked({ actor, kind, by, id, what, given, statusCode }: RefusedSave): boolean {
  if (actor === 'bridge') return false;
  // Whoever meets the limit: nothing here is near one by itself.
  if (statusCode === 'LimitException') return true;
  if (kind === 'undelete' && OF_UNDELETES.has(what)) return false;
  const guard = OWN_BUSINESS[what] ?? (id === null ? undefined : OF_EDITS[what]);
  return by === 'package' && !(guard !== undefined && given.includes(guard));
}

const finding = ({ at, actor, type, id, what, statusCode, message }: RefusedSave): Finding => ({
  sentence: `${actor} could not save ${type} ${id ?? '(new)'} (${at}): ${what} of the package: ${statusCode} ${message.slice(0, 200)}`,
  ids: id === null ? [] : [id],
  field: null,
  values: [],
  entries: [],
});
