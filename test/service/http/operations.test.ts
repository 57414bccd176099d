import { describe, expect, it } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import {
  asAdministrator,
  CORRELATION_ID,
  createTestApp,
  failedPair,
  HEALTH,
} from './fake-bridge.ts';

const get = (url: string) => ({ method: 'GET', url, headers: asAdministrator }) as const;
const post = (url: string) => ({ method: 'POST', url, headers: asAdministrator }) as const;

describe('health', () => {
  it('is passed on whole', async () => {
    const { app } = await createTestApp();
    const answer = await app.inject(get('/v1/operations/health'));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(HEALTH);
  });
});

describe('failed pairs', () => {
  it('are listed a page at a time, and next leads to the following one', async () => {
    const pages = [[failedPair('p1'), failedPair('p2')], [failedPair('p3')]];
    const { app, bridge } = await createTestApp({
      bridge: { troubledPairs: async ({ after }) => pages[after === 'p2' ? 1 : 0] ?? [] },
    });
    const first = await app.inject(get('/v1/operations/pairs?state=failed&limit=2'));
    expect(first.json()).toEqual({ pairs: pages[0], next: 'p2' });
    const second = await app.inject(get('/v1/operations/pairs?state=failed&limit=2&after=p2'));
    expect(second.json()).toEqual({ pairs: pages[1], next: null });
    expect(bridge.calls.map((call) => call.args[0])).toEqual([
      { state: 'failed', limit: 2 },
      { state: 'failed', limit: 2, after: 'p2' },
    ]);
  });

  it('come fifty at a time when nothing else is asked', async () => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject(get('/v1/operations/pairs?state=troubled'));
    expect(answer.json()).toEqual({ pairs: [], next: null });
    expect(bridge.calls).toEqual([
      { name: 'troubledPairs', args: [{ state: 'troubled', limit: 50 }] },
    ]);
  });

  it('carry nothing that is not listed in the answer', async () => {
    const { app } = await createTestApp({
      bridge: { troubledPairs: async () => [{ ...failedPair('p1'), base: { dealValue: 1 } }] },
    });
    const answer = await app.inject(get('/v1/operations/pairs?state=failed'));
    expect(answer.json().pairs[0]).toMatchObject({ id: 'p1' });
    expect(answer.body).not.toContain('dealValue');
  });

  it.each([
    ['no state', '', ''],
    ['another state', '?state=open', '/state'],
    ['two states', '?state=failed&state=failed', '/state'],
    ['limit 0', '?state=failed&limit=0', '/limit'],
    ['limit 201', '?state=failed&limit=201', '/limit'],
    ['half a limit', '?state=failed&limit=5.5', '/limit'],
    ['a strange id', '?state=failed&after=a%27b', '/after'],
    ['an unknown word', '?state=failed&sort=up', ''],
  ])('are refused for %s', async (_what, query, path) => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject(get(`/v1/operations/pairs${query}`));
    const problem = expectProblem(answer, 400, 'invalid-request');
    expect(problem.errors?.map((error) => `${error.in}${error.path}`)).toContain(
      `querystring${path}`,
    );
    expect(bridge.calls).toEqual([]);
  });
});

describe('a retry', () => {
  it('of one pair says that it was rung', async () => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject(post('/v1/operations/pairs/p1/retry'));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ retried: 1 });
    expect(bridge.calls).toEqual([{ name: 'retry', args: ['p1', CORRELATION_ID] }]);
  });

  it('of a pair that is not there says so', async () => {
    const { app } = await createTestApp({ bridge: { retry: async () => false } });
    expectProblem(await app.inject(post('/v1/operations/pairs/p1/retry')), 404, 'no-such-pair');
  });

  it('of an id that cannot be one never reaches the core', async () => {
    const { app, bridge } = await createTestApp();
    const answer = await app.inject(post('/v1/operations/pairs/a%2Fb/retry'));
    expectProblem(answer, 400, 'invalid-request');
    expect(bridge.calls).toEqual([]);
  });

  it('of all says how many', async () => {
    const { app, bridge } = await createTestApp({ bridge: { retryAll: async () => 7 } });
    const answer = await app.inject(post('/v1/operations/pairs/retry'));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ retried: 7 });
    expect(bridge.calls).toEqual([{ name: 'retryAll', args: [CORRELATION_ID] }]);
  });
});

describe('checking the audit trail', () => {
  const finding = {
    ...{ pairId: 'p1', recordId: null, entryKey: 'p1:1:abc', fields: ['after'] },
    where: 'org' as const,
    kind: 'changed' as const,
    message: 'An entry in Salesforce is not as the bridge wrote it.',
  };

  it('goes on after what was checked, and carries no value of an entry', async () => {
    const { app, bridge } = await createTestApp({
      bridge: {
        verifyAudit: async () => ({
          ...{ pairs: 1, entries: 3, isOrgChecked: true, next: 'p1' },
          findings: [{ ...finding, after: '47,000' }],
        }),
      },
    });
    const answer = await app.inject(get('/v1/operations/audit/verify?after=p0'));
    expect(answer.json()).toEqual({
      ...{ pairs: 1, entries: 3, isOrgChecked: true, next: 'p1', findings: [finding] },
    });
    expect(bridge.calls).toEqual([{ name: 'verifyAudit', args: [{ after: 'p0' }] }]);
  });

  it('can be of one pair', async () => {
    const { app, bridge } = await createTestApp();
    await app.inject(get('/v1/operations/audit/verify?pair=p1'));
    expect(bridge.calls).toEqual([{ name: 'verifyAudit', args: [{ pairId: 'p1' }] }]);
  });

  it.each([['?pair=a%27b'], ['?since=1']])('is refused for %s', async (query) => {
    const { app, bridge } = await createTestApp();
    expectProblem(
      await app.inject(get(`/v1/operations/audit/verify${query}`)),
      400,
      'invalid-request',
    );
    expect(bridge.calls).toEqual([]);
  });
});
