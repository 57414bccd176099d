/** `Co_Sell_Conflict_Choices__c`: what a seller chose, tied to the two values that were shown. */
import { fingerprint } from './hash.ts';
import type { Views } from './merge.ts';
import type { HeldMove } from './pair.ts';
import type { Json, MergedField, Side } from './values.ts';

export type ConflictChoice = { side: Side; hash: string };

/** Hash of the two values shown; a choice made for other values is asked again. */
export function conflictHash(held: Pick<HeldMove, 'partnerCenter' | 'salesforce'>): string {
  return fingerprint([held.partnerCenter, held.salesforce]).slice(0, 12);
}

/** `{"dealValue":"salesforce@<hash>"}`; anything else counts as no choice. */
export function readChoices(raw: Json | undefined): Record<string, ConflictChoice> {
  const choices: Record<string, ConflictChoice> = {};
  for (const [field, choice] of Object.entries(parseObject(raw))) {
    const match = /^(salesforce|partnerCenter)@([0-9a-f]{12})$/.exec(String(choice));
    if (match) choices[field] = { side: match[1] as Side, hash: match[2] ?? '' };
  }
  return choices;
}

/** The side a seller chose, if the field is asked about and the choice was made for exactly the values shown now. */
export function chosenSide(
  raw: Json | undefined,
  question: { field: MergedField; held: HeldMove | undefined; views: Views },
): Side | undefined {
  if (question.held?.reason !== 'ask') return undefined;
  const choice = readChoices(raw)[question.field];
  return choice?.hash === conflictHash(question.views) ? choice.side : undefined;
}

function parseObject(raw: Json | undefined): object {
  if (typeof raw !== 'string') return {};
  try {
    const parsed: unknown = JSON.parse(raw);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
