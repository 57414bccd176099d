/**
 * The lens between a referral and canonical fields. `read` never fails on unknown properties, `patch`
 * names only published paths, and arrays are written whole, starting from the array just read.
 */
import { joinNotes, splitNotes } from './attached-notes.ts';
import {
  definitionOf,
  isSolutionField,
  roundMoney,
  solutionField,
  solutionFields,
  solutionsOf,
} from './canonical.ts';
import { asText, isObject, valueAt } from './json.ts';
import { statusOf, wireOf } from './lifecycle.ts';
import {
  emailOf,
  isPersonField,
  PEOPLE_PATHS,
  peopleFields,
  PERSON_SETS,
  readMembers,
  setOf,
  writeMembers,
} from './people.ts';
import type {
  DealStatus,
  Json,
  JsonObject,
  Member,
  PatchOperation,
  PersonField,
  PersonSet,
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

const NOTES_PATH = '/details/notes';
/** Two fields in one text. */
const NOTES = ['notes', 'attachedNotes'] as const;
type NotesField = (typeof NOTES)[number];
const isNotes = (field: string): field is NotesField => NOTES.some((one) => one === field);

const LENSES: Record<Exclude<ScalarField, 'status' | NotesField>, PathLens> = {
  dealValue: { path: '/details/dealValue', read: asNumber, write: roundMoney },
  currency: { path: '/details/currency', read: asUpper, write: (value) => value },
  closingDate: {
    path: '/details/closingDateTime',
    read: utcDate,
    write: (value) => (typeof value === 'string' ? `${value}T00:00:00Z` : null),
  },
  visibility: {
    path: '/consent/consentToShareReferralWithMicrosoftSellers',
    read: (raw) => raw === true || raw === 'true',
    write: (value) => value === true,
  },
};

/** Canonical values a referral shows. */
export function readReferral(referral: JsonObject): Shown {
  const shown: Shown = solutionFields(readSolutions(valueAt(referral, SOLUTIONS_PATH)));
  for (const set of PERSON_SETS) {
    Object.assign(shown, peopleFields(set, readMembers(valueAt(referral, PEOPLE_PATHS[set]))));
  }
  for (const [field, lens] of Object.entries(LENSES)) {
    shown[field as ScalarField] = lens.read(valueAt(referral, lens.path) ?? null);
  }
  Object.assign(shown, splitNotes(valueAt(referral, NOTES_PATH) ?? null));
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
  let notesDiffer = false;
  const people: [PersonField, Json][] = [];
  for (const [field, value] of values) {
    if (definitionOf(field).equalAcross(shown[field] ?? null, value)) continue;
    if (isSolutionField(field)) {
      wanted[field] = value;
      solutionsDiffer = true;
    } else if (isNotes(field)) {
      wanted[field] = value;
      notesDiffer = true;
    } else if (isPersonField(field)) {
      people.push([field, value]);
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
  if (notesDiffer) replace(NOTES_PATH, joinNotes(wanted.notes, wanted.attachedNotes));
  if (solutionsDiffer) {
    const raw = valueAt(referral, SOLUTIONS_PATH) ?? null;
    replace(SOLUTIONS_PATH, writeSolutions(solutionsOf(wanted), raw));
  }
  for (const set of PERSON_SETS) {
    const some = people.filter(([field]) => setOf(field) === set);
    if (some.length > 0) replace(PEOPLE_PATHS[set], peopleAfter(referral, set, some));
  }
  return operations;
}

function peopleAfter(
  referral: ReferralDocument,
  set: PersonSet,
  changes: [PersonField, Json][],
): Json[] {
  const gone = changes.flatMap(([field, value]) => (value === null ? [emailOf(field)] : []));
  const come = changes.flatMap(([, value]) => (value === null ? [] : [value as Member]));
  return writeMembers(valueAt(referral, PEOPLE_PATHS[set]), { gone: new Set(gone), come });
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

function readSolutions(raw: Json | undefined): Solution[] {
  if (!Array.isArray(raw)) return [];
  const byId = new Map<string, Solution>();
  for (const member of raw.filter(isObject)) {
    const id = member['id'];
    if (typeof id !== 'string' || id === '' || byId.has(id)) continue;
    byId.set(id, {
      id,
      name: asText(member['name']),
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

/** The API takes and may send numbers as strings. */
function asNumber(raw: Json): number | null {
  if (typeof raw === 'string' && raw.trim() !== '') raw = Number(raw);
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : null;
}

function asUpper(raw: Json): string | null {
  return asText(raw)?.toUpperCase() ?? null;
}

/** Deal dates are UTC midnights, with or without saying so; a time of day on them means nothing to a CloseDate. */
function utcDate(raw: Json): string | null {
  const text = asText(raw);
  if (text === null) return null;
  const millis = millisOf(text);
  return Number.isNaN(millis) ? null : new Date(millis).toISOString().slice(0, 10);
}
