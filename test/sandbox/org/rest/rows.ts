/** One row at a time: create, read, update, delete; by id or by external id. */
import { createAs, deleteAs, updateAs } from '../access/checked-wishes.ts';
import { notFound, OrgError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { checkedId, findByValue } from '../save/checks.ts';
import type { Input } from '../save/coerce.ts';
import { saveRow } from '../save/save-row.ts';
import { findField, type FieldDef, type ObjectDef, type Row } from '../schema/types.ts';
import { wireValue } from '../soql/wire-value.ts';
import type { Org, RowWish } from '../store/org.ts';
import { inTransaction } from '../store/transaction.ts';
import { created, noContent, ok, type Answer, type RestRequest, type Route } from './answer.ts';

export const rowRoutes: Route[] = [
  { pattern: /^\/sobjects\/(\w+)$/, methods: { POST: create } },
  {
    pattern: /^\/sobjects\/(\w+)\/([^/]+)$/,
    methods: { GET: read, PATCH: update, DELETE: remove },
  },
  {
    pattern: /^\/sobjects\/(\w+)\/(\w+)\/([^/]+)$/,
    methods: { GET: readByKey, PATCH: upsert, DELETE: removeByKey },
  },
];

function create(request: RestRequest): Answer {
  const object = objectOf(request);
  const input = bodyOf(request);
  const id = write(request, createAs(request, object, input));
  return created(request, object.name, id);
}

function read(request: RestRequest): Answer {
  const object = objectOf(request);
  const id = normaliseId(request.params[1] ?? '');
  if (!id) {
    throw notFound(
      `Provided external ID field does not exist or is not accessible: ${request.params[1]}`,
    );
  }
  const row = request.org.tables.get(object.name, id);
  if (!row || row['IsDeleted'] === true) throw notFound();
  return ok(showRow(request, object, row));
}

function update(request: RestRequest): Answer {
  const object = objectOf(request);
  const id = checkedId(object, request.params[1] ?? '');
  const input = bodyOf(request);
  refuseConditions(request);
  write(request, updateAs(request, object, id, input));
  return noContent();
}

function remove(request: RestRequest): Answer {
  const object = objectOf(request);
  const id = checkedId(object, request.params[1] ?? '');
  write(request, deleteAs(request, object, id));
  return noContent();
}

function readByKey(request: RestRequest): Answer {
  const { object, matches } = byKey(request);
  if (matches.length > 1) return several(request, object, matches);
  const [row] = matches;
  if (!row) throw notFound();
  return ok(showRow(request, object, row));
}

function upsert(request: RestRequest): Answer {
  const { object, field, value, matches } = byKey(request);
  const input = bodyOf(request);
  const key = Object.keys(input).find((name) => name.toLowerCase() === field.name.toLowerCase());
  if (key) {
    throw new OrgError(
      'INVALID_FIELD',
      `The ${field.name} field should not be specified in the sobject data.`,
    );
  }
  if (matches.length > 1) return several(request, object, matches);
  const [row] = matches;
  if (row) {
    write(request, updateAs(request, object, String(row['Id']), input));
    return ok({ id: row['Id'], success: true, errors: [], created: false });
  }
  if (request.query.get('updateOnly') === 'true') throw notFound();
  const id = write(request, createAs(request, object, { ...input, [field.name]: value }));
  return { status: 201, body: { id, success: true, errors: [], created: true } };
}

function removeByKey(request: RestRequest): Answer {
  const { object, matches } = byKey(request);
  if (matches.length > 1) return several(request, object, matches);
  const [row] = matches;
  if (!row) throw notFound();
  write(request, deleteAs(request, object, String(row['Id'])));
  return noContent();
}

function byKey(request: RestRequest) {
  const object = objectOf(request);
  const [, name = '', value = ''] = request.params;
  const field = externalIdField(object, name);
  return { object, field, value, matches: liveMatches(request.org, object, field, value) };
}

/** @throws OrgError NOT_FOUND when the field is no external id */
export function externalIdField(object: ObjectDef, name: string): FieldDef {
  const field = findField(object, name);
  if (field && (field.externalId || field.type === 'id')) return field;
  throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}

export const liveMatches = (org: Org, object: ObjectDef, field: FieldDef, value: string): Row[] =>
  findByValue(org, object, field, value).filter((row) => row['IsDeleted'] !== true);

const several = (request: RestRequest, object: ObjectDef, matches: Row[]): Answer => ({
  status: 300,
  body: matches.map((row) => `${request.base}/sobjects/${object.name}/${row['Id']}`),
});

/** As the caller sees it. @throws OrgError NOT_FOUND also for one that is hidden */
export function objectOf({ view, params }: RestRequest): ObjectDef {
  const object = view.schema.find(params[0] ?? '');
  if (!object) throw notFound();
  return object;
}

/** @throws OrgError JSON_PARSER_ERROR without a body, or with one that is no object */
export function bodyOf({ body }: RestRequest): Input {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input;
  throw new OrgError(
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body.',
  );
}

/** One row, one statement, one transaction, as the caller; the row's id. */
function write({ org, session }: RestRequest, wish: RowWish): string {
  return inTransaction(org, { actor: session.actor }, (tx) => saveRow(tx, wish));
}

/** `fields` names the columns; without it every field. `Id` always comes along. */
export function showRow(
  request: RestRequest,
  object: ObjectDef,
  row: Row,
): Record<string, unknown> {
  const asked = request.query.get('fields');
  const names = asked ? asked.split(',').map((name) => name.trim()) : [];
  return recordOf(request.base, object, row, names);
}

/** @throws OrgError INVALID_FIELD naming a field that does not exist */
export function recordOf(
  base: string,
  object: ObjectDef,
  row: Row,
  names: string[],
): Record<string, unknown> {
  const fields =
    names.length > 0 ? names.map((name) => known(object, name)) : [...object.fields.values()];
  const values = fields.map((field) => [field.name, wireValue(field, row[field.name] ?? null)]);
  return {
    attributes: { type: object.name, url: `${base}/sobjects/${object.name}/${row['Id']}` },
    ...Object.fromEntries(values),
    Id: row['Id'],
  };
}

function known(object: ObjectDef, name: string): FieldDef {
  const field = findField(object, name);
  if (!field)
    throw new OrgError('INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`);
  return field;
}

/** Conditional requests are not simulated; ignoring them would let a lost update pass. */
function refuseConditions({ headers }: RestRequest): void {
  for (const name of ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']) {
    if (headers[name] !== undefined) {
      throw new OrgError(
        'INVALID_REQUEST',
        `The simulated org does not support the header ${name}`,
      );
    }
  }
}
