/**
 * Every setting of the bridge, once: name, type, default and, as `description`, what is expected.
 * `secret` values are never shown, not even in an error.
 */
import { isIP } from 'node:net';
import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { normaliseRecordId } from '../http/record-id.ts';

export const GUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

const guid = (whose: string) =>
  Type.String({ pattern: GUID, description: `${whose}, a GUID such as 7c1fa3d0-…` });

const origin = (whose: string, options: { default?: string } = {}) =>
  Type.Refine(
    Type.String({
      ...options,
      description: `${whose}: https://host without a path (http:// only for this machine's own loopback address)`,
    }),
    isAllowedOrigin,
  );

const secret = (description: string) =>
  Type.String({ pattern: '^[\\x21-\\x7e]+$', description, secret: true });

const keys = (whose: string) =>
  Type.Array(Type.String({ pattern: '^[\\x21-\\x7e]{32,}$' }), {
    minItems: 1,
    maxItems: 2,
    uniqueItems: true,
    description: `${whose}: one key, or two during a rotation, separated by a comma; each at least 32 characters without spaces`,
    secret: true,
  });

export const SETTINGS = {
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8080,
    description: 'a port number from 1 to 65535 (0 takes any free one)',
  }),
  HOST: Type.String({
    pattern: '^[A-Za-z0-9.:-]+$',
    default: '127.0.0.1',
    description: 'the address to listen on, such as 127.0.0.1 or 0.0.0.0',
  }),
  OPERATIONS_PORT: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 65_535,
      description: 'a port number from 1 to 65535, other than PORT',
    }),
  ),
  DATA_DIR: Type.String({
    minLength: 1,
    default: './data',
    description: 'a folder on a local, lasting disk',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'a PostgreSQL address: postgresql://user:password@host:5432/database',
      secret: true,
    }),
  ),
  ORG_KEYS: keys('what the Salesforce org signs in with'),
  OPERATIONS_KEYS: keys('what administrators sign in with'),
  SALESFORCE_URL: origin('the My Domain address of the org'),
  SALESFORCE_ORG_ID: Type.Refine(
    Type.String({ description: 'the 18-character id of the org, starting with 00D' }),
    (id) => id.startsWith('00D') && id.length === 18 && normaliseRecordId(id) === id,
  ),
  SALESFORCE_AUDIENCE: origin(
    'who the sign-in is addressed to: https://login.salesforce.com, https://test.salesforce.com for a sandbox, or the My Domain address',
    { default: 'https://login.salesforce.com' },
  ),
  SALESFORCE_CLIENT_ID: Type.String({
    pattern: '^[\\x21-\\x7e]{8,}$',
    description: "the consumer key of the org's client app",
  }),
  SALESFORCE_USERNAME: Type.String({
    pattern: '^\\S+@\\S+$',
    description: 'the user name of the integration user, such as bridge@example.com',
  }),
  SALESFORCE_KEY_FILE: Type.String({
    minLength: 1,
    description: 'a PEM file with the RSA private key whose certificate the client app has',
  }),
  PARTNER_CENTER_URL: origin('the address of the referrals API', {
    default: 'https://api.partner.microsoft.com',
  }),
  PARTNER_CENTER_TENANT_ID: guid('the Entra tenant of the partner account'),
  PARTNER_CENTER_ORGANIZATION_ID: guid('the organization id of our own referrals'),
  PARTNER_CENTER_WEBHOOKS_URL: origin('the address of the webhook registration API', {
    default: 'https://api.partnercenter.microsoft.com',
  }),
  PARTNER_CENTER_AUTHORITY: origin('the address of Entra', {
    default: 'https://login.microsoftonline.com',
  }),
  PARTNER_CENTER_CLIENT_ID: guid('the application (client) id of the app registration'),
  PARTNER_CENTER_CLIENT_SECRET: Type.Optional(
    secret('a client secret of the app registration (or give a certificate instead)'),
  ),
  PARTNER_CENTER_CERTIFICATE_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'a PEM file with the certificate of the app registration and its private key',
    }),
  ),
  PUBLIC_URL: origin('the address at which browsers and Partner Center reach the bridge'),
  SEALING_KEYS: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{1,16}:[A-Za-z0-9+/]{43}=$' }), {
    minItems: 1,
    maxItems: 4,
    description:
      'what seals secrets in the store: name:key, the current one first and older ones after it, separated by commas; each key 32 random bytes in base64',
    secret: true,
  }),
  WEBHOOK_TRUST_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'a JSON file that replaces whom webhooks are trusted from',
    }),
  ),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'fatal, error, warn, info, debug, trace or silent',
  }),
  SALESFORCE_DAILY_SHARE: Type.Number({
    minimum: 0.05,
    maximum: 1,
    default: 0.8,
    description:
      "the share of the org's daily API calls, 0.05 to 1, above which background work pauses",
  }),
  COSELL_TIMINGS: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'a JSON object of durations in milliseconds, such as {"leaseMs":2000}',
    }),
  ),
  RATE_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 1_200,
    description: 'how many requests one key or one address may make in a minute, 1 to 1000000',
  }),
  TRUST_PROXY: Type.Optional(
    Type.Array(Type.Refine(Type.String(), isProxyAddress), {
      minItems: 1,
      description:
        'addresses or networks of the reverse proxies in front, separated by commas, such as loopback or 10.0.0.0/8',
    }),
  ),
} as const satisfies Record<string, TSchema>;

export type SettingName = keyof typeof SETTINGS;
export type SettingValues = Static<TObject<typeof SETTINGS>>;

export const isSecret = (schema: TSchema): boolean => 'secret' in schema;

function isAllowedOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.search || url.hash) return false;
  if (url.pathname !== '/') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Tokens travel in clear text over http, so it stays on this machine. `URL` writes every IPv4 spelling with dots. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

function isProxyAddress(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // Everybody (/0) is no proxy: callers would choose their own address.
  return (
    bits === undefined || (/^[1-9]\d*$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
