/** query, queryAll and their further pages. */
import { OrgError } from '../errors.ts';
import type { QueryRecord } from '../soql/project.ts';
import { runQuery } from '../soql/run-query.ts';
import type { Org } from '../store/org.ts';
import { ok, type Answer, type RestRequest, type Route } from './answer.ts';

type Cursor = { id: string; resource: string; records: QueryRecord[] };
const MOST_CURSORS = 10;
const cursorsOf = new WeakMap<Org, Cursor[]>();

export const queryRoutes: Route[] = [
  { pattern: /^\/(query|queryAll)$/, methods: { GET: firstPage } },
  { pattern: /^\/(query|queryAll)\/(01g\w{15})-(\d+)$/, methods: { GET: nextPage } },
];

function firstPage(request: RestRequest): Answer {
  const { org, view, query, params, base } = request;
  for (const name of query.keys()) {
    if (name !== 'q') {
      throw new OrgError(
        'INVALID_QUERY',
        `The simulated org does not support the parameter ${name} of query`,
      );
    }
  }
  const soql = query.get('q');
  if (!soql) throw new OrgError('MALFORMED_QUERY', 'A query string has to be specified');
  const resource = params[0] ?? 'query';
  const { records, count } = runQuery(view, soql, { all: resource === 'queryAll', base });
  const isShort = records.length <= pageSize(request);
  const cursor: Cursor = { id: isShort ? '' : org.newId('01g'), resource, records };
  if (!isShort) remember(org, cursor);
  return page(request, cursor, 0, count);
}

function nextPage(request: RestRequest): Answer {
  const [, id, offset] = request.params;
  const cursor = cursorsOf.get(request.org)?.find((one) => one.id === id);
  const start = Number(offset);
  if (!cursor || start <= 0 || start >= cursor.records.length) {
    throw new OrgError('INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return page(request, cursor, start, cursor.records.length);
}

function page(request: RestRequest, cursor: Cursor, start: number, totalSize: number): Answer {
  const end = start + pageSize(request);
  const isLast = end >= cursor.records.length;
  const next = `${request.base}/${cursor.resource}/${cursor.id}-${end}`;
  return ok({
    totalSize,
    done: isLast,
    ...(isLast ? {} : { nextRecordsUrl: next }),
    records: cursor.records.slice(start, end),
  });
}

/** `Sforce-Query-Options: batchSize=N`, 200 to 2,000. */
function pageSize({ headers }: RestRequest): number {
  const asked = /batchSize=(\d+)/.exec(headers['sforce-query-options'] ?? '')?.[1];
  return Math.min(2000, Math.max(200, Number(asked ?? 2000)));
}

/** Ten cursors are open at most; the oldest goes first. */
function remember(org: Org, cursor: Cursor): void {
  const cursors = cursorsOf.get(org) ?? [];
  cursorsOf.set(org, [...cursors, cursor].slice(-MOST_CURSORS));
}
