import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allowedMethods } from './allowed-methods.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import { Problem, PROBLEM_TYPE } from './problem.ts';
import { toProblem } from './to-problem.ts';

/** Every refusal of the app, from a wrong address to a crash in a route, leaves as a problem body. */
export function installRefusals(app: FastifyInstance): void {
  const methodsOf = allowedMethods(app);
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request.url);
    return refuse(allowed.length > 0 ? wrongMethod(request, allowed) : notFound(), request, reply);
  });
}

/** Sends an error as a problem body. Also for what Fastify refuses before any hook has run. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error);
  logRefusal(problem, error, request);
  void reply
    .code(problem.status)
    .headers({ ...problem.headers, [CORRELATION_HEADER]: request.id })
    .type(PROBLEM_TYPE)
    .send(problem.body(request.id));
}

export function logRefusal(problem: Problem, error: unknown, request: FastifyRequest): void {
  const { code, status } = problem;
  if (status >= 500) request.log.error({ err: error, code }, 'request failed');
  else request.log.warn({ code, status }, 'request refused');
}

const notFound = () => new Problem(404, 'no-such-route', 'There is nothing at this address.');

const wrongMethod = (request: FastifyRequest, allowed: string[]) =>
  new Problem(
    405,
    'method-not-allowed',
    `Expected ${allowed.join(' or ')}; got ${request.method}.`,
    { headers: { allow: allowed.join(', ') } },
  );

/** Codes of Node's HTTP parser; anything else is a request it cannot read. */
const CONNECTION_PROBLEMS: { [code: string]: Problem } = {
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'request-timeout', 'The request came too slowly.'),
  HPE_HEADER_OVERFLOW: new Problem(431, 'headers-too-large', 'The request headers are too large.'),
};
const UNREADABLE = new Problem(400, 'malformed-request', 'This is not a request HTTP can read.');

/** Answers on the bare socket what never became a request, then hangs up. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = CONNECTION_PROBLEMS[error.code ?? ''] ?? UNREADABLE;
  const body = problem.body(randomUUID());
  const text = JSON.stringify(body);
  socket.end(
    [
      `HTTP/1.1 ${body.status} ${body.title}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(text)}`,
      `${CORRELATION_HEADER}: ${body.correlationId}`,
      'Connection: close',
      '',
      text,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
