/**
 * The checker's own mapping, written from the specification: which property of a referral means the same as which
 * field of an Opportunity, and when two values are equal. Shares nothing with the bridge.
 */
import type { Row } from './verdict.ts';

export type Side = 'salesforce' | 'partnerCenter';
/** Empty is null: '' , blanks, an absent solution, visibility that was never granted is false. */
export type Value = string | number | boolean | null;
/** `dealValue`, `closingDate`, `notes`, `visibility`, `status`, `solutions:<id>`. */
export type Values = Map<string, Value>;

type Kind = { read(raw: unknown): Value; equal(a: Value, b: Value): boolean };

const isEmpty = (raw: unknown) => raw === null || raw === undefined || raw === '';
const strictly = (a: Value, b: Value) => a === b;

const MONEY: Kind = {
  read: (raw) => (isEmpty(raw) ? null : Number(raw)),
  // Equal at two decimals, whichever way a half was rounded.
  equal: (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 0.005 + 1e-9 : a === b,
};
const LONGEST_TEXT = 32_768;
const TEXT: Kind = {
  read: (raw) =>
    isEmpty(raw)
      ? null
      : String(raw).replaceAll(/\r\n?/g, '\n').trim().slice(0, LONGEST_TEXT).trim() || null,
  equal: strictly,
};
/** Salesforce notes shared by their title stand below a line of their own; only what is above it is the field's. */
const NOTES: Kind = {
  read: (raw) => TEXT.read(isEmpty(raw) ? raw : String(raw).split('--- Salesforce notes ---')[0]),
  equal: strictly,
};
const DATE: Kind = { read: utcDate, equal: strictly };
const VISIBILITY: Kind = {
  read: (raw) => raw === true || raw === 'true' || raw === 'Visible to Microsoft',
  equal: strictly,
};
const STATUS: Kind = { read: statusWord, equal: strictly };
const SOLUTION: Kind = { read: solutionTerms, equal: strictly };

const MAPPED = [
  { field: 'dealValue', salesforce: 'Amount', path: ['details', 'dealValue'], kind: MONEY },
  {
    field: 'closingDate',
    salesforce: 'CloseDate',
    path: ['details', 'closingDateTime'],
    kind: DATE,
  },
  { field: 'notes', salesforce: 'Co_Sell_Notes__c', path: ['details', 'notes'], kind: NOTES },
  {
    field: 'visibility',
    salesforce: 'Referral_Visibility__c',
    path: ['consent', 'consentToShareReferralWithMicrosoftSellers'],
    kind: VISIBILITY,
  },
] as const;

export const solutionField = (id: unknown): string => `solutions:${String(id)}`;
export const isSolution = (field: string): boolean => field.startsWith('solutions:');

/** Name of the field in Salesforce, as people and audit entries may also call it. */
export const salesforceName = (field: string): string =>
  MAPPED.find((one) => one.field === field)?.salesforce ??
  (field === 'status' ? 'StageName' : 'Microsoft_Solution__c');

export function isSame(field: string, a: Value, b: Value): boolean {
  return kindOf(field).equal(a, b);
}

/** A value as it stands in an audit entry or a conflict tile, where it may be text or JSON. */
export function readShown(field: string, raw: unknown): Value {
  return kindOf(field).read(isSolution(field) ? parsed(raw) : raw);
}

export function readRecord(row: Row, options: { isInbound: boolean; onHoldStage: string }): Values {
  const values: Values = new Map();
  for (const { field, salesforce, kind } of MAPPED) values.set(field, kind.read(row[salesforce]));
  return values.set('status', meaningOfStage(row, options));
}

export function readReferral(referral: Row): Values {
  const values: Values = new Map();
  for (const { field, path, kind } of MAPPED) values.set(field, kind.read(at(referral, path)));
  values.set('status', statusWord(`${String(referral.status)}/${String(referral.substatus)}`));
  const solutions = at(referral, ['details', 'requirements', 'solutions']);
  for (const one of Array.isArray(solutions) ? (solutions as Row[]) : []) {
    values.set(solutionField(one.id), solutionTerms(one));
  }
  return values;
}

/** Quantity, price and currency of a row of `Microsoft_Solution__c`. */
export const readSolutionRow = (row: Row): Value =>
  solutionTerms({
    quantity: row.Quantity__c,
    price: row.Price__c,
    currency: row.Currency_Code__c,
  });

/** The on-hold stage means "not answered" only on a deal that came from Partner Center unanswered. */
function meaningOfStage(
  row: Row,
  { isInbound, onHoldStage }: { isInbound: boolean; onHoldStage: string },
) {
  if (row.IsClosed === true) return row.IsWon === true ? 'won' : 'lost';
  return isInbound && row.StageName === onHoldStage ? 'pending' : 'accepted';
}

/** Lost, Declined and Expired are one word: a stage knows only closed without winning. */
const STATUS_WORDS: Readonly<Record<string, string>> = {
  pending: 'pending',
  received: 'pending',
  new: 'pending',
  accepted: 'accepted',
  active: 'accepted',
  won: 'won',
  lost: 'lost',
  declined: 'lost',
  expired: 'lost',
};

function statusWord(raw: unknown): Value {
  const last = isEmpty(raw) ? '' : (String(raw).split('/').at(-1) ?? '');
  return STATUS_WORDS[last.trim().toLowerCase()] ?? null;
}

function utcDate(raw: unknown): Value {
  if (isEmpty(raw)) return null;
  const text = String(raw);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1').replace(/\+0000$/, 'Z'));
  return Number.isNaN(time) ? text : new Date(time).toISOString().slice(0, 10);
}

function solutionTerms(raw: unknown): Value {
  if (typeof raw !== 'object' || raw === null) return null;
  const { quantity, price, currency } = raw as Row;
  const number = (one: unknown) => (isEmpty(one) ? null : Math.round(Number(one) * 100) / 100);
  return JSON.stringify([number(quantity), number(price), TEXT.read(currency)]);
}

function kindOf(field: string): Kind {
  if (isSolution(field)) return SOLUTION;
  return MAPPED.find((one) => one.field === field)?.kind ?? STATUS;
}

function at(document: Row, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? (value as Row)[name] : null),
    document,
  );
}

function parsed(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
