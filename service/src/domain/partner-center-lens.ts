/**
 * The lens between a referral and canonical fields. `read` never fails on unknown properties, `patch`
 * names only published paths, and arrays are written whole, starting from the array just read.
 */
import {
  definitionOf,
  isSolutionField,
  roundMoney,
  solutionField,
  solutionFields,
  solutionsOf,
} from './canonical.ts';
import { statusOf, wireOf } from './lifecycle.ts';
import type {
  DealStatus,
  Json,
  JsonObject,
  Member,
  PatchOperation,
  ReferralDocument,
  ScalarField,
  Shown,
  Solution,
  Writes,
} from './values.ts';
import { millisOf } from './versions.ts';

type PathLens = {
  path: string;
  read(raw: Json): Json;
  write(value: Json): Json;
};

export const SOLUTIONS_PATH = '/details/requirements/solutions';

const LENSES: Record<Exclude<ScalarField, 'status'>, PathLens> = {
  dealValue: { path: '/details/dealValue', read: asNumber, write: roundMoney },
  currency: { path: '/details/currency', read: asUpper, write: (value) => value },
  closingDate: {
    path: '/details/closingDateTime',
    read: utcDate,
    write: (value) => (typeof value === 'string' ? `${value}T00:00:00Z` : null),
  },
  notes: { path: '/details/notes', read: asTextOrNull, write: (value) => value },
  visibility: {
    path: '/consent/consentToShareReferralWithMicrosoftSellers',
    read: (raw) => raw === true || raw === 'true',
    write: (value) => value === true,
  },
};

/** Canonical values a referral shows. */
export function readReferral(referral: JsonObject): Shown {
  const shown: Shown = solutionFields(readSolutions(valueAt(referral, SOLUTIONS_PATH)));
  for (const [field, lens] of Object.entries(LENSES)) {
    shown[field as ScalarField] = lens.read(valueAt(referral, lens.path) ?? null);
  }
  shown.status = readStatus(referral) ?? null;
  return shown;
}

export function readStatus(referral: JsonObject): DealStatus | undefined {
  return statusOf({ status: referral['status'], substatus: referral['substatus'] });
}

/** Operations that make the referral show these values; none for a value it shows already. */
export function patchReferral(
  referral: ReferralDocument,
  values: Writes,
  statusReason: string | null = null,
): PatchOperation[] {
  const shown = readReferral(referral);
  const operations: PatchOperation[] = [];
  const replace = (path: string, value: Json) => operations.push({ op: 'replace', path, value });
  const wanted: Shown = { ...shown };
  let solutionsDiffer = false;
  for (const [field, value] of values) {
    if (definitionOf(field).equalAcross(shown[field] ?? null, value)) continue;
    if (isSolutionField(field)) {
      wanted[field] = value;
      solutionsDiffer = true;
    } else if (field === 'status') {
      const wire = wireOf(value as DealStatus);
      replace('/status', wire.status);
      replace('/substatus', wire.substatus);
      if (statusReason) replace('/statusReason', statusReason);
    } else {
      const lens = LENSES[field];
      replace(lens.path, lens.write(value));
    }
  }
  if (solutionsDiffer) {
    const raw = valueAt(referral, SOLUTIONS_PATH) ?? null;
    replace(SOLUTIONS_PATH, writeSolutions(solutionsOf(wanted), raw));
  }
  return operations;
}

/** The document with the operations carried out, for an answer that came without one. */
export function applyOperations(
  referral: ReferralDocument,
  operations: PatchOperation[],
): ReferralDocument {
  const copy = structuredClone(referral);
  for (const { path, value } of operations) {
    const keys = path.slice(1).split('/');
    const last = keys.pop();
    let target: JsonObject = copy;
    for (const key of keys) {
      const next = target[key];
      target = isObject(next) ? next : ((target[key] = {}) as JsonObject);
    }
    if (last !== undefined) target[last] = value;
  }
  return copy;
}

/** Value at a JSON pointer of plain property names; undefined when a step is missing. */
export function valueAt(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path.slice(1).split('/')) {
    if (!isObject(value)) return undefined;
    value = value[key];
  }
  return value;
}

export function readMembers(raw: Json | undefined): Member[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isObject).map((member) => ({
    firstName: asTextOrNull(member['firstName'] ?? null),
    lastName: asTextOrNull(member['lastName'] ?? null),
    phoneNumber: asTextOrNull(member['phoneNumber'] ?? null),
    email: asTextOrNull(member['email'] ?? null),
  }));
}

function readSolutions(raw: Json | undefined): Solution[] {
  if (!Array.isArray(raw)) return [];
  const byId = new Map<string, Solution>();
  for (const member of raw.filter(isObject)) {
    const id = member['id'];
    if (typeof id !== 'string' || id === '' || byId.has(id)) continue;
    byId.set(id, {
      id,
      name: asTextOrNull(member['name'] ?? null),
      quantity: asNumber(member['quantity'] ?? null),
      price: asNumber(member['price'] ?? null),
      currency: asUpper(member['currency'] ?? null),
    });
  }
  return [...byId.values()];
}

/**
 * Keeps members and properties nobody mapped verbatim; changes only what differs. Of several members with one id
 * only the first was read, so only that one is changed.
 */
function writeSolutions(wanted: Solution[], raw: Json): Json {
  const members = Array.isArray(raw) ? raw : [];
  const byId = new Map(wanted.map((solution) => [solution.id, solution]));
  const left = new Map(byId);
  const kept: Json[] = [];
  for (const member of members) {
    const id = isObject(member) ? member['id'] : undefined;
    if (!isObject(member) || typeof id !== 'string' || id === '') {
      kept.push(member);
      continue;
    }
    const solution = byId.get(id);
    if (solution) kept.push(left.delete(id) ? withAmounts(member, solution) : member);
  }
  const added = [...left.values()].map((solution) => ({
    id: solution.id,
    name: solution.name,
    type: 'Name',
    ...amounts(solution),
  }));
  return [...kept, ...added];
}

function withAmounts(member: JsonObject, solution: Solution): JsonObject {
  const [shown] = readSolutions([member]);
  const { equalAcross } = definitionOf(solutionField(solution.id));
  return equalAcross(shown ?? null, solution) ? member : { ...member, ...amounts(solution) };
}

function amounts({ quantity, price, currency }: Solution): JsonObject {
  return { quantity, price, currency };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The API takes and may send numbers as strings. */
function asNumber(raw: Json): number | null {
  if (typeof raw === 'string' && raw.trim() !== '') raw = Number(raw);
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : null;
}

function asTextOrNull(raw: Json): string | null {
  return typeof raw === 'string' && raw !== '' ? raw : null;
}

function asUpper(raw: Json): string | null {
  return asTextOrNull(raw)?.toUpperCase() ?? null;
}

/** Deal dates are UTC midnights, with or without saying so; a time of day on them means nothing to a CloseDate. */
function utcDate(raw: Json): string | null {
  const text = asTextOrNull(raw);
  if (text === null) return null;
  const millis = millisOf(text);
  return Number.isNaN(millis) ? null : new Date(millis).toISOString().slice(0, 10);
}
