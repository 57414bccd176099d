import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../service/src/config.ts';
import { CannotStart } from '../../service/src/errors.ts';
import { DEFAULT_TIMINGS } from '../../service/src/sync/ports.ts';
import { newCertificate, newPrivateKey } from './keys-for-tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY_PEM = newPrivateKey();
const KEY_FILE = fileWith('salesforce.pem', KEY_PEM);
const CERTIFICATE = await newCertificate();
const CERTIFICATE_FILE = fileWith(
  'partner-center.pem',
  `${CERTIFICATE.certificatePem}\n${CERTIFICATE.privateKeyPem}`,
);
const SEALING_KEY = `2026:${Buffer.alloc(32, 7).toString('base64')}`;
const OLDER_SEALING_KEY = `2025:${Buffer.alloc(32, 8).toString('base64')}`;
const ORG_KEY = 'org-key-0123456789-0123456789-abc';
const OPERATIONS_KEY = 'operations-key-0123456789-0123456789';
const GOOD = {
  ORG_KEYS: ORG_KEY,
  OPERATIONS_KEYS: OPERATIONS_KEY,
  SALESFORCE_URL: 'https://fabrikam.my.salesforce.com',
  SALESFORCE_ORG_ID: '00D5g000004XyZaEAK',
  SALESFORCE_CLIENT_ID: '3MVG9.co-sell-bridge',
  SALESFORCE_USERNAME: 'bridge@fabrikam.example',
  SALESFORCE_KEY_FILE: KEY_FILE,
  PARTNER_CENTER_TENANT_ID: '7C1FA3D0-1111-4222-8333-444455556666',
  PARTNER_CENTER_ORGANIZATION_ID: '9d2fa3d0-1111-4222-8333-444455556666',
  PARTNER_CENTER_CLIENT_ID: '0F2FA3D0-1111-4222-8333-444455556666',
  PARTNER_CENTER_CLIENT_SECRET: 'a-client-secret',
  PUBLIC_URL: 'https://bridge.fabrikam.example',
  SEALING_KEYS: SEALING_KEY,
};

function fileWith(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function refusal(changes: { [name: string]: string | undefined }): string[] {
  try {
    readConfig({ ...GOOD, ...changes });
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    expect(error.code).toBe('config');
    return error.message.split('\n');
  }
  throw new Error('expected a refusal, but these settings were accepted');
}

describe('settings that are right', () => {
  it('need only what has no sensible default', () => {
    expect(readConfig(GOOD)).toEqual({
      port: 8080,
      host: '127.0.0.1',
      operationsPort: undefined,
      dataDir: './data',
      logLevel: 'info',
      http: {
        orgKeys: [ORG_KEY],
        operationsKeys: [OPERATIONS_KEY],
        rateLimitPerMinute: 1_200,
        trustProxy: [],
      },
      publicUrl: 'https://bridge.fabrikam.example',
      sealingKeys: [SEALING_KEY],
      salesforce: {
        url: 'https://fabrikam.my.salesforce.com',
        orgId: '00D5g000004XyZaEAK',
        audience: 'https://login.salesforce.com',
        clientId: '3MVG9.co-sell-bridge',
        username: 'bridge@fabrikam.example',
        privateKeyPem: KEY_PEM.trim(),
        dailyShare: 0.8,
      },
      partnerCenter: {
        url: 'https://api.partner.microsoft.com',
        tenantId: '7c1fa3d0-1111-4222-8333-444455556666',
        organizationId: '9d2fa3d0-1111-4222-8333-444455556666',
        webhooksUrl: 'https://api.partnercenter.microsoft.com',
        authority: 'https://login.microsoftonline.com',
        clientId: '0f2fa3d0-1111-4222-8333-444455556666',
        credential: { secret: 'a-client-secret' },
      },
      webhookTrust: undefined,
      timings: DEFAULT_TIMINGS,
    });
  });

  it('may name two keys a door, separated by a comma', () => {
    const second = `${ORG_KEY}-next`;
    expect(readConfig({ ...GOOD, ORG_KEYS: `${ORG_KEY}, ${second}` }).http.orgKeys).toEqual([
      ORG_KEY,
      second,
    ]);
  });

  it('treat an empty value like a missing one, as compose files write it', () => {
    expect(readConfig({ ...GOOD, PORT: '', LOG_LEVEL: ' ' })).toEqual(readConfig(GOOD));
  });

  it.each(['http://127.0.0.1:4101', 'http://localhost:4101/', 'http://[::1]:4101'])(
    'allow %s, because it stays on this machine',
    (url) => {
      expect(readConfig({ ...GOOD, SALESFORCE_URL: url }).salesforce.url).toBe(new URL(url).origin);
    },
  );

  it('replace some timings and keep the others', () => {
    const timings = '{"leaseMs":30000,"heartbeatMs":5000,"createLooksMs":[10,20]}';
    expect(readConfig({ ...GOOD, COSELL_TIMINGS: timings }).timings).toEqual({
      ...DEFAULT_TIMINGS,
      leaseMs: 30_000,
      heartbeatMs: 5_000,
      createLooksMs: [10, 20],
    });
  });

  it('replace parts of whom webhooks are trusted from', () => {
    const path = fileWith('trust.json', '{"certificateHosts":["127.0.0.1:4103"],"subject":"x"}');
    expect(readConfig({ ...GOOD, WEBHOOK_TRUST_FILE: path }).webhookTrust).toEqual({
      certificateHosts: ['127.0.0.1:4103'],
      subject: 'x',
    });
  });

  it('sign in at Entra with a certificate instead of a secret', () => {
    const changes = {
      PARTNER_CENTER_CLIENT_SECRET: undefined,
      PARTNER_CENTER_CERTIFICATE_FILE: CERTIFICATE_FILE,
    };
    expect(readConfig({ ...GOOD, ...changes }).partnerCenter.credential).toEqual({
      certificatePem: CERTIFICATE.certificatePem.trim(),
      privateKeyPem: CERTIFICATE.privateKeyPem.trim(),
    });
  });

  it('may name older sealing keys after the current one', () => {
    const keys = `${SEALING_KEY}, ${OLDER_SEALING_KEY}`;
    expect(readConfig({ ...GOOD, SEALING_KEYS: keys }).sealingKeys).toEqual([
      SEALING_KEY,
      OLDER_SEALING_KEY,
    ]);
  });

  it('leave other programs their names', () => {
    expect(() => readConfig({ ...GOOD, PATH: '/bin', SALESFORCE_CLI: 'x' })).not.toThrow();
  });
});

/** Setting, value, and what its line must say. */
const BAD: [name: string, value: string | undefined, says: RegExp][] = [
  ['PORT', 'eighty', /^ {2}PORT: expected a port number from 1 to 65535.*; got "eighty"$/],
  ['PORT', '65536', /PORT: .*got "65536"/],
  ['PORT', '80.5', /PORT: .*got "80.5"/],
  ['PORT', '-1', /PORT: .*got "-1"/],
  ['OPERATIONS_PORT', '0', /OPERATIONS_PORT: .*got "0"/],
  [
    'OPERATIONS_PORT',
    '8080',
    /OPERATIONS_PORT: expected another port than PORT; got 8080 for both/,
  ],
  ['HOST', 'any where', /HOST: .*got "any where"/],
  ['ORG_KEYS', undefined, /ORG_KEYS: is missing; expected .*at least 32 characters/],
  ['ORG_KEYS', 'short-key', /ORG_KEYS: .*got 1 \(9 characters\)/],
  ['ORG_KEYS', `${ORG_KEY},`, /ORG_KEYS: .*got 2 \(33, 0 characters\)/],
  ['ORG_KEYS', `${ORG_KEY},${ORG_KEY}`, /ORG_KEYS: .*the same one twice/],
  ['ORG_KEYS', [1, 2, 3].map((n) => `${ORG_KEY}${n}`).join(','), /ORG_KEYS: .*got 3/],
  ['ORG_KEYS', `${ORG_KEY} with a space`, /ORG_KEYS: .*got 1 \(46 characters\)/],
  ['OPERATIONS_KEYS', ORG_KEY, /OPERATIONS_KEYS: expected other keys than ORG_KEYS/],
  ['OPERATIONS_KEYS', undefined, /OPERATIONS_KEYS: is missing/],
  ['SALESFORCE_URL', undefined, /SALESFORCE_URL: is missing/],
  ['SALESFORCE_URL', 'fabrikam.my.salesforce.com', /SALESFORCE_URL: expected .*https:\/\//],
  ['SALESFORCE_URL', 'http://fabrikam.my.salesforce.com', /SALESFORCE_URL: .*loopback/],
  ['SALESFORCE_URL', 'http://127.0.0.1.example.com', /SALESFORCE_URL: .*loopback/],
  ['SALESFORCE_URL', 'https://a.my.salesforce.com/services', /SALESFORCE_URL: .*without a path/],
  ['SALESFORCE_URL', 'https://u:hunter2@a.salesforce.com', /SALESFORCE_URL: .*a user name in it/],
  ['SALESFORCE_URL', 'ftp://a.my.salesforce.com', /SALESFORCE_URL: .*got "ftp:/],
  ['SALESFORCE_ORG_ID', '00D5g000004XyZa', /SALESFORCE_ORG_ID: expected the 18-character id/],
  ['SALESFORCE_ORG_ID', '00D5g000004XyZaEAB', /SALESFORCE_ORG_ID: .*got "00D5g000004XyZaEAB"/],
  ['SALESFORCE_ORG_ID', '0065g000004XyZaEAK', /SALESFORCE_ORG_ID: .*starting with 00D/],
  ['SALESFORCE_AUDIENCE', 'login.salesforce.com', /SALESFORCE_AUDIENCE: expected .*https:\/\//],
  [
    'SALESFORCE_CLIENT_ID',
    undefined,
    /SALESFORCE_CLIENT_ID: is missing; expected the consumer key/,
  ],
  ['SALESFORCE_USERNAME', 'bridge', /SALESFORCE_USERNAME: expected the user name/],
  ['SALESFORCE_KEY_FILE', undefined, /SALESFORCE_KEY_FILE: is missing/],
  ['SALESFORCE_KEY_FILE', KEY_PEM, /SALESFORCE_KEY_FILE: expected the path \(not the text/],
  [
    'SALESFORCE_KEY_FILE',
    '/nowhere/key.pem',
    /SALESFORCE_KEY_FILE: .*readable PEM file; got ENOENT/,
  ],
  [
    'SALESFORCE_KEY_FILE',
    fileWith('text.pem', 'swordfish'),
    /SALESFORCE_KEY_FILE: expected an unencrypted private key/,
  ],
  [
    'SALESFORCE_KEY_FILE',
    fileWith('weak.pem', newPrivateKey(1024)),
    /SALESFORCE_KEY_FILE: expected an RSA key of at least 2048 bits/,
  ],
  ['SALESFORCE_DAILY_SHARE', '0.01', /SALESFORCE_DAILY_SHARE: .*got "0.01"/],
  ['SALESFORCE_DAILY_SHARE', '80%', /SALESFORCE_DAILY_SHARE: .*0.05 to 1.*got "80%"/],
  ['DATABASE_URL', 'mysql://u:swordfish@db/x', /DATABASE_URL: expected .*postgresql.*got \d+ char/],
  ['PUBLIC_URL', undefined, /PUBLIC_URL: is missing/],
  ['PUBLIC_URL', 'https://example.com/bridge', /PUBLIC_URL: .*without a path/],
  ['SEALING_KEYS', undefined, /SEALING_KEYS: is missing/],
  ['SEALING_KEYS', 'swordfish', /SEALING_KEYS: expected .*base64; got 1 \(9 characters\)/],
  ['SEALING_KEYS', `${SEALING_KEY},${OLDER_SEALING_KEY.replace('2025', '2026')}`, /one name twice/],
  ['PARTNER_CENTER_URL', 'http://api.partner.microsoft.com', /PARTNER_CENTER_URL: .*loopback/],
  ['PARTNER_CENTER_TENANT_ID', 'fabrikam.onmicrosoft.com', /PARTNER_CENTER_TENANT_ID: .*a GUID/],
  ['PARTNER_CENTER_ORGANIZATION_ID', undefined, /PARTNER_CENTER_ORGANIZATION_ID: is missing/],
  ['PARTNER_CENTER_AUTHORITY', 'http://login.example', /PARTNER_CENTER_AUTHORITY: .*loopback/],
  ['PARTNER_CENTER_CLIENT_ID', 'bridge', /PARTNER_CENTER_CLIENT_ID: .*a GUID/],
  ['PARTNER_CENTER_CLIENT_SECRET', 'two words', /PARTNER_CENTER_CLIENT_SECRET: .*got 9 characters/],
  [
    'PARTNER_CENTER_CLIENT_SECRET',
    undefined,
    /either it or PARTNER_CENTER_CERTIFICATE_FILE; got none/,
  ],
  [
    'PARTNER_CENTER_CERTIFICATE_FILE',
    CERTIFICATE_FILE,
    /PARTNER_CENTER_CERTIFICATE_FILE; got both/,
  ],
  ['WEBHOOK_TRUST_FILE', '/nowhere/trust.json', /WEBHOOK_TRUST_FILE: expected .*readable JSON/],
  ['LOG_LEVEL', 'loud', /LOG_LEVEL: expected fatal, error, .*; got "loud"/],
  ['RATE_LIMIT_PER_MINUTE', '0', /RATE_LIMIT_PER_MINUTE: .*got "0"/],
  ['RATE_LIMIT_PER_MINUTE', '1e3', /RATE_LIMIT_PER_MINUTE: .*got "1e3"/],
  ['TRUST_PROXY', 'true', /TRUST_PROXY: .*got "true"/],
  ['TRUST_PROXY', '0.0.0.0/0', /TRUST_PROXY: .*got "0.0.0.0\/0"/],
  ['TRUST_PROXY', '10.0.0.0/33', /TRUST_PROXY: .*got "10.0.0.0\/33"/],
  ['COSELL_TIMINGS', '{leaseMs:1}', /COSELL_TIMINGS: expected a JSON object/],
  ['COSELL_TIMINGS', '[1]', /COSELL_TIMINGS: expected a JSON object/],
  ['COSELL_TIMINGS', '{"leasMs":1}', /COSELL_TIMINGS\.leasMs: .*did you mean leaseMs\?/],
  ['COSELL_TIMINGS', '{"leaseMs":"2s"}', /COSELL_TIMINGS\.leaseMs: .*milliseconds.*got "2s"/],
  ['COSELL_TIMINGS', '{"pollMs":0}', /COSELL_TIMINGS\.pollMs: .*at least 1; got 0/],
  ['COSELL_TIMINGS', '{"createLooksMs":[]}', /COSELL_TIMINGS\.createLooksMs: .*got \[\]/],
  ['COSELL_TIMINGS', '{"leaseMs":100}', /heartbeatMs to be less than leaseMs; got 20000 and 100/],
  [
    'COSELL_TIMINGS',
    '{"leaseMs":29999,"heartbeatMs":5000}',
    /leaseMs together; got 30000 and 29999/,
  ],
  ['COSELL_TIMEINGS', '{}', /COSELL_TIMEINGS: is not a setting.*did you mean COSELL_TIMINGS\?/],
  ['COSELL_PORT', '80', /COSELL_PORT: is not a setting.*did you mean PORT\?/],
  ['COSELL_WHATEVER_ELSE', '1', /COSELL_WHATEVER_ELSE: is not a setting of the bridge$/],
];

describe('settings that are wrong', () => {
  it.each(BAD)('are refused with what was expected: %s = %s', (name, value, says) => {
    const [summary, ...lines] = refusal({ [name]: value });
    expect(summary).toBe('1 setting is wrong or missing.');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(says);
  });

  it('are all reported at once', () => {
    const [summary, ...lines] = refusal({
      PORT: 'eighty',
      ORG_KEYS: undefined,
      SALESFORCE_URL: 'http://example.com',
      LOG_LEVEL: 'loud',
      COSELL_TIMINGS: '{"leasMs":1,"pollMs":-1}',
      COSELL_PRT: '1',
    });
    expect(summary).toBe('7 settings are wrong or missing.');
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
      'COSELL_PRT',
      'PORT',
      'ORG_KEYS',
      'SALESFORCE_URL',
      'LOG_LEVEL',
      'COSELL_TIMINGS.leasMs',
      'COSELL_TIMINGS.pollMs',
    ]);
  });

  it('point at the misspelt name when the right one is missing', () => {
    const changes = { SALESFORCE_ORG_ID: undefined, SALESFORCE_ORGID: '00D5g000004XyZaEAK' };
    expect(refusal(changes)[1]).toMatch(/is missing \(is SALESFORCE_ORGID meant to be it\?\)/);
  });

  it('never show a secret', () => {
    const secrets = ['hunter2-short', 'swordfish one', 'open sesame'];
    const message = refusal({
      ORG_KEYS: secrets[0],
      SEALING_KEYS: secrets[1],
      PARTNER_CENTER_CLIENT_ID: 'swordfish-client-secret-in-the-wrong-place',
      SALESFORCE_KEY_FILE: KEY_PEM,
      PARTNER_CENTER_CLIENT_SECRET: secrets[2],
      SALESFORCE_URL: 'https://user:hunter2-short@example.com',
    }).join('\n');
    expect(message).toMatch(/^6 settings/);
    expect(message).not.toMatch(/swordfish|BEGIN|MII/);
    for (const secret of secrets) expect(message).not.toContain(secret);
  });

  it.each([
    ['no certificate', KEY_PEM, /expected a certificate beside the private key/],
    [
      'the key of another certificate',
      `${CERTIFICATE.certificatePem}\n${KEY_PEM}`,
      /expected the private key of this very certificate/,
    ],
  ])('include a certificate file with %s', (_what, text, says) => {
    const [, ...lines] = refusal({
      PARTNER_CENTER_CLIENT_SECRET: undefined,
      PARTNER_CENTER_CERTIFICATE_FILE: fileWith('bad.pem', text),
    });
    expect(lines.join('\n')).toMatch(says);
  });

  it.each([
    ['no JSON', 'roots', /readable JSON file/],
    ['a name that is no part of it', '{"root":[]}', /WEBHOOK_TRUST_FILE.*additional properties/],
    ['a root that is no certificate', '{"roots":["x"]}', /WEBHOOK_TRUST_FILE\/roots\/0: /],
    ['no roots at all', '{"roots":[]}', /WEBHOOK_TRUST_FILE\/roots: /],
    ['an address instead of a host', '{"certificateHosts":["https://x/"]}', /certificateHosts\/0/],
  ])('include a trust file with %s', (_what, text, says) => {
    const [, ...lines] = refusal({ WEBHOOK_TRUST_FILE: fileWith('bad.json', text) });
    expect(lines.join('\n')).toMatch(says);
  });
});
