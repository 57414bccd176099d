/** Queries, their pages, and several of them in one call. */
import { HostFault, type PairFault } from '../errors.ts';
import { faultOf } from './faults.ts';
import type { Rest } from './rest.ts';
import { isObject, malformed, objectOf, objectsOf, type WireObject } from './wire.ts';

/** One page of rows; `next` is the path of the following one. */
export type Page = { rows: WireObject[]; next: string | null };

/** `queryAll` sees deleted rows too, of sub-queries as well. */
export type QueryKind = 'query' | 'queryAll';

/** Salesforce refuses URIs above 16,384 bytes (414); the rest is room for what a proxy adds. */
export const MAX_URI_BYTES = 16_000;

export function queryPath(rest: Rest, kind: QueryKind, soql: string): string {
  return `${rest.dataPath}/${kind}?q=${encodeURIComponent(soql)}`;
}

/** Every row of a query, page after page. @throws HostFault, PairFault */
export async function queryRows(
  rest: Rest,
  kind: QueryKind,
  soql: string,
  signal?: AbortSignal,
): Promise<WireObject[]> {
  const rows: WireObject[] = [];
  for await (const page of queryPages(rest, queryPath(rest, kind, soql), signal))
    rows.push(...page);
  return rows;
}

/** Pages from the one at `path` on; Salesforce cuts them at 2,000 rows. @throws HostFault, PairFault */
export async function* queryPages(
  rest: Rest,
  path: string | null,
  signal?: AbortSignal,
): AsyncGenerator<WireObject[]> {
  let next = path;
  while (next) {
    const page = pageOf(await rest.send({ method: 'GET', path: next, signal }), rest);
    yield page.rows;
    next = page.next;
  }
}

/** A query's answer, or a sub-query's. @throws HostFault salesforce-malformed */
export function pageOf(answer: unknown, rest: Rest): Page {
  const page = objectOf(answer, 'a page of rows');
  return { rows: objectsOf(page.records, 'a list of rows'), next: nextPathOf(page, rest) };
}

export type CompositeAnswer = { body: unknown; fault: HostFault | PairFault | undefined };

/**
 * Several reads in one call; answers come by name. Salesforce takes 25 of them, five of which may be queries.
 * @throws HostFault, PairFault when the whole call fails; a part that fails has its fault in the answer
 */
export async function readTogether<Name extends string>(
  rest: Rest,
  paths: Readonly<Record<Name, string>>,
  now: number,
  signal?: AbortSignal,
): Promise<Record<Name, CompositeAnswer>> {
  const names = Object.keys(paths) as Name[];
  const compositeRequest = names.map((referenceId) => ({
    method: 'GET',
    url: paths[referenceId],
    referenceId,
  }));
  const answer = await rest.send({
    method: 'POST',
    path: `${rest.dataPath}/composite`,
    body: { allOrNone: false, compositeRequest },
    signal,
  });
  const parts = objectsOf(
    objectOf(answer, 'a composite answer').compositeResponse,
    'composite answers',
  );
  const byName = (name: Name): CompositeAnswer => {
    const part = parts.find(({ referenceId }) => referenceId === name);
    if (!part || typeof part.httpStatusCode !== 'number')
      throw malformed(`an answer named ${name}`);
    return { body: part.body, fault: partFault(part.httpStatusCode, part.body, paths[name], now) };
  };
  return Object.fromEntries(names.map((name) => [name, byName(name)])) as Record<
    Name,
    CompositeAnswer
  >;
}

/** The part's body. @throws its fault */
export function bodyOf({ body, fault }: CompositeAnswer): unknown {
  if (fault) throw fault;
  return body;
}

function partFault(status: number, body: unknown, path: string, now: number) {
  if (status < 300) return undefined;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const error = isObject(first) ? first : {};
  return faultOf({
    status,
    errorCode: typeof error.errorCode === 'string' ? error.errorCode : undefined,
    message: typeof error.message === 'string' ? error.message : undefined,
    path,
    isWrite: false,
    now,
  });
}

/** The token goes with the next request too, so a page address may only name the org itself. */
function nextPathOf(page: WireObject, rest: Rest): string | null {
  const next = page.nextRecordsUrl;
  if (next === undefined || next === null) return null;
  const url = typeof next === 'string' ? URL.parse(next, rest.origin) : null;
  if (url?.origin !== rest.origin || !url.pathname.startsWith('/services/data/'))
    throw new HostFault('salesforce', 'salesforce-malformed', {
      detail: 'The address of the next page is not one of the org itself; it was not called',
    });
  return url.pathname + url.search;
}
