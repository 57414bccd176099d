/** The only place that reads the environment. Secrets have no default; all mistakes are reported together. */
import { readSettings, type Environment } from './config/read-settings.ts';
import type { SettingValues } from './config/settings.ts';
import { readTimings } from './config/timings.ts';
import { readWebhookTrustFile, type WebhookTrustOverride } from './config/webhook-trust-file.ts';
import { CannotStart } from './errors.ts';
import type { Timings } from './sync/ports.ts';

export type Config = {
  port: number;
  host: string;
  operationsPort: number | undefined;
  dataDir: string;
  /** PostgreSQL in place of the SQLite file in `dataDir`. */
  databaseUrl: string | undefined;
  logLevel: SettingValues['LOG_LEVEL'];
  http: {
    orgKeys: string[];
    operationsKeys: string[];
    rateLimitPerMinute: number;
    /** Reverse proxies whose `X-Forwarded-For` is believed. */
    trustProxy: string[];
  };
  salesforce: { url: string; orgId: string; accessToken: string };
  partnerCenter: { url: string; tenantId: string; organizationId: string; accessToken: string };
  /** Set only when `WEBHOOK_TRUST_FILE` is: webhooks are then not only trusted from Microsoft. */
  webhookTrust: WebhookTrustOverride | undefined;
  timings: Timings;
};

/** @throws CannotStart `config` with one line per mistake: what was expected and what came. */
export function readConfig(env: Environment = process.env): Config {
  const { values, problems } = readSettings(env);
  const timings = readTimings(values.COSELL_TIMINGS ?? {});
  const trust = values.WEBHOOK_TRUST_FILE ? readWebhookTrustFile(values.WEBHOOK_TRUST_FILE) : null;
  problems.push(...timings.problems, ...(trust?.problems ?? []), ...contradictions(values));
  if (problems.length > 0) throw new CannotStart('config', report(problems));
  // Without a problem every setting that has no default is there.
  return toConfig(values as SettingValues, timings.timings, trust?.trust);
}

function contradictions(values: Partial<SettingValues>): string[] {
  const problems: string[] = [];
  if (values.ORG_KEYS?.some((key) => values.OPERATIONS_KEYS?.includes(key))) {
    problems.push(
      'OPERATIONS_KEYS: expected other keys than ORG_KEYS, because they open other doors; got the same key in both',
    );
  }
  if (values.OPERATIONS_PORT !== undefined && values.OPERATIONS_PORT === values.PORT) {
    problems.push(`OPERATIONS_PORT: expected another port than PORT; got ${values.PORT} for both`);
  }
  return problems;
}

function report(problems: string[]): string {
  const count = problems.length === 1 ? '1 setting is' : `${problems.length} settings are`;
  return [`${count} wrong or missing.`, ...problems.map((line) => `  ${line}`)].join('\n');
}

function toConfig(
  values: SettingValues,
  timings: Timings,
  webhookTrust: WebhookTrustOverride | undefined,
): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    operationsPort: values.OPERATIONS_PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    logLevel: values.LOG_LEVEL,
    http: {
      orgKeys: values.ORG_KEYS,
      operationsKeys: values.OPERATIONS_KEYS,
      rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
      trustProxy: values.TRUST_PROXY ?? [],
    },
    salesforce: {
      url: new URL(values.SALESFORCE_URL).origin,
      orgId: values.SALESFORCE_ORG_ID,
      accessToken: values.SALESFORCE_ACCESS_TOKEN,
    },
    partnerCenter: {
      url: new URL(values.PARTNER_CENTER_URL).origin,
      tenantId: values.PARTNER_CENTER_TENANT_ID.toLowerCase(),
      organizationId: values.PARTNER_CENTER_ORGANIZATION_ID.toLowerCase(),
      accessToken: values.PARTNER_CENTER_ACCESS_TOKEN,
    },
    webhookTrust,
    timings,
  };
}
