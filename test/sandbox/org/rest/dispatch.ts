/** Finds the handler of a call; every way to fail is answered as the platform words it. */
import { asErrorBody, notFound, OrgError } from '../errors.ts';
import { accessOf } from '../access/access.ts';
import { callsOf } from '../store/org.ts';
import type { Answer, RestRequest, Route } from './answer.ts';
import { collectionRoutes } from './collections.ts';
import { tokenRoutes } from '../auth/token-routes.ts';
import { compositeRoutes } from './composite.ts';
import { describeRoutes } from './describe.ts';
import { identityRoutes } from './identity.ts';
import { queryRoutes } from './query.ts';
import { resourceRoutes, versionsAnswer } from './resources.ts';
import { rowRoutes } from './rows.ts';

/** A call before anybody asked whose it is. */
export type IncomingCall = Omit<RestRequest, 'base' | 'params' | 'session' | 'view'>;
export type KnownCall = Omit<RestRequest, 'base' | 'params'>;

const DATA: Route[] = [
  ...resourceRoutes,
  ...queryRoutes,
  ...describeRoutes,
  ...collectionRoutes,
  ...compositeRoutes(dispatchData),
  ...rowRoutes,
];

/** Answers any call outside `/_control`. */
export function dispatch(call: IncomingCall): Answer {
  const path = call.path.replace(/\/+$/, '') || '/';
  if (path === '/services/data' && call.method === 'GET') return versionsAnswer();
  try {
    if (/^\/(id|services\/oauth2)\//.test(path))
      return route([...identityRoutes, ...tokenRoutes], asNobody({ ...call, path }), '');
    const known = withSession({ ...call, path });
    return counted(call, () =>
      path.startsWith('/services/apexrest/') ? apexRest(known) : dispatchData(known),
    );
  } catch (error) {
    return asAnswer(error);
  }
}

function apexRest(call: KnownCall): Answer {
  const { org, method, path, query, headers, text, session } = call;
  const answer = org.apex.answer({ method, path, query, headers, text, ...session });
  if (!answer) throw notFound();
  return answer;
}

/** A call of the data API, from outside or inside a composite. */
export function dispatchData(call: KnownCall): Answer {
  try {
    const match = /^(\/services\/data\/v(\d+)\.0)(\/.*)?$/.exec(call.path);
    const version = Number(match?.[2]);
    if (!match || version < 50 || version > 68) throw notFound();
    return route(DATA, { ...call, path: match[3] ?? '' }, match[1] ?? '');
  } catch (error) {
    return asAnswer(error);
  }
}

function route(routes: Route[], call: KnownCall, base: string): Answer {
  const hits = routes.filter((one) => one.pattern.test(call.path));
  const method = call.method === 'HEAD' ? 'GET' : call.method;
  const hit = hits.find((one) => one.methods[method]);
  const handler = hit?.methods[method];
  if (hit && handler) {
    const groups = hit.pattern.exec(call.path)?.slice(1) ?? [];
    const params = groups.map((group) => decodeURIComponent(group ?? ''));
    return handler({ ...call, base, params });
  }
  if (hits.length === 0) throw notFound();
  const allowed = hits.flatMap((one) => Object.keys(one.methods));
  throw new OrgError(
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${call.method}' not allowed. Allowed are ${['HEAD', ...allowed].join(',')}`,
    { httpStatus: 405 },
  );
}

/** Every answer from here on carries the usage header; over the limit nothing is carried out. */
function counted(call: IncomingCall, work: () => Answer): Answer {
  const { usage, switches } = call.org;
  const limit = switches.dailyApiRequests;
  if (callsOf(call.org) >= limit) {
    throw new OrgError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', {
      httpStatus: 403,
    });
  }
  usage.calls += 1;
  const info = { 'Sforce-Limit-Info': `api-usage=${callsOf(call.org)}/${limit}` };
  try {
    const answer = work();
    return { ...answer, headers: { ...answer.headers, ...info } };
  } catch (error) {
    const answer = asAnswer(error);
    return { ...answer, headers: info };
  }
}

function withSession(call: IncomingCall): KnownCall {
  const { org, headers } = call;
  const token = /^(?:Bearer|OAuth) (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
  const session = token === undefined ? undefined : org.auth.session(token);
  if (!session)
    throw new OrgError('INVALID_SESSION_ID', 'Session expired or invalid', { httpStatus: 401 });
  if (!session.access.hasApi)
    throw new OrgError(
      'API_DISABLED_FOR_ORG',
      'The REST API is not enabled for this Organization.',
      {
        httpStatus: 403,
      },
    );
  return { ...call, session, view: { ...org, schema: session.access.schema } };
}

/** The sign-in and the identity addresses find out themselves who calls. */
const asNobody = (call: IncomingCall): KnownCall => ({
  ...call,
  session: { actor: 'nobody', access: accessOf([], call.org.schema) },
  view: call.org,
});

function asAnswer(error: unknown): Answer {
  if (error instanceof URIError) return asAnswer(notFound());
  if (!(error instanceof OrgError)) throw error;
  const headers: Record<string, string> =
    error.httpStatus === 401 ? { 'WWW-Authenticate': 'Token' } : {};
  return { status: error.httpStatus, body: asErrorBody(error), headers };
}
