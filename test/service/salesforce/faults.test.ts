import { describe, expect, test } from 'vitest';
import { createSalesforceClient } from '../../../service/src/salesforce/client.ts';
import { opportunityId, setUp } from './setup.ts';
import { refusal, type StubAnswer } from './stub-org.ts';

const HTML = { 'content-type': 'text/html' };
const GUID = '3f2b1c00-0000-4000-8000-000000000001';

describe('the token', () => {
  test('is renewed once for everybody when it has lapsed, and every request is repeated', async () => {
    const { client, org, tokens } = await setUp();
    org.on(({ headers }) =>
      headers.authorization === 'Bearer token-1' ? refusal(401, 'INVALID_SESSION_ID') : undefined,
    );
    await Promise.all([
      client.profile(),
      client.findByReferral(GUID),
      client.read(opportunityId(1)),
    ]);
    expect(tokens.renewals).toBe(1);
  });

  test('is renewed only once for a request: a second refusal closes the gate', async () => {
    const { client, org, tokens } = await setUp();
    org.on(() => refusal(401, 'INVALID_SESSION_ID'));
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({
      name: 'HostFault',
      code: 'salesforce-unauthorized',
    });
    expect(tokens.renewals).toBe(1);
    expect(org.requests).toHaveLength(2);
  });

  test('that cannot be had is a fault of the host', async () => {
    const { clock, org } = await setUp();
    const client = createSalesforceClient({
      instanceUrl: org.url,
      apiVersion: '65.0',
      accessToken: () => Promise.reject(new Error('no key')),
      timings: { requestTimeoutMs: 20_000, profileMs: 60_000 },
      clock,
    });
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({ code: 'salesforce-sign-in' });
    expect(org.requests).toHaveLength(0);
  });

  test('does not follow a redirect to another host', async () => {
    const { client, org } = await setUp();
    const other = (await setUp()).org;
    org.on(() => ({ status: 302, headers: { location: `${other.url}/services/data` } }));
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({
      code: 'salesforce-redirected',
    });
    expect(other.requests).toHaveLength(0);
  });

  test('is never written to the log', async () => {
    const { client, org, logs, clock } = await setUp();
    await client.read(opportunityId(1));
    clock.advance(60_000);
    org.on(() => refusal(503, 'SERVER_UNAVAILABLE'));
    await client.profile();
    expect(logs.length).toBeGreaterThan(1);
    expect(JSON.stringify(logs)).not.toContain('token-');
  });
});

describe('an answer that is no success', () => {
  test.each([
    [
      'a limit',
      refusal(403, 'REQUEST_LIMIT_EXCEEDED'),
      { code: 'salesforce-limit-exceeded', serverError: false },
    ],
    [
      'too many requests',
      refusal(429, 'X', { 'retry-after': '7' }),
      { code: 'salesforce-too-many-requests', retryAfterSeconds: 7 },
    ],
    [
      'maintenance',
      refusal(503, 'SERVER_UNAVAILABLE', { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }),
      { code: 'salesforce-unavailable', retryAfterSeconds: 30, serverError: false },
    ],
    [
      'a bare 500',
      { status: 500, headers: HTML, body: '<html>' },
      { code: 'salesforce-server-error', serverError: true },
    ],
    ['the edge', { status: 420, headers: HTML, body: '' }, { code: 'salesforce-edge' }],
    ['a page instead of rows', { headers: HTML, body: '<html>' }, { code: 'salesforce-malformed' }],
    [
      'a body that is cut off',
      { fail: 'cut' },
      { code: 'salesforce-connection-lost', outcomeUnknown: false },
    ],
    ['an unknown version', refusal(404, 'NOT_FOUND'), { code: 'salesforce-api-missing' }],
    [
      'a cut connection',
      { fail: 'drop' },
      { code: 'salesforce-connection-lost', outcomeUnknown: false },
    ],
  ] satisfies [string, StubAnswer, object][])(
    '%s is a fault of the host',
    async (_what, answer, fault) => {
      const { client, org } = await setUp();
      org.on(() => answer);
      await expect(client.findByReferral(GUID)).rejects.toMatchObject({
        name: 'HostFault',
        ...fault,
      });
      // The gate of the bridge decides when to try again, nobody below it.
      expect(org.requests).toHaveLength(1);
    },
  );

  test('any other refusal is named by its error code, whatever its text', async () => {
    const { client, org } = await setUp();
    org.on(() => refusal(400, 'MALFORMED_QUERY'));
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({
      name: 'PairFault',
      code: 'salesforce-malformed-query',
    });
  });

  test('of several errors the first one counts', async () => {
    const { client, org } = await setUp();
    const [first] = refusal(403, 'REQUEST_LIMIT_EXCEEDED').body as object[];
    org.on(() => ({ status: 403, body: [first, { errorCode: 'X', message: 'y' }] }));
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({
      code: 'salesforce-limit-exceeded',
    });
  });

  test('a host that is not there was certainly not reached', async () => {
    const { client, org } = await setUp();
    await org.close();
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({
      code: 'salesforce-unreachable',
      outcomeUnknown: false,
    });
  });

  test('a host that does not answer is given up after the time-out', async () => {
    const { client, org, clock } = await setUp();
    org.on(() => {
      queueMicrotask(() => clock.advance(20_000));
      return { fail: 'hang' };
    });
    await expect(client.findByReferral(GUID)).rejects.toMatchObject({ code: 'salesforce-timeout' });
    expect(clock.sleepers()).toBe(0);
  });
});

describe('the address of the org', () => {
  test.each([
    ['http://acme.my.salesforce.com', 'https'],
    ['https://acme.lightning.force.com', 'my.salesforce.com'],
    ['acme.my.salesforce.com', 'https'],
  ])('%s is refused with what was expected', async (instanceUrl, expected) => {
    const { clock } = await setUp();
    const create = () =>
      createSalesforceClient({
        instanceUrl,
        apiVersion: '65.0',
        accessToken: () => Promise.resolve('token-1'),
        timings: { requestTimeoutMs: 20_000, profileMs: 60_000 },
        clock,
      });
    expect(create).toThrow(expect.objectContaining({ code: 'salesforce-instance-url' }) as Error);
    expect(create).toThrow(expected);
  });
});

describe('the share of the daily calls', () => {
  const answering = (header: string, body: unknown = []) => ({
    headers: { 'sforce-limit-info': header },
    body,
  });

  test.each([
    ['api-usage=18/5000', 18 / 5000],
    ['api-usage=10018/100000; api-bursts=1/750', 10_018 / 100_000],
    ['api-usage=25/5000; per-app-api-usage=17/250(appName=sample; app)', 17 / 250],
    ['per-app-api-usage=1/250(appName=sample-app); api-usage=4000/5000', 0.8],
    ['api-usage=5100/5000', 1],
  ])('of an answer with "%s" is %d', async (header, share) => {
    const { client, org } = await setUp();
    expect(client.dailyShareUsed()).toBeUndefined();
    org.on(({ soql }) => (soql ? answering(header, { records: [], done: true }) : undefined));
    await client.findByReferral(GUID);
    expect(client.dailyShareUsed()).toBe(share);
  });

  test.each(['', 'api-usage=0/0', 'api-bursts=1/750', 'nonsense'])(
    'stays as it was after an answer with "%s"',
    async (header) => {
      const { client, org } = await setUp();
      await client.findByReferral(GUID);
      const before = client.dailyShareUsed();
      org.on(({ soql }) => (soql ? answering(header, { records: [], done: true }) : undefined));
      await client.findByReferral(GUID);
      expect(client.dailyShareUsed()).toBe(before);
    },
  );

  test('can be asked for by one call, and comes from its body when its header tells none', async () => {
    const { client, org } = await setUp();
    const limits = { DailyApiRequests: { Max: 1000, Remaining: 100 } };
    org.on(({ path }) => (path.endsWith('/limits') ? answering('', limits) : undefined));
    expect(await client.readDailyShare()).toBe(0.9);
    expect(client.dailyShareUsed()).toBe(0.9);
    expect(org.requests).toHaveLength(1);
  });
});
