/** The HTTPS face: the sign-in page, the token endpoint, and Entra's way of refusing on both. */
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { installFaults } from '../kit/faults.ts';
import type { Faults } from '../kit/faults.ts';
import { authorizePage, refusalPage } from './authorize-page.ts';
import { decide, readAsk, readTarget, sentBack } from './authorize.ts';
import type { Ask, Decision, Target } from './authorize.ts';
import type { Listener } from './certificates.ts';
import { CONTROL, ControlError } from './control.ts';
import { discoveryRoutes } from './discovery.ts';
import { EntraError, errorBody } from './entra-error.ts';
import { answerTokenRequest } from './token-endpoint.ts';
import type { World } from './world.ts';

type WithTenant = { Params: { tenant: string } };

const AUTHORIZE = '/:tenant/oauth2/v2.0/authorize';
const TOKEN = '/:tenant/oauth2/v2.0/token';

export function createHttpApp(
  world: World,
  faults: Faults,
  { key, cert }: Listener,
): FastifyInstance {
  const app = Fastify({
    https: { key, cert },
    exposeHeadRoutes: false,
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  readForms(app);
  installFaults(app, faults);
  app.setErrorHandler((error, request, reply) => answerError(world, { error, request, reply }));
  app.setNotFoundHandler((request) => {
    if (request.url.startsWith(CONTROL)) throw new ControlError(`No control call ${request.url}.`);
    const what = `The simulator has no endpoint ${request.method} ${request.url.split('?')[0] ?? ''}.`;
    throw new EntraError(9002313, { what });
  });

  discoveryRoutes(app, world);
  app.get<WithTenant>(AUTHORIZE, (request, reply) =>
    answerPerson(world, request, { reply, decision: undefined }),
  );
  app.post<WithTenant>(AUTHORIZE, (request, reply) =>
    answerPerson(world, request, { reply, decision: readDecision(request.body) }),
  );
  app.get(TOKEN, () => {
    throw new EntraError(900561, { method: 'POST' });
  });
  app.post<WithTenant>(TOKEN, (request, reply) => {
    void reply.header('Cache-Control', 'no-store');
    return answerTokenRequest(world, request.params.tenant, formOf(request.body));
  });
  return app;
}

/** Forms keep their doubled names; JSON is for the control API alone. */
function readForms(app: FastifyInstance): void {
  const form = 'application/x-www-form-urlencoded';
  app.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
}

type Turn = { reply: FastifyReply; decision: Decision | undefined };

function answerPerson(
  world: World,
  request: FastifyRequest<WithTenant>,
  { reply, decision }: Turn,
): unknown {
  const search = new URL(request.url, world.url()).searchParams;
  const target = readTarget(world, request.params.tenant, search);
  const ask = askOrRefusal(world, target);
  if (typeof ask === 'string') return reply.redirect(ask);
  if (decision) return reply.redirect(decide(world, ask, decision));
  return html(reply).send(authorizePage(ask, world.directory.users));
}

/** A URL is a refusal the application gets to hear. */
export function askOrRefusal(world: World, target: Target): Ask | string {
  try {
    return readAsk(world, target);
  } catch (error) {
    if (error instanceof EntraError) return sentBack(world, target, error);
    throw error;
  }
}

function readDecision(body: unknown): Decision {
  const form = formOf(body);
  const decision = form.get('decision');
  if (decision === 'cancel') return 'cancel';
  const user = form.get('user');
  if (user === null || (decision !== 'mfa' && decision !== 'no-mfa')) {
    throw new EntraError(9002313, { what: 'The page answers with user and decision.' });
  }
  return { user, mfa: decision === 'mfa' };
}

function formOf(body: unknown): URLSearchParams {
  if (body instanceof URLSearchParams) return body;
  throw new EntraError(9002313, { what: 'The body must be application/x-www-form-urlencoded.' });
}

type Failure = { error: unknown; request: FastifyRequest; reply: FastifyReply };

function answerError(world: World, { error, request, reply }: Failure): unknown {
  if (error instanceof ControlError) return reply.code(400).send({ error: error.message });
  if (!(error instanceof EntraError)) {
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    return reply.code(statusCode).send({ error: 'server_error', error_description: message });
  }
  if (request.url.includes('/authorize')) {
    return html(reply).code(error.status).send(refusalPage(error.message));
  }
  const given = request.headers['client-request-id'];
  const trace = {
    traceId: world.guid(),
    correlationId: typeof given === 'string' ? given : world.guid(),
    now: world.clock.now(),
  };
  return reply.code(error.status).send(errorBody(error, trace));
}

const html = (reply: FastifyReply): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
