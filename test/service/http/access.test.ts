import type { InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import {
  asAdministrator,
  asOrg,
  createTestApp,
  NEXT_ORG_KEY,
  OPERATIONS_KEY,
  ORG_KEY,
  RECORD_ID,
} from './fake-bridge.ts';

const RECORD_ROUTES: InjectOptions[] = [
  { method: 'POST', url: '/v1/records/changed', payload: { ids: [RECORD_ID], more: false } },
  { method: 'POST', url: `/v1/records/${RECORD_ID}/sync` },
  { method: 'POST', url: `/v1/records/${RECORD_ID}/preflight` },
];
const OPERATIONS_ROUTES: InjectOptions[] = [
  { method: 'GET', url: '/v1/operations/health' },
  { method: 'GET', url: '/v1/operations/pairs?state=failed' },
  { method: 'POST', url: '/v1/operations/pairs/p1/retry' },
  { method: 'POST', url: '/v1/operations/pairs/retry' },
  { method: 'GET', url: '/v1/operations/mapping' },
  { method: 'GET', url: '/v1/operations/mapping/records/006000000000001AAA' },
];

const NOT_A_KEY: [what: string, authorization: string, code: string][] = [
  ['another key', `Bearer ${ORG_KEY}x`, 'unknown-key'],
  ['the beginning of a key', `Bearer ${ORG_KEY.slice(0, -1)}`, 'unknown-key'],
  ['another scheme', `Basic ${ORG_KEY}`, 'unknown-key'],
  ['a key alone', ORG_KEY, 'unknown-key'],
  ['a scheme alone', 'Bearer', 'unknown-key'],
  ['both keys at once', `Bearer ${ORG_KEY} ${OPERATIONS_KEY}`, 'unknown-key'],
];

describe.each([...RECORD_ROUTES, ...OPERATIONS_ROUTES])('$method $url', (route) => {
  it('asks who is calling, and does nothing for a stranger', async () => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject(route);
    expectProblem(answer, 401, 'no-key');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(bridge.calls).toEqual([]);
  });

  it.each(NOT_A_KEY)('does not know %s', async (_what, authorization, code) => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject({ ...route, headers: { authorization } });
    const problem = expectProblem(answer, 401, code);
    expect(problem.detail).not.toContain(ORG_KEY);
    expect(bridge.calls).toEqual([]);
  });
});

describe('a key of the other door', () => {
  it.each(RECORD_ROUTES)('does not open $url', async (route) => {
    const { app, bridge } = await createTestApp();
    expectProblem(await app.inject({ ...route, headers: asAdministrator }), 403, 'wrong-scope');
    expect(bridge.calls).toEqual([]);
  });

  it.each(OPERATIONS_ROUTES)('does not open $method $url', async (route) => {
    const { app, bridge } = await createTestApp();
    expectProblem(await app.inject({ ...route, headers: asOrg }), 403, 'wrong-scope');
    expect(bridge.calls).toEqual([]);
  });
});

describe('during a rotation', () => {
  it.each([ORG_KEY, NEXT_ORG_KEY])('both keys of the org are valid', async (key) => {
    const { app } = await createTestApp();
    const headers = { ...asOrg, authorization: `bearer ${key}` };
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/records/${RECORD_ID}/sync`,
      headers,
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('another org', () => {
  it.each(RECORD_ROUTES)('is refused at $url, although it holds the key', async (route) => {
    const { app, bridge } = await createTestApp();
    const headers = { ...asOrg, 'x-co-sell-org': '00D5g000004XyZbEAK' };
    const problem = expectProblem(await app.inject({ ...route, headers }), 403, 'other-org');
    expect(problem.detail).toBe('This bridge belongs to another org.');
    expect(bridge.calls.map((call) => call.name)).toEqual(['refusesOrg']);
  });

  it('may not hide by not saying which it is', async () => {
    const { app, bridge } = await createTestApp();
    const headers = { authorization: asOrg.authorization };
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/records/${RECORD_ID}/sync`,
      headers,
    });
    expectProblem(answer, 403, 'other-org');
    expect(bridge.calls).toEqual([{ name: 'refusesOrg', args: [undefined] }]);
  });

  it('is recognised by either form of its id', async () => {
    const { app } = await createTestApp();
    const headers = { ...asOrg, 'x-co-sell-org': '00D5g000004XyZa' };
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/records/${RECORD_ID}/sync`,
      headers,
    });
    expect(answer.statusCode).toBe(200);
  });
});
