import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { CORRELATION_HEADER } from './correlation.ts';

/** Asked every few seconds by whoever runs the process. */
const PROBES: readonly (string | undefined)[] = ['/healthz', '/readyz'];

/** Each answer carries its correlation id and leaves one line: no address, no body, no query. */
export function installTrace(app: FastifyInstance, log: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header(CORRELATION_HEADER, request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions;
    const line = {
      correlationId: request.id,
      method: request.method,
      route: url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    log[PROBES.includes(url) ? 'debug' : 'info'](line, 'request');
  });
}
