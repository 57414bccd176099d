/** What sellers asked for on the record: Accept or Decline, help, a choice between two values. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import type { Deal } from './deals.ts';
import type { Evidence } from './evidence.ts';
import { salesforceName } from './fields.ts';
import type { Value } from './fields.ts';
import { originOf } from './timeline.ts';

export type Wish = {
  value: Value;
  at: number;
  entry: JournalEntry;
  /** The write that took it away; undefined while it stands. */
  cleared: JournalEntry | undefined;
};

const ANSWER = 'Referral_Response__c';
const MEANING: Readonly<Record<string, Value>> = { Accept: 'accepted', Decline: 'lost' };

/** Answers by Accept and Decline, as the status they ask for. */
export function wishesOf(evidence: Evidence, deal: Deal): Wish[] {
  const entries = lifeOf(evidence, deal);
  return entries.flatMap((entry, index) => {
    const value = MEANING[String(entry.after?.[ANSWER])];
    const isNew = entry.after?.[ANSWER] !== entry.before?.[ANSWER];
    if (value === undefined || !isNew || originOf(entry.actor) !== 'person') return [];
    const cleared = entries
      .slice(index + 1)
      .find((later) => later.after?.[ANSWER] !== entry.after?.[ANSWER]);
    return [{ value, at: Date.parse(entry.at), entry, cleared }];
  });
}

/** The record's own history, and before it that of the lead it was converted from. */
function lifeOf({ input, entriesOf }: Evidence, { recordId }: Deal): JournalEntry[] {
  const conversion = input.org.find(({ after }) => after?.ConvertedOpportunityId === recordId);
  return [...(conversion ? entriesOf(conversion.id) : []), ...entriesOf(recordId)];
}

/** Asking for help makes a deal visible to Microsoft. */
export function wasHelpAsked(evidence: Evidence, deal: Deal, until: number): boolean {
  return evidence
    .entriesOf(deal.recordId)
    .some(({ after, at }) => Boolean(after?.How_can_Microsoft_help__c) && Date.parse(at) <= until);
}

/** A person chose on the card which value of this field stays. */
export function wasChosen(
  evidence: Evidence,
  deal: Deal,
  choice: { field: string; since: number; until: number },
): boolean {
  return evidence.entriesOf(deal.recordId).some((entry) => {
    const time = Date.parse(entry.at);
    if (originOf(entry.actor) !== 'person' || time < choice.since || time > choice.until)
      return false;
    const chosen = String(entry.after?.Co_Sell_Conflict_Choices__c ?? '');
    return chosen.includes(choice.field) || chosen.includes(`"${salesforceName(choice.field)}"`);
  });
}
