/** sObject Collections: many rows in a call, each its own result (salesforce-rest.md section 11). */
import { createAs, deleteAs, updateAs } from '../access/checked-writes.ts';
import { asRowError, OrgError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { checkedId } from '../save/checks.ts';
import type { Input } from '../save/coerce.ts';
import type { ObjectDef } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import { inTransaction, statement, type Transaction } from '../store/transaction.ts';
import { ok, type Answer, type RestRequest, type Route } from './answer.ts';
import { bodyOf, externalIdField, liveMatches, objectOf, recordOf } from './rows.ts';

export const collectionRoutes: Route[] = [
  { pattern: /^\/composite\/sobjects$/, methods: { POST: create, PATCH: update, DELETE: remove } },
  { pattern: /^\/composite\/sobjects\/(\w+)$/, methods: { GET: readByQuery, POST: readByBody } },
  { pattern: /^\/composite\/sobjects\/(\w+)\/(\w+)$/, methods: { PATCH: upsert } },
];

type RowResult = { id?: string; success: boolean; errors: unknown[]; created?: boolean };
type Job = { id?: string; run: (tx: Transaction) => { id: string; created?: boolean } };
const MOST_ROWS = 200;

function create(request: RestRequest): Answer {
  return runJobs(request, rowsOf(request), ({ view }, row) => {
    const object = typeOf(view, row);
    return { run: (tx) => ({ id: createAs(request, { tx, object }, fieldsOf(row)) }) };
  });
}

function update(request: RestRequest): Answer {
  return runJobs(request, rowsOf(request), ({ view }, row) => {
    const given = idOf(row);
    const long = given === undefined ? undefined : normaliseId(given);
    const run = (tx: Transaction) => {
      const object = typeOf(view, row);
      if (given === undefined) {
        throw new OrgError('MISSING_ARGUMENT', 'Id not specified in an update call', {
          fields: [],
        });
      }
      const id = checkedId(object, given);
      updateAs(request, { tx, object }, id, fieldsOf(row));
      return { id };
    };
    return { ...(long ? { id: long } : {}), run };
  });
}

function upsert(request: RestRequest): Answer {
  const object = objectOf(request);
  const field = externalIdField(object, request.params[1] ?? '');
  return runJobs(request, rowsOf(request), ({ org }, row) => ({
    run: (tx) => {
      const key = Object.keys(row).find((name) => name.toLowerCase() === field.name.toLowerCase());
      const value = key === undefined ? null : row[key];
      const rest = withoutKey(fieldsOf(row), key);
      const matches = value === null ? [] : liveMatches(org, object, field, String(value));
      if (matches.length > 1)
        throw new OrgError('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found`);
      const [found] = matches;
      if (found) {
        updateAs(request, { tx, object }, String(found['Id']), rest);
        return { id: String(found['Id']), created: false };
      }
      const own = field.type === 'id' ? {} : { [field.name]: value };
      return { id: createAs(request, { tx, object }, { ...rest, ...own }), created: true };
    },
  }));
}

function remove(request: RestRequest): Answer {
  const ids = (request.query.get('ids') ?? '').split(',').filter(Boolean);
  if (ids.length > MOST_ROWS) throw tooMany();
  const isAllOrNone = request.query.get('allOrNone') === 'true';
  const jobs = ids.map((given): Job => {
    const id = normaliseId(given);
    const object = id ? request.view.schema.byPrefix(id.slice(0, 3)) : undefined;
    if (!id || !object) return { run: () => fail('MALFORMED_ID', `malformed id ${given}`) };
    return {
      id,
      run: (tx) => {
        deleteAs(request, { tx, object }, id);
        return { id };
      },
    };
  });
  return run(request, jobs, isAllOrNone);
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

function runJobs(
  request: RestRequest,
  rows: Input[],
  toJob: (request: RestRequest, row: Input) => Job,
): Answer {
  const isAllOrNone = (request.body as { allOrNone?: boolean }).allOrNone === true;
  const jobs = rows.map((row): Job => {
    try {
      return toJob(request, row);
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      return { run: () => fail(error.statusCode, error.message) };
    }
  });
  return run(request, jobs, isAllOrNone);
}

const fail = (code: string, message: string): never => {
  throw new OrgError(code, message, { fields: [] });
};

class RolledBack extends Error {}

function run({ org, session }: RestRequest, jobs: Job[], isAllOrNone: boolean): Answer {
  const results: RowResult[] = [];
  try {
    inTransaction(org, { actor: session.actor }, (tx) =>
      statement(tx, () => {
        for (const job of jobs) results.push(oneRow(tx, job));
        if (isAllOrNone && results.some((result) => !result.success)) throw new RolledBack();
      }),
    );
    return ok(results);
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return ok(results.map((result, i) => (result.success ? rolledBack(jobs[i]) : result)));
  }
}

function oneRow(tx: Transaction, job: Job): RowResult {
  try {
    const { id, created } = job.run(tx);
    return { id, success: true, errors: [], ...(created === undefined ? {} : { created }) };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return { ...(job.id ? { id: job.id } : {}), success: false, errors: [asRowError(error)] };
  }
}

const rolledBack = (job: Job | undefined): RowResult => ({
  ...(job?.id ? { id: job.id } : {}),
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
