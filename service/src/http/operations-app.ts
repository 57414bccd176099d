/** The operations port: for whoever watches the process, and not to be published. */
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { correlationIdOf } from './correlation.ts';
import { documentationPage, type OpenApi } from './documentation-page.ts';
import { installDoors } from './doors.ts';
import { installRefusals, refuse, refuseConnection } from './refusals.ts';
import { PAGE_HEADERS, sendPage } from './setup/page.ts';

export type OperationsAppDeps = {
  metrics: { render(): Promise<{ contentType: string; text: string }> };
  /** The main app: its routes are what is documented. */
  documented: Pick<FastifyInstance, 'swagger' | 'ready'>;
  log: Logger;
};

const config = { door: 'private-port' } as const;

/**
 * Without keys: a scraper that had to hold one could also change things with it. What stands here is no secret
 * (counts, and routes whose source is public), and the port is kept private by HOST and by the network.
 */
export async function createOperationsApp(deps: OperationsAppDeps): Promise<FastifyInstance> {
  await deps.documented.ready();
  const app = createServer(deps.log);
  installRefusals(app);
  app.removeAllContentTypeParsers();
  app.decorate('doors', installDoors(app, { 'private-port': {} }));

  app.get('/healthz', { config }, async () => ({ alive: true }));

  app.get('/metrics', { config }, async (_request, reply) => {
    const { contentType, text } = await deps.metrics.render();
    return reply.type(contentType).send(text);
  });

  app.get('/docs', { config }, async (_request, reply) => {
    reply.headers(PAGE_HEADERS);
    return sendPage(reply, documentationPage(deps.documented.swagger() as OpenApi));
  });

  app.get('/docs/openapi.json', { config }, async () => deps.documented.swagger());
  return app;
}

const TIMEOUT_MS = 10_000;

function createServer(log: Logger): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log.child(
    {},
    { level: log.isLevelEnabled('warn') ? 'warn' : log.level },
  );
  return Fastify({
    loggerInstance,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'correlationId',
    }),
    genReqId: correlationIdOf,
    requestTimeout: TIMEOUT_MS,
    handlerTimeout: TIMEOUT_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: refuse,
    clientErrorHandler: refuseConnection,
  });
}
