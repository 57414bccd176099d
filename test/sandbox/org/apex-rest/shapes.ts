/** Body of `POST /services/apexrest/cosell/v1/changes`, as package.md section 3 has it, checked by hand. */
import { OrgError } from '../errors.ts';
import type { Input } from '../save/coerce.ts';

export type SolutionInput = {
  id: string;
  name?: string | null;
  quantity?: number | null;
  price?: number | null;
  currency?: string | null;
};
export type AuditInput = { entryKey: string; [key: string]: unknown };
export type UpdateInput = {
  key: string;
  object: 'Opportunity' | 'Lead';
  id: string;
  token: string | null;
  expect: Input;
  set: Input;
  bookkeeping: Input;
  clearToken: boolean;
  solutions?: { expect: SolutionInput[]; upsert: SolutionInput[]; remove: string[] };
  audit: AuditInput[];
  notify?: { title: string; body: string };
};
export type CreateInput = {
  key: string;
  object: 'Opportunity' | 'Lead';
  create: {
    record: Input;
    account?: { match: Input; fields: Input };
    contacts: { fields: Input; role: string }[];
    solutions: SolutionInput[];
    note?: { title: string; content: string };
    team: string[];
  };
  audit: AuditInput[];
};

const MOST_UPDATES = 200;
const MOST_CREATES = 10;
const UPDATE_KEYS =
  'key object id token expect set bookkeeping clearToken solutions audit notify'.split(' ');
const CREATE_KEYS = 'key object create audit'.split(' ');
const CREATE_PARTS = 'record account contacts solutions note team'.split(' ');

/** @throws OrgError 400 INVALID_CHANGES saying what was expected and what came */
export function readChanges(body: unknown): { updates: UpdateInput[]; creates: CreateInput[] } {
  const changes = recordOf(body, 'the body')['changes'];
  if (!Array.isArray(changes)) throw refuse('Expected {"changes":[…]}');
  const all = changes.map((one, i) => recordOf(one, `changes[${i}]`));
  const keys = all.map((one) => one['key']);
  if (
    keys.some((key) => typeof key !== 'string' || key === '') ||
    new Set(keys).size < keys.length
  ) {
    throw refuse('Every change needs a key of its own');
  }
  const creates = all.filter((one) => 'create' in one).map(readCreate);
  const updates = all.filter((one) => !('create' in one)).map(readUpdate);
  if (updates.length > MOST_UPDATES)
    throw refuse(`At most ${MOST_UPDATES} updates a call, ${updates.length} came`);
  if (creates.length > MOST_CREATES)
    throw refuse(`At most ${MOST_CREATES} creates a call, ${creates.length} came`);
  return { updates, creates };
}

function readUpdate(one: Input): UpdateInput {
  onlyKeys(one, UPDATE_KEYS, `change ${one['key']}`);
  const { token, clearToken, solutions } = one;
  if (typeof one['id'] !== 'string') throw refuse(`Change ${one['key']}: id must be a record id`);
  if (token !== null && token !== undefined && typeof token !== 'string') {
    throw refuse(`Change ${one['key']}: token must be text or null`);
  }
  return {
    key: String(one['key']),
    object: readObject(one),
    id: one['id'],
    token: token ?? null,
    expect: recordOf(one['expect'] ?? {}, 'expect'),
    set: recordOf(one['set'] ?? {}, 'set'),
    bookkeeping: recordOf(one['bookkeeping'] ?? {}, 'bookkeeping'),
    clearToken: clearToken === true,
    ...(solutions ? { solutions: readSolutionChange(recordOf(solutions, 'solutions')) } : {}),
    audit: readAudit(one),
    ...(one['notify'] ? { notify: one['notify'] as { title: string; body: string } } : {}),
  };
}

function readSolutionChange(one: Input): NonNullable<UpdateInput['solutions']> {
  onlyKeys(one, ['expect', 'upsert', 'remove'], 'solutions');
  return {
    expect: listOf<SolutionInput>(one['expect'], 'solutions.expect'),
    upsert: listOf<SolutionInput>(one['upsert'], 'solutions.upsert'),
    remove: listOf<string>(one['remove'], 'solutions.remove'),
  };
}

function readCreate(one: Input): CreateInput {
  onlyKeys(one, CREATE_KEYS, `change ${one['key']}`);
  const create = recordOf(one['create'], 'create');
  onlyKeys(create, CREATE_PARTS, 'create');
  const account = create['account'] ? recordOf(create['account'], 'account') : undefined;
  return {
    key: String(one['key']),
    object: readObject(one),
    create: {
      record: recordOf(create['record'], 'create.record'),
      ...(account
        ? {
            account: {
              match: recordOf(account['match'] ?? {}, 'account.match'),
              fields: recordOf(account['fields'] ?? {}, 'account.fields'),
            },
          }
        : {}),
      contacts: listOf(create['contacts'], 'create.contacts'),
      solutions: listOf(create['solutions'], 'create.solutions'),
      ...(create['note'] ? { note: create['note'] as { title: string; content: string } } : {}),
      team: listOf(create['team'], 'create.team'),
    },
    audit: readAudit(one),
  };
}

function readObject(one: Input): 'Opportunity' | 'Lead' {
  const object = one['object'];
  if (object === 'Opportunity' || object === 'Lead') return object;
  throw refuse(`Change ${one['key']}: object must be Opportunity or Lead, ${String(object)} came`);
}

function readAudit(one: Input): AuditInput[] {
  const entries = listOf<AuditInput>(one['audit'], 'audit');
  if (entries.some((entry) => typeof entry.entryKey !== 'string')) {
    throw refuse(`Change ${one['key']}: every audit entry needs an entryKey`);
  }
  return entries;
}

function recordOf(value: unknown, what: string): Input {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  throw refuse(`Expected an object as ${what}`);
}

function listOf<T>(value: unknown, what: string): T[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value as T[];
  throw refuse(`Expected a list as ${what}`);
}

function onlyKeys(one: Input, known: string[], what: string): void {
  const unknown = Object.keys(one).find((key) => !known.includes(key));
  if (unknown) throw refuse(`${what}: no property ${unknown}; there are ${known.join(', ')}`);
}

const refuse = (message: string) => new OrgError('INVALID_CHANGES', message);
