/**
 * The canonical fields: their type, when two values are equal, and how they are written in one form.
 *
 * `sameOnOneSide` compares a side with its own base: any difference is a move. `equalAcross` compares the two
 * sides and tolerates what a side is declared to do with a value (scale, trimming, length), so that a lossy
 * side never starts a ping-pong.
 */
import { cut } from './cut.ts';
import { isPersonField } from './people.ts';
import type {
  DealStatus,
  Json,
  MemberField,
  MergedField,
  ScalarField,
  Shown,
  Side,
  Solution,
  SolutionField,
} from './values.ts';

export type Rule = Side | 'ask';

export type FieldDefinition = {
  /** Rule when both sides moved apart and no mapping row says otherwise. */
  rule: Rule;
  isBlank(value: Json): boolean;
  sameOnOneSide(a: Json, b: Json): boolean;
  equalAcross(a: Json, b: Json): boolean;
};

/** Length of the long text fields of the package; longer text of Partner Center is cut there. */
export const NOTES_LENGTH = 32_768;
const MONEY_SCALE = 2;

/** In the order they are planned: an amount depends on what becomes of its currency. */
export const SCALAR_FIELDS: Record<ScalarField, FieldDefinition> = {
  currency: scalar('salesforce', (a, b) => asText(a).toUpperCase() === asText(b).toUpperCase()),
  dealValue: scalar('salesforce', (a, b) => roundMoney(a) === roundMoney(b)),
  closingDate: scalar('salesforce', (a, b) => a === b),
  notes: scalar('ask', (a, b) => plainText(a) === plainText(b)),
  attachedNotes: scalar('salesforce', (a, b) => plainText(a) === plainText(b)),
  // An unset picklist and "Private" both mean: not visible.
  visibility: scalar('salesforce', (a, b) => (a === true) === (b === true)),
  status: scalar('ask', (a, b) => statusGroup(a) === statusGroup(b)),
};

const SOLUTION: FieldDefinition = {
  rule: 'salesforce',
  isBlank: (value) => value === null,
  sameOnOneSide: equalSolution,
  equalAcross: equalSolution,
};

const isThere = (value: Json) => value !== null;
/** There or not: how a person is called is each side's own. */
const PERSON: FieldDefinition = {
  rule: 'salesforce',
  isBlank: (value) => !isThere(value),
  sameOnOneSide: (a, b) => isThere(a) === isThere(b),
  equalAcross: (a, b) => isThere(a) === isThere(b),
};

export function definitionOf(field: MergedField): FieldDefinition {
  if (isPersonField(field)) return PERSON;
  return isSolutionField(field) ? SOLUTION : SCALAR_FIELDS[field];
}

export const isScalarField = (field: string): field is ScalarField =>
  Object.hasOwn(SCALAR_FIELDS, field);

/** Members of a set: absent means that the deal does not have them. */
export const isMemberField = (field: MergedField): field is MemberField =>
  isSolutionField(field) || isPersonField(field);

const PREFIX = 'solutions:';
export const solutionField = (id: string): SolutionField => `${PREFIX}${id}`;
export const isSolutionField = (field: string): field is SolutionField => field.startsWith(PREFIX);
export const solutionId = (field: SolutionField): string => field.slice(PREFIX.length);

/** The solutions a side shows. */
export function solutionsOf(shown: Shown): Solution[] {
  return Object.entries(shown)
    .filter(([field, value]) => isSolutionField(field) && value !== null && value !== undefined)
    .map(([, value]) => value as unknown as Solution);
}

/** Solutions as fields of their own. */
export function solutionFields(solutions: Solution[]): Shown {
  return Object.fromEntries(solutions.map((solution) => [solutionField(solution.id), solution]));
}

function scalar(rule: Rule, equalAcross: (a: Json, b: Json) => boolean): FieldDefinition {
  return {
    rule,
    isBlank: (value) => value === null || value === '',
    sameOnOneSide: (a, b) => (a === '' ? null : a) === (b === '' ? null : b),
    equalAcross: (a, b) => {
      const blankA = a === null || a === '';
      const blankB = b === null || b === '';
      return blankA && blankB ? true : equalAcross(a, b);
    },
  };
}

/** Half up at two decimals, as Salesforce stores currency(16,2); null stays null. */
export function roundMoney(value: Json): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const sign = value < 0 ? -1 : 1;
  const scaled = Math.abs(value) * 10 ** MONEY_SCALE;
  return (sign * Math.round(scaled + scaled * Number.EPSILON)) / 10 ** MONEY_SCALE;
}

/** Text as both sides keep it: one kind of line break, no outer white space, not longer than the field. */
export function plainText(value: Json): string {
  const text = asText(value).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  return cut(text, NOTES_LENGTH).trim();
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : '';
}

const GROUP_OF: Record<DealStatus, string> = {
  pending: 'pending',
  accepted: 'accepted',
  won: 'won',
  lost: 'lost',
  declined: 'lost',
  expired: 'lost',
};

/** Salesforce knows one way to lose; Partner Center has three words for it. */
function statusGroup(value: Json): string | null {
  return typeof value === 'string' && Object.hasOwn(GROUP_OF, value)
    ? GROUP_OF[value as DealStatus]
    : null;
}

/** Same quantity, price and currency; the name is decoration that each side writes its own way. */
function equalSolution(left: Json, right: Json): boolean {
  const a = left as Solution | null;
  const b = right as Solution | null;
  if (a === null || b === null) return a === b;
  return (
    a.id === b.id &&
    roundMoney(a.quantity) === roundMoney(b.quantity) &&
    roundMoney(a.price) === roundMoney(b.price) &&
    (a.currency ?? '').toUpperCase() === (b.currency ?? '').toUpperCase()
  );
}
