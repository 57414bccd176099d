/** sObject Collections: many rows in a call, each its own result (salesforce-rest.md section 11). */
import { createAs, deleteAs, updateAs } from '../access/checked-wishes.ts';
import { asRowError, OrgError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { checkedId } from '../save/checks.ts';
import type { Input } from '../save/coerce.ts';
import { saveEach } from '../save/save-row.ts';
import type { ObjectDef } from '../schema/types.ts';
import type { Org, RowWish } from '../store/org.ts';
import { inTransaction } from '../store/transaction.ts';
import { ok, type Answer, type RestRequest, type Route } from './answer.ts';
import { bodyOf, externalIdField, liveMatches, objectOf, recordOf } from './rows.ts';

export const collectionRoutes: Route[] = [
  { pattern: /^\/composite\/sobjects$/, methods: { POST: create, PATCH: update, DELETE: remove } },
  { pattern: /^\/composite\/sobjects\/(\w+)$/, methods: { GET: readByQuery, POST: readByBody } },
  { pattern: /^\/composite\/sobjects\/(\w+)\/(\w+)$/, methods: { PATCH: upsert } },
];

type RowResult = { id?: string; success: boolean; errors: unknown[]; created?: boolean };
/** A row of the call: what it asks for, or why it cannot be. `id` is named with its refusal. */
type Row = { id?: string; isCreated?: boolean; wish: RowWish | OrgError };
const MOST_ROWS = 200;

function create(request: RestRequest): Answer {
  return saveRows(request, (row) => ({
    wish: createAs(request, typeOf(request.view, row), fieldsOf(row)),
  }));
}

function update(request: RestRequest): Answer {
  return saveRows(request, (row) => {
    const given = idOf(row);
    const object = typeOf(request.view, row);
    if (given === undefined)
      throw refusal('MISSING_ARGUMENT', 'Id not specified in an update call');
    const id = checkedId(object, given);
    return named(id, () => updateAs(request, object, id, fieldsOf(row)));
  });
}

function upsert(request: RestRequest): Answer {
  const object = objectOf(request);
  const field = externalIdField(object, request.params[1] ?? '');
  const seen = new Set<string>();
  return saveRows(request, (row) => {
    const key = Object.keys(row).find((name) => name.toLowerCase() === field.name.toLowerCase());
    const value = key === undefined ? null : row[key];
    const rest = withoutKey(fieldsOf(row), key);
    const matches = value === null ? [] : liveMatches(request.org, object, field, String(value));
    if (matches.length > 1 || (value !== null && seen.has(String(value)))) {
      throw refusal('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found`);
    }
    seen.add(String(value));
    const [found] = matches;
    if (found) {
      const wish = updateAs(request, object, String(found['Id']), rest);
      return { isCreated: false, wish };
    }
    const own = field.type === 'id' ? {} : { [field.name]: value };
    return { isCreated: true, wish: createAs(request, object, { ...rest, ...own }) };
  });
}

function remove(request: RestRequest): Answer {
  const ids = (request.query.get('ids') ?? '').split(',').filter(Boolean);
  if (ids.length > MOST_ROWS) throw tooMany();
  const rows = ids.map((given) =>
    orRefused(() => {
      const id = normaliseId(given);
      const object = id ? request.view.schema.byPrefix(id.slice(0, 3)) : undefined;
      if (!id || !object) throw refusal('MALFORMED_ID', `malformed id ${given}`);
      return named(id, () => deleteAs(request, object, id));
    }),
  );
  return save(request, rows, request.query.get('allOrNone') === 'true');
}

function readByQuery(request: RestRequest): Answer {
  const list = (name: string) => (request.query.get(name) ?? '').split(',').filter(Boolean);
  return readMany(request, list('ids'), list('fields'));
}

function readByBody(request: RestRequest): Answer {
  const { ids, fields } = bodyOf(request) as { ids?: string[]; fields?: string[] };
  return readMany(request, ids ?? [], fields ?? []);
}

function readMany(request: RestRequest, ids: string[], fields: string[]): Answer {
  const object = objectOf(request);
  if (fields.length === 0) throw new OrgError('MISSING_ARGUMENT', 'Fields list is required');
  return ok(
    ids.map((given) => {
      const id = normaliseId(given);
      const row = id ? request.org.tables.get(object.name, id) : undefined;
      return row && row['IsDeleted'] !== true ? recordOf(request.base, object, row, fields) : null;
    }),
  );
}

function saveRows(request: RestRequest, toRow: (row: Input) => Row): Answer {
  const { allOrNone } = request.body as { allOrNone?: boolean };
  const rows = rowsOf(request).map((row) => orRefused(() => toRow(row)));
  return save(request, rows, allOrNone === true);
}

const refusal = (code: string, message: string): OrgError =>
  new OrgError(code, message, { fields: [] });

function orRefused(work: () => Row): Row {
  try {
    return work();
  } catch (error) {
    if (error instanceof OrgError) return { wish: error };
    throw error;
  }
}

/** A row whose refusal says its id. */
const named = (id: string, work: () => RowWish): Row => ({
  ...orRefused(() => ({ wish: work() })),
  id,
});

class RolledBack extends Error {}

/** Neighbours of one object and kind are one statement, so that triggers see them together. */
function save({ org, session }: RestRequest, rows: Row[], isAllOrNone: boolean): Answer {
  const outcomes = rows.map(({ wish }): string | OrgError =>
    wish instanceof OrgError ? wish : '',
  );
  const isOff = () => isAllOrNone && outcomes.some((outcome) => outcome instanceof OrgError);
  try {
    inTransaction(org, { actor: session.actor }, (tx) => {
      for (const part of statementsOf(rows)) {
        if (isOff()) break;
        const saved = saveEach(
          tx,
          part.map(({ wish }) => wish),
          isAllOrNone,
        );
        saved.forEach((outcome, i) => (outcomes[part[i]?.at ?? -1] = outcome));
      }
      if (isOff()) throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return ok(rows.map((row, i) => failure(row, outcomes[i]) ?? rolledBack(row)));
  }
  return ok(rows.map((row, i) => failure(row, outcomes[i]) ?? success(row, outcomes[i])));
}

type Placed = { at: number; wish: RowWish };

function statementsOf(rows: Row[]): Placed[][] {
  const parts: Placed[][] = [];
  rows.forEach(({ wish }, at) => {
    if (wish instanceof OrgError) return;
    const first = parts.at(-1)?.[0]?.wish;
    if (first && first.type === wish.type && first.kind === wish.kind) {
      parts.at(-1)?.push({ at, wish });
    } else parts.push([{ at, wish }]);
  });
  return parts;
}

function failure({ id }: Row, outcome: string | OrgError | undefined): RowResult | undefined {
  if (!(outcome instanceof OrgError)) return undefined;
  return { ...(id ? { id } : {}), success: false, errors: [asRowError(outcome)] };
}

const success = ({ isCreated }: Row, outcome: string | OrgError | undefined): RowResult => ({
  id: String(outcome),
  success: true,
  errors: [],
  ...(isCreated === undefined ? {} : { created: isCreated }),
});

const rolledBack = ({ id }: Row): RowResult => ({
  ...(id ? { id } : {}),
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message:
        'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
});

function rowsOf(request: RestRequest): Input[] {
  const { records } = bodyOf(request) as { records?: unknown };
  if (!Array.isArray(records))
    throw new OrgError('JSON_PARSER_ERROR', 'Missing required property records');
  if (records.length > MOST_ROWS) throw tooMany();
  return records as Input[];
}

const tooMany = () =>
  new OrgError(
    'EXCEEDED_ID_LIMIT',
    'record limit reached. cannot submit more than 200 records into this call',
  );

function typeOf(org: Org, row: Input): ObjectDef {
  const type = (row['attributes'] as { type?: string } | undefined)?.type;
  const object = type ? org.schema.find(type) : undefined;
  if (!object) throw new OrgError('INVALID_TYPE', `sObject type '${type ?? ''}' is not supported.`);
  return object;
}

const withoutKey = (row: Input, key: string | undefined): Input =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));

const idOf = (row: Input): string | undefined => {
  const key = Object.keys(row).find((name) => name.toLowerCase() === 'id');
  return key === undefined ? undefined : String(row[key]);
};

const fieldsOf = (row: Input): Input =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => !['id', 'attributes'].includes(name.toLowerCase())),
  );
