import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { createKeyring, requireScope, type Keyring } from './http/access.ts';
import { correlationIdOf } from './http/correlation.ts';
import { installDocumentation } from './http/documentation.ts';
import { installDoors, type Guard, type RouteDoor } from './http/doors.ts';
import { installJsonBodies } from './http/json-bodies.ts';
import { mappingRoutes } from './http/mapping-routes.ts';
import { operationsRoutes } from './http/operations.ts';
import { requireOurOrg } from './http/our-org.ts';
import { probeRoutes } from './http/probes.ts';
import { installRateLimit } from './http/rate-limit.ts';
import { recordRoutes } from './http/records.ts';
import { installRefusals, refuse, refuseConnection } from './http/refusals.ts';
import { setupRoutes } from './http/setup/routes.ts';
import { createSetup, type Setup, type SetupDeps } from './http/setup/setup.ts';
import { setupTokenRoutes } from './http/setup-token.ts';
import { installTrace } from './http/trace.ts';
import { installValidation } from './http/validation.ts';
import { webhookOperationsRoutes } from './http/webhook-operations.ts';
import { webhookRoutes, type VerifyWebhook } from './http/webhooks.ts';
import type { Log } from './log.ts';
import type { Bridge } from './sync/bridge-port.ts';

export type AppDeps = {
  bridge: Bridge;
  verifyWebhook: VerifyWebhook;
  config: Config['http'];
  /** Resolves false when the store cannot answer. */
  isReady: () => Promise<boolean>;
  /** Without it there are no set-up pages, and the webhook cannot be registered from here. */
  setup?: SetupDeps;
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

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route and the door it is behind. */
    doors: readonly RouteDoor[];
    /** From now on `/readyz` says no; everything else still works. */
    drain(): void;
  }
}

/** The bridge's HTTP side, ready to listen or to be injected into. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = createServer(deps);
  const keyring = createKeyring({
    records: deps.config.orgKeys,
    operations: deps.config.operationsKeys,
  });
  const setup = deps.setup && createSetup(deps.setup);
  let stopping = false;
  app.decorate('drain', () => {
    stopping = true;
  });
  installValidation(app);
  installRefusals(app);
  installJsonBodies(app);
  installTrace(app, deps.log);
  await installRateLimit(app, { perMinute: deps.config.rateLimitPerMinute, keyring });
  await installDocumentation(app);
  app.decorate('doors', installDoors(app, guardsOf(deps, keyring, setup)));

  const { bridge } = deps;
  await app.register(probeRoutes, { ...deps, isStopping: () => stopping });
  await app.register(webhookRoutes, deps);
  await app.register(recordRoutes, { bridge });
  await app.register(operationsRoutes, { bridge });
  await app.register(mappingRoutes, { bridge });
  if (deps.setup && setup) await registerSetup(app, { ...deps.setup, ...setup, bridge });
  return app;
}

function guardsOf({ bridge }: AppDeps, keyring: Keyring, setup: Setup | undefined) {
  return {
    public: {},
    'webhook-signature': {},
    records: { onRequest: [requireScope(keyring, 'records'), requireOurOrg(bridge)] },
    operations: { onRequest: [requireScope(keyring, 'operations')] },
    ...(setup && { setup: setup.visits.guard, 'setup-token': setup.visits.visitorGuard }),
  } satisfies Record<string, Guard>;
}

async function registerSetup(
  app: FastifyInstance,
  deps: SetupDeps & Setup & Pick<AppDeps, 'bridge'>,
): Promise<void> {
  const { partnerCenterSignIn: consent, webhooks, desk, visits, bridge } = deps;
  await app.register(webhookOperationsRoutes, { webhooks });
  await app.register(setupTokenRoutes, { desk });
  await app.register(setupRoutes, { bridge, consent, webhooks, desk, visits });
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
