/**
 * Partner Center as a person and a PATCH see it: its own JSON patch, its own table of moves, its own habits with
 * values. It knows nothing of canonical fields.
 */
import type {
  Json,
  JsonObject,
  PatchOperation,
  ReferralDocument,
} from '../../../service/src/domain/values.ts';

/** What a service may do with values without being asked. */
export type PartnerCenterHabits = {
  /** Sends numbers back as text. */
  numbersAsText: boolean;
  trimsText: boolean;
  /** Line breaks as browsers send them. */
  breaks: '\n' | '\r\n';
  /** How midnight is written: `Z`, seven fraction digits, an offset, no zone at all. */
  midnight: 'Z' | '.0000000Z' | '+00:00' | '';
};

export const PLAIN_PARTNER_CENTER: PartnerCenterHabits = {
  numbersAsText: false,
  trimsText: false,
  breaks: '\n',
  midnight: 'Z',
};

const PATHS = new Set([
  '/details/dealValue',
  '/details/currency',
  '/details/closingDateTime',
  '/details/notes',
  '/details/requirements/solutions',
  '/consent/consentToShareReferralWithMicrosoftSellers',
  '/status',
  '/substatus',
  '/statusReason',
  '/externalReferenceId',
  '/customerProfile/team',
  '/team',
]);

const MOVES: Record<string, string[]> = {
  'New/Pending': ['Active/Accepted', 'Closed/Declined', 'Closed/Expired'],
  'New/Received': ['Active/Accepted', 'Closed/Declined', 'Closed/Expired'],
  'Active/Accepted': ['Closed/Won', 'Closed/Lost'],
};

export class RefusedPatch extends Error {
  override readonly name = 'RefusedPatch';
}

/** The document after a PATCH. @throws RefusedPatch for what the service would refuse. */
export function carryOut(
  document: ReferralDocument,
  operations: PatchOperation[],
  habits: PartnerCenterHabits,
): ReferralDocument {
  const from = `${document.status}/${document.substatus}`;
  if (document.status === 'Closed') throw new RefusedPatch(`${from} is final`);
  if (operations.length === 0) throw new RefusedPatch('nothing to patch');
  const paths = operations.map(({ path }) => path);
  if (new Set(paths).size !== paths.length) throw new RefusedPatch('a path twice');
  for (const { path, value } of operations)
    if (/team$/.test(path) && Array.isArray(value) && value.length > 50)
      throw new RefusedPatch(`${path} has more than 50`);
  const next = structuredClone(document);
  for (const { op, path, value } of operations) {
    if (op !== 'replace') throw new RefusedPatch(`${op} is not asked for`);
    if (!PATHS.has(path)) throw new RefusedPatch(`${path} is not published`);
    put(next, path.slice(1).split('/'), kept(path, value, habits));
  }
  const to = `${next.status}/${next.substatus}`;
  if (to !== from && !MOVES[from]?.includes(to)) throw new RefusedPatch(`${from} to ${to}`);
  return stamped(next);
}

/** A new eTag and a later version, as after every change. */
export function stamped(document: ReferralDocument): ReferralDocument {
  const count = Number(/\d+/.exec(document.eTag)?.[0] ?? 0) + 1;
  const seconds = String(count % 60).padStart(2, '0');
  const minutes = String(Math.floor(count / 60) % 60).padStart(2, '0');
  const hours = String(10 + (Math.floor(count / 3600) % 10)).padStart(2, '0');
  return {
    ...document,
    eTag: `"${count}"`,
    updatedDateTime: `2026-03-08T${hours}:${minutes}:${seconds}.1234567Z`,
  };
}

/** Sets a value at a pointer of property names. */
export function put(document: JsonObject, keys: string[], value: Json): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    document[key] = value;
    return;
  }
  const inner = document[key];
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
    throw new RefusedPatch(`no object at ${key}`);
  put(inner, rest, value);
}

function kept(path: string, value: Json, habits: PartnerCenterHabits): Json {
  if (path === '/details/dealValue' && typeof value === 'number' && habits.numbersAsText)
    return String(value);
  if (path === '/details/closingDateTime' && typeof value === 'string')
    return value.replace('T00:00:00Z', `T00:00:00${habits.midnight}`);
  return path === '/details/notes' ? toWire(value, habits) : value;
}

/** A text as the service keeps it. */
export function toWire(value: Json, habits: PartnerCenterHabits): Json {
  if (typeof value !== 'string') return value;
  const text = value.replaceAll(/\r\n|\r|\n/g, habits.breaks);
  return habits.trimsText ? text.trim() : text;
}
