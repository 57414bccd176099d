/** The three-way merge of one field, with a base per side. */
import { definitionOf, type Rule } from './canonical.ts';
import type { Json, MergedField, Side } from './values.ts';

export type FieldMerge =
  | { kind: 'unchanged' }
  /** Both sides say the same; only the base moves. */
  | { kind: 'agreed' }
  | { kind: 'moved'; by: Side; value: Json }
  | { kind: 'conflict'; kept: Side; value: Json; loser: Json }
  /** Nobody may decide but a person. */
  | { kind: 'ask' };

export type Views = { partnerCenter: Json; salesforce: Json };
export type FieldBase = { partnerCenter: Json | undefined; salesforce: Json | undefined };

/**
 * Merges what both sides show against what each side last showed. Undefined base: first contact, or a question that it
 * left (`isAsked`), which whoever empties one of the two fields does not answer.
 */
export function mergeField(
  field: MergedField,
  base: FieldBase,
  read: Views,
  { rule, isAsked }: { rule: Rule; isAsked: boolean },
): FieldMerge {
  const { sameOnOneSide, equalAcross } = definitionOf(field);
  if (base.partnerCenter === undefined || base.salesforce === undefined) {
    return firstContact(field, read, isAsked);
  }
  const partnerCenterMoved = !sameOnOneSide(base.partnerCenter, read.partnerCenter);
  const salesforceMoved = !sameOnOneSide(base.salesforce, read.salesforce);
  if (!partnerCenterMoved && !salesforceMoved) return { kind: 'unchanged' };
  if (equalAcross(read.partnerCenter, read.salesforce)) return { kind: 'agreed' };
  if (!salesforceMoved) return { kind: 'moved', by: 'partnerCenter', value: read.partnerCenter };
  if (!partnerCenterMoved) return { kind: 'moved', by: 'salesforce', value: read.salesforce };
  return decide(read, rule);
}

/** Without a base equal values agree, a blank is filled, and anything else is a person's decision. */
function firstContact(field: MergedField, read: Views, isAsked: boolean): FieldMerge {
  const { equalAcross, isBlank } = definitionOf(field);
  if (equalAcross(read.partnerCenter, read.salesforce)) return { kind: 'agreed' };
  if (isAsked) return { kind: 'ask' };
  if (isBlank(read.salesforce)) {
    return { kind: 'moved', by: 'partnerCenter', value: read.partnerCenter };
  }
  if (isBlank(read.partnerCenter)) {
    return { kind: 'moved', by: 'salesforce', value: read.salesforce };
  }
  return { kind: 'ask' };
}

function decide(read: Views, rule: Rule): FieldMerge {
  if (rule === 'ask') return { kind: 'ask' };
  const loserSide: Side = rule === 'salesforce' ? 'partnerCenter' : 'salesforce';
  return { kind: 'conflict', kept: rule, value: read[rule], loser: read[loserSide] };
}
