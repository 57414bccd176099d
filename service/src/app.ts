import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { createKeyring } from './http/access.ts';
import { correlationIdOf } from './http/correlation.ts';
import { installJsonBodies } from './http/json-bodies.ts';
import { operationsRoutes } from './http/operations.ts';
import { probeRoutes } from './http/probes.ts';
import { installRateLimit } from './http/rate-limit.ts';
import { recordRoutes } from './http/records.ts';
import { installRefusals, refuse, refuseConnection } from './http/refusals.ts';
import { installTrace } from './http/trace.ts';
import { installValidation } from './http/validation.ts';
import { webhookRoutes, type VerifyWebhook } from './http/webhooks.ts';
import type { Log } from './log.ts';
import type { Bridge } from './sync/bridge-port.ts';

export type AppDeps = {
  bridge: Bridge;
  verifyWebhook: VerifyWebhook;
  config: Config['http'];
  /** Resolves false when the store cannot answer. */
  isReady: () => Promise<boolean>;
  log: Log;
  limits?: Partial<HttpLimits>;
};

export type HttpLimits = {
  /** For a whole request to arrive, headers and body: slow senders do not hold connections. */
  requestTimeoutMs: number;
  /** For a route to answer; `/sync` itself waits for five seconds. */
  handlerTimeoutMs: number;
  /** How often the server looks for slow senders. */
  checkIntervalMs: number;
};

const LIMITS: HttpLimits = {
  requestTimeoutMs: 10_000,
  handlerTimeoutMs: 30_000,
  checkIntervalMs: 2_000,
};

/** 200 ids are 4.4 kB; everything else is smaller. */
const BODY_LIMIT = 16 * 1024;

/** The bridge's HTTP side, ready to listen or to be injected into. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = createServer(deps);
  const keyring = createKeyring({
    records: deps.config.orgKeys,
    operations: deps.config.operationsKeys,
  });
  installValidation(app);
  installRefusals(app);
  installJsonBodies(app);
  installTrace(app, deps.log);
  await installRateLimit(app, { perMinute: deps.config.rateLimitPerMinute, keyring });

  await app.register(probeRoutes, deps);
  await app.register(webhookRoutes, deps);
  await app.register(recordRoutes, { bridge: deps.bridge, keyring });
  await app.register(operationsRoutes, { bridge: deps.bridge, keyring });
  return app;
}

function createServer({ config, log, limits: given }: AppDeps): FastifyInstance {
  const limits = { ...LIMITS, ...given };
  // Fastify's own lines name the caller's address; ours (installTrace) do not.
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
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: limits.requestTimeoutMs,
    handlerTimeout: limits.handlerTimeoutMs,
    http: {
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    forceCloseConnections: 'idle',
    frameworkErrors: refuse,
    clientErrorHandler: refuseConnection,
  });
}
