/** The parts of the bridge, made from its settings and put together. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createOperationsApp } from './http/operations-app.ts';
import type { Parts } from './http/serve.ts';
import { createSetupDesk, type SetupDesk } from './http/setup/setup-desk.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { observeWebhooks } from './metrics/observe-webhooks.ts';
import { createPartnerCenterClient } from './partner-center/client.ts';
import { createPartnerCenterSignIn } from './partner-center/sign-in/sign-in.ts';
import { createWebhookRegistrations } from './partner-center/webhook-registration.ts';
import { createWebhookVerifier } from './partner-center/webhook-signature.ts';
import { DEFAULT_WEBHOOK_TRUST } from './partner-center/webhook-trust.ts';
import { createSalesforceClient } from './salesforce/client.ts';
import { createSalesforceSignIn } from './salesforce/sign-in.ts';
import { deriveKeys, parseSealingKeys } from './store/sealing.ts';
import type { StoreWithSecrets } from './store/store.ts';
import { createBridge } from './sync/bridge.ts';
import { createCorrelation } from './sync/correlation.ts';
import type { Clock } from './sync/ports.ts';
import { createWebhookDesk } from './sync/webhook-desk.ts';

export type Context = { log: Log; store: StoreWithSecrets; clock: Clock };
export type Composed = Parts & { desk: SetupDesk };

/** @throws CannotStart when a setting turns out not to be usable */
export async function compose(config: Config, context: Context): Promise<Composed> {
  const { log, store, clock } = context;
  const { timings, publicUrl } = config;
  const metrics = createMetrics({ version: readVersion(), now: () => clock.now() });
  const correlation = createCorrelation();
  const sealingKeys = parseSealingKeys(config.sealingKeys.join(','));
  const secrets = store.secrets(sealingKeys);
  const { unreadable } = await secrets.reseal();
  if (unreadable.length > 0) log.warn({ secrets: unreadable }, 'sealed with a key that is gone');
  const shared = {
    clock,
    log,
    observe: metrics.observe,
    requestTimeoutMs: timings.requestTimeoutMs,
    correlationId: correlation.current,
  };

  const partnerCenterSignIn = createPartnerCenterSignIn({
    ...config.partnerCenter,
    redirectUri: `${publicUrl}/setup/callback`,
    secrets,
    ...shared,
  });
  const { accessToken, mfaRefused } = partnerCenterSignIn;
  const tokens = { accessToken, mfaRefused };
  const salesforceSignIn = createSalesforceSignIn({
    ...config.salesforce,
    loginUrl: config.salesforce.url,
    ...shared,
  });
  const webhooks = createWebhookDesk({
    ...shared,
    webhooks: createWebhookRegistrations({
      ...shared,
      baseUrl: config.partnerCenter.webhooksUrl,
      ...tokens,
    }),
    publicUrl,
    timings,
  });
  const bridge = createBridge({
    store,
    partnerCenter: createPartnerCenterClient({
      ...shared,
      baseUrl: config.partnerCenter.url,
      allowedHosts: [],
      ...tokens,
      onOddRow: (problem) => log.warn({ problem }, 'a listed referral has an unknown shape'),
    }),
    salesforce: createSalesforceClient({
      ...shared,
      instanceUrl: config.salesforce.url,
      apiVersion: '65.0',
      accessToken: salesforceSignIn.accessToken,
      timings,
      correlation,
    }),
    signIns: [partnerCenterSignIn, salesforceSignIn],
    webhooks,
    clock,
    timings,
    config: {
      orgId: config.salesforce.orgId,
      tenantId: config.partnerCenter.tenantId,
      organizationId: config.partnerCenter.organizationId,
      dailyShare: config.salesforce.dailyShare,
    },
    correlation,
    observe: metrics.observe,
    log,
    newId: randomUUID,
    random: Math.random,
  });
  metrics.readFrom(bridge.measure);
  partnerCenterSignIn.onReconnected(() => {
    bridge.reconnected('partnerCenter');
    void webhooks.look();
  });

  const app = await createApp({
    bridge,
    verifyWebhook: observeWebhooks(
      createWebhookVerifier(webhookTrust(config, log), { clock }),
      metrics.observe,
    ),
    config: config.http,
    isReady: () => store.isReady(),
    setup: {
      partnerCenterSignIn,
      webhooks,
      secrets,
      sessionKeys: deriveKeys(sealingKeys, 'set-up session'),
      publicUrl,
      clock,
    },
    log,
  });
  const { operationsPort: port } = config;
  const operations =
    port === undefined
      ? undefined
      : { app: await createOperationsApp({ metrics, documented: app, log }), port };
  const core = {
    async start() {
      await bridge.start();
      partnerCenterSignIn.start();
      webhooks.start();
    },
    async stop() {
      // All at once: a slow renewal must not keep the worker claiming.
      await Promise.allSettled([bridge.stop(), webhooks.stop(), partnerCenterSignIn.stop()]);
    },
  };
  return {
    app,
    operations,
    bridge: core,
    store,
    log,
    desk: createSetupDesk({ secrets, clock }),
  };
}

function readVersion(): string {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) return 'unknown';
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function webhookTrust({ webhookTrust: replaced }: Config, log: Log) {
  if (!replaced) return DEFAULT_WEBHOOK_TRUST;
  log.warn(
    { setting: 'WEBHOOK_TRUST_FILE', replaced: Object.keys(replaced) },
    'webhooks are trusted from others than Microsoft',
  );
  return { ...DEFAULT_WEBHOOK_TRUST, ...replaced };
}
