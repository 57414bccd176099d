/** The only place that reads the environment. Secrets have no default; all mistakes are reported together. */
import { readCertificateFile, readPrivateKeyFile } from './config/pem-files.ts';
import { readSettings, type Environment } from './config/read-settings.ts';
import type { SettingValues } from './config/settings.ts';
import { readTimings } from './config/timings.ts';
import { readWebhookTrustFile, type WebhookTrustOverride } from './config/webhook-trust-file.ts';
import { CannotStart } from './errors.ts';
import type { Timings } from './sync/ports.ts';

export type ClientCredential =
  { secret: string } | { certificatePem: string; privateKeyPem: string };

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
  /** Where browsers and Partner Center reach the bridge. */
  publicUrl: string;
  /** The current key first. */
  sealingKeys: string[];
  salesforce: {
    url: string;
    orgId: string;
    audience: string;
    clientId: string;
    username: string;
    privateKeyPem: string;
    /** Share of the org's daily API calls above which background work pauses. */
    dailyShare: number;
  };
  partnerCenter: {
    url: string;
    webhooksUrl: string;
    authority: string;
    tenantId: string;
    organizationId: string;
    clientId: string;
    credential: ClientCredential;
  };
  /** Set only when `WEBHOOK_TRUST_FILE` is: webhooks are then not only trusted from Microsoft. */
  webhookTrust: WebhookTrustOverride | undefined;
  timings: Timings;
};

/** @throws CannotStart `config` with one line per mistake: what was expected and what came. */
export function readConfig(env: Environment = process.env): Config {
  const { values, problems } = readSettings(env);
  const timings = readTimings(values.COSELL_TIMINGS ?? {});
  const files = readFiles(values);
  problems.push(...timings.problems, ...files.problems, ...contradictions(values, problems));
  if (problems.length > 0) throw new CannotStart('config', report(problems));
  // Without a problem every setting that has no default is there, and so is every file.
  return toConfig(values as SettingValues, timings.timings, files as Files);
}

type Files = {
  webhookTrust: WebhookTrustOverride | undefined;
  salesforceKeyPem: string;
  credential: ClientCredential;
};

function readFiles(values: Partial<SettingValues>): Partial<Files> & { problems: string[] } {
  const {
    WEBHOOK_TRUST_FILE: trustFile,
    SALESFORCE_KEY_FILE: keyFile,
    PARTNER_CENTER_CERTIFICATE_FILE: certificateFile,
    PARTNER_CENTER_CLIENT_SECRET: secret,
  } = values;
  const trust = trustFile ? readWebhookTrustFile(trustFile) : undefined;
  const key = keyFile ? readPrivateKeyFile('SALESFORCE_KEY_FILE', keyFile) : undefined;
  const certificate = certificateFile
    ? readCertificateFile('PARTNER_CENTER_CERTIFICATE_FILE', certificateFile)
    : undefined;
  const credential = secret ? { secret } : certificate?.value;
  return {
    ...(trust?.trust ? { webhookTrust: trust.trust } : {}),
    ...(key?.value ? { salesforceKeyPem: key.value } : {}),
    ...(credential ? { credential } : {}),
    problems: [trust, key, certificate].flatMap((read) => read?.problems ?? []),
  };
}

function contradictions(values: Partial<SettingValues>, known: readonly string[]): string[] {
  const problems: string[] = [];
  if (values.ORG_KEYS?.some((key) => values.OPERATIONS_KEYS?.includes(key))) {
    problems.push(
      'OPERATIONS_KEYS: expected other keys than ORG_KEYS, because they open other doors; got the same key in both',
    );
  }
  if (values.OPERATIONS_PORT !== undefined && values.OPERATIONS_PORT === values.PORT) {
    problems.push(`OPERATIONS_PORT: expected another port than PORT; got ${values.PORT} for both`);
  }
  const { PARTNER_CENTER_CLIENT_SECRET: secret, PARTNER_CENTER_CERTIFICATE_FILE: file } = values;
  const isWrongAlready = known.some((line) => line.startsWith('PARTNER_CENTER_CLIENT_SECRET'));
  if (!isWrongAlready && (secret === undefined) === (file === undefined)) {
    problems.push(
      `PARTNER_CENTER_CLIENT_SECRET: expected either it or PARTNER_CENTER_CERTIFICATE_FILE; got ${secret ? 'both' : 'none of the two'}`,
    );
  }
  const names = (values.SEALING_KEYS ?? []).map((key) => key.split(':', 1)[0]);
  if (new Set(names).size < names.length) {
    problems.push('SEALING_KEYS: expected each key to have a name of its own; got one name twice');
  }
  return problems;
}

function report(problems: string[]): string {
  const count = problems.length === 1 ? '1 setting is' : `${problems.length} settings are`;
  return [`${count} wrong or missing.`, ...problems.map((line) => `  ${line}`)].join('\n');
}

function toConfig(values: SettingValues, timings: Timings, files: Files): Config {
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
    publicUrl: new URL(values.PUBLIC_URL).origin,
    sealingKeys: values.SEALING_KEYS,
    salesforce: {
      url: new URL(values.SALESFORCE_URL).origin,
      orgId: values.SALESFORCE_ORG_ID,
      audience: new URL(values.SALESFORCE_AUDIENCE).origin,
      clientId: values.SALESFORCE_CLIENT_ID,
      username: values.SALESFORCE_USERNAME,
      privateKeyPem: files.salesforceKeyPem,
      dailyShare: values.SALESFORCE_DAILY_SHARE,
    },
    partnerCenter: {
      url: new URL(values.PARTNER_CENTER_URL).origin,
      webhooksUrl: new URL(values.PARTNER_CENTER_WEBHOOKS_URL).origin,
      authority: new URL(values.PARTNER_CENTER_AUTHORITY).origin,
      tenantId: values.PARTNER_CENTER_TENANT_ID.toLowerCase(),
      organizationId: values.PARTNER_CENTER_ORGANIZATION_ID.toLowerCase(),
      clientId: values.PARTNER_CENTER_CLIENT_ID.toLowerCase(),
      credential: files.credential,
    },
    webhookTrust: files.webhookTrust,
    timings,
  };
}
