/** Up to 25 sub-requests in one call; later ones may refer to earlier results (salesforce-rest.md section 12). */
import { OrgError } from '../errors.ts';
import { inTransaction } from '../store/transaction.ts';
import { ok, type Answer, type RestRequest, type Route } from './answer.ts';
import type { KnownCall } from './dispatch.ts';
import { bodyOf } from './rows.ts';

type SubRequest = {
  method: string;
  url: string;
  referenceId: string;
  body?: unknown;
  httpHeaders?: Record<string, string>;
};
type SubResponse = {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
};
type Send = (call: KnownCall) => Answer;

const MOST = 25;
const MOST_QUERIES = 5;
const QUERY = /\/(query|queryAll|composite\/sobjects)(\/|\?|$)/;

export const compositeRoutes = (send: Send): Route[] => [
  { pattern: /^\/composite$/, methods: { POST: (request) => composite(request, send) } },
];

class RolledBack extends Error {}

function composite(request: RestRequest, send: Send): Answer {
  const { allOrNone, compositeRequest } = bodyOf(request) as {
    allOrNone?: boolean;
    compositeRequest?: SubRequest[];
  };
  const subs = checked(compositeRequest);
  const responses: SubResponse[] = [];
  const runAll = () => {
    for (const sub of subs) {
      const response = runOne(request, sub, responses, send);
      responses.push(response);
      if (allOrNone && response.httpStatusCode >= 400) throw new RolledBack();
    }
  };
  if (!allOrNone) runAll();
  else {
    try {
      inTransaction(request.org, { actor: request.session.actor }, runAll);
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      return ok({ compositeResponse: halted(subs, responses) });
    }
  }
  return ok({ compositeResponse: responses });
}

function checked(subs: SubRequest[] | undefined): SubRequest[] {
  const refuse = (message: string) => new OrgError('JSON_PARSER_ERROR', message);
  if (!Array.isArray(subs)) throw refuse('Missing required property compositeRequest');
  if (subs.length > MOST)
    throw refuse(`Composite requests are limited to ${MOST} sub-requests, ${subs.length} came`);
  const queries = subs.filter((sub) => QUERY.test(sub.url)).length;
  if (queries > MOST_QUERIES) {
    throw refuse(
      `Composite requests are limited to ${MOST_QUERIES} queries and collections, ${queries} came`,
    );
  }
  const ids = subs.map((sub) => sub.referenceId);
  if (new Set(ids).size < ids.length || ids.some((id) => !/^[A-Za-z]\w*$/.test(id ?? ''))) {
    throw refuse('Every sub-request needs a unique referenceId that starts with a letter');
  }
  for (const sub of subs) {
    const forbidden = Object.keys(sub.httpHeaders ?? {}).find((name) =>
      ['accept', 'authorization', 'content-type'].includes(name.toLowerCase()),
    );
    if (forbidden) throw refuse(`Header ${forbidden} is not allowed in a sub-request`);
    if (!/^\/services\/data\/v\d+\.0\//.test(sub.url ?? ''))
      throw refuse(`Not a url of the data API: ${sub.url}`);
  }
  return subs;
}

function runOne(
  request: RestRequest,
  sub: SubRequest,
  earlier: SubResponse[],
  send: Send,
): SubResponse {
  try {
    const url = new URL(String(resolve(sub.url, earlier)), request.origin);
    const answer = send({
      ...request,
      method: sub.method,
      path: url.pathname.replace(/\/+$/, ''),
      query: url.searchParams,
      headers: lowerCase(sub.httpHeaders ?? {}),
      body: resolve(sub.body, earlier),
    });
    return {
      body: answer.body ?? null,
      httpHeaders: answer.headers ?? {},
      httpStatusCode: answer.status,
      referenceId: sub.referenceId,
    };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return haltedResponse(sub, error.message);
  }
}

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const REFERENCE = /@\{(\w+)\.([^}]+)\}/g;

/** Replaces `@{ref.path}` in a url or anywhere in a body. @throws OrgError PROCESSING_HALTED */
function resolve(value: unknown, earlier: SubResponse[]): unknown {
  if (typeof value === 'string') {
    const whole = /^@\{(\w+)\.([^}]+)\}$/.exec(value);
    if (whole) return lookUp(whole[1] ?? '', whole[2] ?? '', earlier);
    return value.replace(REFERENCE, (_all, ref: string, path: string) =>
      String(lookUp(ref, path, earlier)),
    );
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, earlier));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolve(one, earlier)]),
  );
}

function lookUp(ref: string, path: string, earlier: SubResponse[]): unknown {
  const from = earlier.find((one) => one.referenceId === ref);
  // Through JSON, because a decimal of an answer is text made for JSON.
  const body: unknown =
    from && from.httpStatusCode < 400 ? JSON.parse(JSON.stringify(from.body)) : undefined;
  const found = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], body);
  if (found === undefined) {
    throw new OrgError(
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${ref}.${path} found in ${ref}`,
    );
  }
  return found;
}

const haltedResponse = (sub: SubRequest, message: string): SubResponse => ({
  body: [{ errorCode: 'PROCESSING_HALTED', message }],
  httpHeaders: {},
  httpStatusCode: 400,
  referenceId: sub.referenceId,
});

/** The one that failed keeps its error; all others, before and after, were rolled back. */
const halted = (subs: SubRequest[], responses: SubResponse[]): SubResponse[] =>
  subs.map((sub, i) => {
    const own = responses[i];
    return own && own.httpStatusCode >= 400
      ? own
      : haltedResponse(
          sub,
          'The transaction was rolled back since another operation in the same transaction failed.',
        );
  });
