/** The composition root: the one place that knows every part. */
import { randomUUID } from 'node:crypto';
import { createApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { CannotStart } from './errors.ts';
import { serve, type Serving } from './http/serve.ts';
import { createLog, type Log } from './log.ts';
import { createPartnerCenterClient } from './partner-center/client.ts';
import { createWebhookVerifier } from './partner-center/webhook-signature.ts';
import { DEFAULT_WEBHOOK_TRUST } from './partner-center/webhook-trust.ts';
import { createSalesforceClient } from './salesforce/client.ts';
import { openStore } from './store/store.ts';
import { createBridge } from './sync/bridge.ts';
import type { Clock, Store } from './sync/ports.ts';
import { systemClock } from './system-clock.ts';

/** EX_CONFIG of sysexits.h: starting again changes nothing until a person has done something. */
const EXIT_CANNOT_START = 78;

if (import.meta.main) await main();

/** Runs the bridge until a signal stops it. */
export async function main(): Promise<void> {
  try {
    const config = readConfig();
    const log = createLog({ level: config.logLevel });
    stopOnSignal(await start(config, log), log);
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    process.stderr.write(`Co-Sell Bridge cannot start: ${error.message}\n`);
    process.exit(EXIT_CANNOT_START);
  }
}

/** Puts the parts together and starts them, on the machine's clock unless given another. @throws CannotStart */
export async function start(
  config: Config,
  log: Log,
  clock: Clock = systemClock,
): Promise<Serving> {
  const store = await openStore(storePlace(config), { clock });
  const parts = await compose(config, { log, store, clock }).catch(async (cause: unknown) => {
    await store.close();
    throw cause;
  });
  return serve(parts, { host: config.host, port: config.port });
}

function storePlace({ databaseUrl, dataDir }: Config) {
  return databaseUrl === undefined ? { dataDir } : { databaseUrl };
}

async function compose(
  config: Config,
  { log, store, clock }: { log: Log; store: Store; clock: Clock },
) {
  const { timings } = config;
  const { orgId } = config.salesforce;
  const { tenantId, organizationId } = config.partnerCenter;
  const bridge = createBridge({
    store,
    partnerCenter: createPartnerCenterClient({
      baseUrl: config.partnerCenter.url,
      allowedHosts: [],
      accessToken: async () => config.partnerCenter.accessToken,
      requestTimeoutMs: timings.requestTimeoutMs,
      clock,
      onOddRow: (problem) => log.warn({ problem }, 'a listed referral has an unknown shape'),
    }),
    salesforce: createSalesforceClient({
      instanceUrl: config.salesforce.url,
      apiVersion: '65.0',
      accessToken: async () => config.salesforce.accessToken,
      timings,
      clock,
      log,
    }),
    clock,
    timings,
    config: { orgId, tenantId, organizationId },
    log,
    newId: randomUUID,
    random: Math.random,
  });
  const app = await createApp({
    bridge,
    verifyWebhook: createWebhookVerifier(webhookTrust(config, log), { clock }),
    config: config.http,
    isReady: () => store.isReady(),
    log,
  });
  return { app, bridge, store, log };
}

function webhookTrust({ webhookTrust: replaced }: Config, log: Log) {
  if (!replaced) return DEFAULT_WEBHOOK_TRUST;
  log.warn(
    { setting: 'WEBHOOK_TRUST_FILE', replaced: Object.keys(replaced) },
    'webhooks are trusted from others than Microsoft',
  );
  return { ...DEFAULT_WEBHOOK_TRUST, ...replaced };
}

/** The first signal stops in good order; a second one at once, which loses nothing but time. */
function stopOnSignal(serving: Serving, log: Log): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    log.info({ signal }, 'stopping');
    serving.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // What nobody expected ends the process: the store is made for that, a half-broken core is not.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected failure');
    process.exit(1);
  });
}
