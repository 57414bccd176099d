/** The JSON API of the org's own pages, under `/lightning/api`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UnsupportedApex } from '../apex/run/unsupported.ts';
import { callApex } from './apex/call-apex.ts';
import { convertLead } from './convert-lead.ts';
import { listLists, showList } from './lists/answer-lists.ts';
import { listUsers, showMe } from './me.ts';
import { listNotifications } from './notifications.ts';
import { objectInfo } from './object-info.ts';
import { readRecord } from './read-record.ts';
import { relatedLists } from './related-lists.ts';
import { cloneRecord, createRecord, deleteRecord, updateRecord } from './save-record.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { inputOf, type LightningDeps, type UiCall } from './ui-call.ts';
import { refused, UiError } from './ui-error.ts';

type Route = [method: string, path: string, answer: (call: UiCall) => unknown, status?: number];

const ROUTES: readonly Route[] = [
  ['GET', '/me', showMe],
  ['GET', '/objects/:object', objectInfo],
  ['GET', '/records/:id', readRecord],
  ['PATCH', '/records/:id', updateRecord],
  ['DELETE', '/records/:id', deleteRecord, 204],
  ['POST', '/records/:object', createRecord, 201],
  ['POST', '/records/:id/clone', cloneRecord, 201],
  ['POST', '/records/:id/convert', convertLead, 201],
  ['GET', '/lists/:object', listLists],
  ['GET', '/lists/:object/:name', showList],
  ['GET', '/related/:id', relatedLists],
  ['POST', '/apex/:class/:method', callApex],
  ['GET', '/notifications', listNotifications],
];

const MARK = 'x-lightning-request';

export function lightningRoutes(app: FastifyInstance, deps: LightningDeps): void {
  const sessions = createSessions();
  app.register(
    (api, _options, done) => {
      guard(api);
      signInRoutes(api, deps, sessions);
      for (const [method, url, answer, status = 200] of ROUTES) {
        api.route({
          method,
          url,
          handler: async (request, reply) => {
            const call = callOf(deps, sessions, request);
            return send(reply, status, await answer(call));
          },
        });
      }
      api.all('/*', ({ method, url }) => {
        throw refused(404, 'NOT_FOUND', `There is no ${method} ${url.split('?')[0]}.`);
      });
      done();
    },
    { prefix: '/lightning/api' },
  );
}

/** Who may knock at all, and how every refusal looks. */
function guard(api: FastifyInstance): void {
  api.addHook('onRequest', async (request) => {
    // A site that gives its own name this machine's address must not act as somebody of this org.
    if (!['127.0.0.1', 'localhost'].includes(request.hostname)) {
      const words = `Expected to be called as 127.0.0.1 or localhost; got ${request.hostname}.`;
      throw refused(403, 'FORBIDDEN', words);
    }
    // Other sites cannot send this header, so their forms and links change nothing.
    if (request.method !== 'GET' && request.headers[MARK] !== '1') {
      throw refused(403, 'FORBIDDEN', `Expected the header X-Lightning-Request: 1.`);
    }
  });
  api.setErrorHandler((error, _request, reply) => {
    const shown = shownError(error);
    return send(reply, shown.status, shown);
  });
}

function shownError(error: unknown): UiError {
  if (error instanceof UiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnsupportedApex) return refused(500, 'NOT_SIMULATED', message);
  const { statusCode = 500 } = error as { statusCode?: number };
  return refused(statusCode, statusCode < 500 ? 'BAD_REQUEST' : 'UNKNOWN_EXCEPTION', message);
}

function signInRoutes(api: FastifyInstance, { users }: LightningDeps, sessions: Sessions): void {
  api.get('/users', (_request, reply) => send(reply, 200, listUsers(users)));
  api.post('/session', (request, reply) => {
    const { username } = inputOf({ text: textOf(request) });
    if (typeof username !== 'string' || !users.find(username)) {
      throw refused(401, 'INVALID_LOGIN', `${String(username)} cannot sign in here.`);
    }
    return send(reply.header('Set-Cookie', sessions.open(username)), 204);
  });
  api.delete('/session', (request, reply) =>
    send(reply.header('Set-Cookie', sessions.end(request.headers.cookie)), 204),
  );
}

/** @throws UiError 401 */
function callOf(deps: LightningDeps, sessions: Sessions, request: FastifyRequest): UiCall {
  const username = sessions.usernameOf(request.headers.cookie);
  const user = username === undefined ? undefined : deps.users.find(username);
  if (!user) throw refused(401, 'INVALID_SESSION_ID', 'Sign in first: there is no such session.');
  return {
    ...deps,
    user,
    params: request.params as Record<string, string>,
    query: new URL(request.url, 'http://localhost').searchParams,
    text: textOf(request),
  };
}

const textOf = ({ body }: FastifyRequest): string => (typeof body === 'string' ? body : '');

function send(reply: FastifyReply, status: number, body?: unknown): FastifyReply {
  void reply.code(status).header('Cache-Control', 'no-store');
  if (status === 204) return reply.send();
  return reply
    .header('Content-Type', 'application/json;charset=UTF-8')
    .send(JSON.stringify(body ?? null));
}
