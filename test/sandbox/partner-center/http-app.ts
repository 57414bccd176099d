/** The HTTP face of either host: sign-in, headers and error shapes around its routes. */
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { installFaults } from '../kit/faults.ts';
import type { Faults } from '../kit/faults.ts';
import { requireHostAccess } from './access.ts';
import { ApiError, errorBody, notFound } from './api-error.ts';
import { isBackstage, isControl, isMicrosoftPage } from './backstage.ts';
import { ControlError } from './control.ts';
import { TokenRefused } from './token-check.ts';
import type { Caller, TokenCheck } from './token-check.ts';
import { WebhookApiError } from './webhook-routes.ts';
import { TooManyTests } from './webhooks.ts';
import type { World } from './world.ts';

/** Two hosts, as in reality: each has its own tokens, and knows nothing of the other's routes. */
export type HostName = 'referrals' | 'webhooks';
export type Host = { name: HostName; checkToken: TokenCheck };

declare module 'fastify' {
  interface FastifyInstance {
    hostName: HostName;
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

export function createHttpApp(world: World, faults: Faults, host: Host): FastifyInstance {
  const app = Fastify({
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // Real clients of the documented connector send one or two trailing slashes.
    rewriteUrl: ({ url = '/' }) => url.replace(/\/+(?=\?|$)/, ''),
  });
  app.decorate('hostName', host.name);
  readJson(app);
  installFaults(app, faults, isBackstage);

  // Set by the hook below before any route runs.
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request, reply) => {
    if (isBackstage(request.url)) return;
    request.caller = host.checkToken(request.headers.authorization);
    answerMfaQuestion(request, reply);
    requireHostAccess(world, host.name, request.caller);
  });
  app.addHook('onSend', async (request, reply) => {
    if (isBackstage(request.url) || host.name === 'webhooks') return;
    answerHeaders(world, request, reply);
  });
  app.setNotFoundHandler((request) => {
    throw refusalFor(request, 404, `${request.method} ${request.url} is no endpoint.`);
  });
  app.setErrorHandler(answerError);
  return app;
}

/** `ValidateMfa: true` asks whether the token would pass, also where nothing is refused for it. */
function answerMfaQuestion({ headers, caller }: FastifyRequest, reply: FastifyReply): void {
  if (headers['validatemfa'] !== 'true' || caller.kind !== 'user') return;
  void reply.header('isMfaCompliant', String(caller.mfa));
}

function answerHeaders(world: World, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('Request-ID', world.stamps.guid());
  const callId = request.headers['client-request-id'];
  if (callId !== undefined) void reply.header('client-request-id', callId);
  void reply.header('x-ms-ags-diagnostic', '{"ServerInfo":{"DataCenter":"Sandbox"}}');
  void reply.header('timestamp', world.clock.iso());
}

/** JSON only, as strictly as the service: other media types are 415; an empty body is no body. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request: FastifyRequest, body, done) => {
      if (body === '') {
        done(null, undefined);
        return;
      }
      try {
        done(null, JSON.parse(String(body)));
      } catch {
        done(refusalFor(request, 400, 'The body is not JSON.'), undefined);
      }
    },
  );
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (error instanceof TooManyTests) return throttled(error, request, reply);
  if (error instanceof ControlError) return reply.code(400).send({ error: error.message });
  if (error instanceof TokenRefused) return answerError(unauthenticated(error), request, reply);
  if (error instanceof WebhookApiError) return reply.code(error.status).send(error.body());
  if (error instanceof ApiError && hostOf(request) === 'webhooks') {
    const { status, code, message } = error;
    return answerError(new WebhookApiError(status, code, message), request, reply);
  }
  if (error instanceof ApiError && isMicrosoftPage(request.url)) {
    return reply.code(error.status).send({ error: error.message });
  }
  if (error instanceof ApiError) return reply.code(error.status).send(errorBody(error));
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return answerError(refusalFor(request, statusCode, message), request, reply);
}

function throttled(error: TooManyTests, { url }: FastifyRequest, reply: FastifyReply): unknown {
  const seconds = String(error.retryAfter);
  const message = `Rate limit is exceeded. Try again in ${seconds} seconds.`;
  void reply.code(429).header('Retry-After', seconds);
  return reply.send(isMicrosoftPage(url) ? { error: message } : { statusCode: 429, message });
}

const unauthenticated = ({ message }: TokenRefused): ApiError =>
  new ApiError(401, 'unauthenticated', message);
const hostOf = (request: FastifyRequest): HostName => request.server.hostName;

function refusalFor(request: FastifyRequest, status: number, message: string): Error {
  if (isControl(request.url)) return new ControlError(message);
  const code = status >= 500 ? 'generalException' : 'invalidRequest';
  if (hostOf(request) === 'webhooks') return new WebhookApiError(status, code, message);
  return status === 404 ? notFound(message) : new ApiError(status, code, message);
}
