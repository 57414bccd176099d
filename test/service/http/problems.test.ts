import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { expectProblem, GUID } from './expect-problem.ts';
import {
  asAdministrator,
  asOrg,
  createTestApp,
  NEXT_ORG_KEY,
  ORG_KEY,
  RECORD_ID,
} from './fake-bridge.ts';

const changed: InjectOptions = { method: 'POST', url: '/v1/records/changed', headers: asOrg };
const typed = (type: string, payload: string): InjectOptions => ({
  ...changed,
  headers: { ...asOrg, 'content-type': type },
  payload,
});

describe('a refusal', () => {
  it.each<[what: string, request: InjectOptions, status: number, code: string]>([
    ['an unknown address', { url: '/v2/records' }, 404, 'no-such-route'],
    ['the root', { url: '/' }, 404, 'no-such-route'],
    ['a slash too many', { url: '/healthz/' }, 404, 'no-such-route'],
    ['an address that cannot be decoded', { url: '/v1/%zz' }, 400, 'malformed-url'],
    ['a broken part', { url: '/v1/records/%E0%A4%A/sync' }, 400, 'malformed-url'],
    [
      'an endless part',
      { url: `/v1/records/${'0'.repeat(200)}/sync`, method: 'POST' },
      400,
      'malformed-url',
    ],
    ['a wrong method', { url: '/v1/records/changed' }, 405, 'method-not-allowed'],
    ['JSON cut short', typed('application/json', '{"ids":['), 400, 'malformed-json'],
    ['a prototype', typed('application/json', '{"__proto__":{"more":1}}'), 400, 'malformed-json'],
    ['text', typed('text/plain', 'x'), 415, 'unsupported-media-type'],
    ['a form', typed('application/x-www-form-urlencoded', 'ids=1'), 415, 'unsupported-media-type'],
    ['too much', typed('application/json', `"${'x'.repeat(16_384)}"`), 413, 'body-too-large'],
  ])('for %s is a problem body', async (_what, request, status, code) => {
    const { app, bridge } = await createTestApp();
    expectProblem(await app.inject(request), status, code);
    expect(bridge.calls.filter((call) => call.name !== 'refusesOrg')).toEqual([]);
  });

  it.each([
    ['GET', '/v1/records/changed', 'POST'],
    ['DELETE', `/v1/records/${RECORD_ID}/sync`, 'POST'],
    ['PUT', '/v1/operations/pairs?state=failed', 'GET, HEAD'],
    ['GET', '/v1/operations/pairs/retry', 'POST'],
    ['GET', '/webhooks/partner-center', 'POST'],
    ['OPTIONS', '/v1/records/changed', 'POST'],
  ] as const)('of %s %s names what is allowed', async (method, url, allow) => {
    const { app } = await createTestApp();
    const answer = await app.inject({
      method,
      url,
      headers: { ...asOrg, origin: 'https://x.example' },
    });
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers['allow']).toBe(allow);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is logged with its code, without what was sent', async () => {
    const { app, lines } = await createTestApp();
    await app.inject({ ...changed, payload: { ids: ['Contoso-Ltd'], more: false } });
    expect(lines.join('')).toContain('"code":"invalid-request"');
    expect(lines.join('')).not.toContain('Contoso');
  });
});

describe('the correlation id', () => {
  it('of the caller is kept, echoed and logged', async () => {
    const { app, lines } = await createTestApp();
    const id = randomUUID();
    const answer = await app.inject({ url: '/healthz', headers: { 'x-correlation-id': id } });
    expect(answer.headers['x-correlation-id']).toBe(id);
    expect(lines.join('')).toContain(`"correlationId":"${id}"`);
  });

  it.each([undefined, 'mine', `${randomUUID()}"}`, ''])(
    'is made when the caller sends %j',
    async (given) => {
      const { app } = await createTestApp();
      const headers = given === undefined ? {} : { 'x-correlation-id': given };
      const answer = await app.inject({ url: '/healthz', headers });
      expect(answer.headers['x-correlation-id']).toMatch(GUID);
      expect(answer.headers['x-correlation-id']).not.toBe(given);
    },
  );
});

describe('the log', () => {
  it('has one line per request and no address, key, query or body in it', async () => {
    const { app, lines } = await createTestApp();
    await app.inject({
      method: 'POST',
      url: `/v1/records/${RECORD_ID}/sync?name=Contoso`,
      headers: asOrg,
      remoteAddress: '203.0.113.7',
      payload: { note: 'Contoso' },
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.any(String),
      correlationId: expect.stringMatching(GUID),
      method: 'POST',
      route: '/v1/records/:id/sync',
      status: 200,
      ms: expect.any(Number),
      msg: 'request',
    });
  });
});

describe('the rate limit', () => {
  const syncAs = (key: string, remoteAddress = '203.0.113.7'): InjectOptions => ({
    method: 'POST',
    url: `/v1/records/${RECORD_ID}/sync`,
    headers: { ...asOrg, authorization: `Bearer ${key}` },
    remoteAddress,
  });

  it('is for each key, wherever it calls from', async () => {
    const { app } = await createTestApp({ rateLimitPerMinute: 2 });
    await app.inject(syncAs(ORG_KEY, '203.0.113.1'));
    await app.inject(syncAs(ORG_KEY, '203.0.113.2'));
    const answer = await app.inject(syncAs(ORG_KEY, '203.0.113.3'));
    expectProblem(answer, 429, 'too-many-requests');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.inject(syncAs(NEXT_ORG_KEY))).statusCode).toBe(200);
    const health = { url: '/v1/operations/health', headers: asAdministrator };
    expect((await app.inject(health)).statusCode).toBe(200);
  });

  it('is for each address without a key, and made-up keys buy nothing', async () => {
    const { app } = await createTestApp({ rateLimitPerMinute: 2 });
    expect((await app.inject(syncAs('made-up-1'))).statusCode).toBe(401);
    expect((await app.inject(syncAs('made-up-2'))).statusCode).toBe(401);
    expectProblem(await app.inject(syncAs('made-up-3')), 429, 'too-many-requests');
    expect((await app.inject(syncAs('made-up-4', '203.0.113.8'))).statusCode).toBe(401);
    expect((await app.inject(syncAs(ORG_KEY))).statusCode).toBe(200);
  });

  it('counts wrong addresses, but never /healthz', async () => {
    const { app } = await createTestApp({ rateLimitPerMinute: 1 });
    await app.inject('/nowhere');
    expectProblem(await app.inject('/nowhere'), 429, 'too-many-requests');
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });

  it('believes a proxy about the address only when that proxy is known', async () => {
    const from = (address: string) => ({
      url: '/nowhere',
      remoteAddress: '10.0.0.9',
      headers: { 'x-forwarded-for': address },
    });
    const keys = { orgKeys: [ORG_KEY], operationsKeys: [NEXT_ORG_KEY], rateLimitPerMinute: 1 };
    const trusting = await createTestApp({ config: { ...keys, trustProxy: ['10.0.0.0/8'] } });
    const wary = await createTestApp({ config: { ...keys, trustProxy: [] } });
    for (const address of ['203.0.113.1', '203.0.113.2']) {
      expect((await trusting.app.inject(from(address))).statusCode).toBe(404);
    }
    expect((await wary.app.inject(from('203.0.113.1'))).statusCode).toBe(404);
    expect((await wary.app.inject(from('203.0.113.2'))).statusCode).toBe(429);
  });
});
