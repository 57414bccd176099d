import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { installDoors, type Door } from '../../../service/src/http/doors.ts';
import { createOperationsApp } from '../../../service/src/http/operations-app.ts';
import { createLog } from '../../../service/src/log.ts';
import { createTestApp, OPERATIONS_KEY, ORG_ID, ORG_KEY, RECORD_ID } from './fake-bridge.ts';
import { createSetupUnderTest } from './setup/setup-under-test.ts';

/** Every route there is. A new one is added here by hand, with the door somebody chose for it. */
const ROUTES: { readonly [route: string]: Door } = {
  'GET /healthz': 'public',
  'HEAD /healthz': 'public',
  'GET /readyz': 'public',
  'HEAD /readyz': 'public',
  'POST /webhooks/partner-center': 'webhook-signature',
  'POST /v1/records/changed': 'records',
  'POST /v1/records/:id/sync': 'records',
  'POST /v1/records/:id/preflight': 'records',
  'GET /v1/operations/health': 'operations',
  'HEAD /v1/operations/health': 'operations',
  'GET /v1/operations/pairs': 'operations',
  'HEAD /v1/operations/pairs': 'operations',
  'POST /v1/operations/pairs/:id/retry': 'operations',
  'POST /v1/operations/pairs/retry': 'operations',
  'GET /v1/operations/audit/verify': 'operations',
  'HEAD /v1/operations/audit/verify': 'operations',
  'GET /v1/operations/mapping': 'operations',
  'HEAD /v1/operations/mapping': 'operations',
  'GET /v1/operations/mapping/records/:id': 'operations',
  'HEAD /v1/operations/mapping/records/:id': 'operations',
  'GET /v1/operations/webhook': 'operations',
  'HEAD /v1/operations/webhook': 'operations',
  'POST /v1/operations/webhook/register': 'operations',
  'POST /v1/operations/webhook/take-back': 'operations',
  'POST /v1/operations/webhook/test': 'operations',
  'POST /v1/operations/setup-token': 'operations',
  'GET /setup/sign-in': 'setup-token',
  'HEAD /setup/sign-in': 'setup-token',
  'POST /setup/sign-in': 'setup-token',
  'GET /setup': 'setup',
  'HEAD /setup': 'setup',
  'GET /setup/callback': 'setup',
  'POST /setup/connect': 'setup',
  'POST /setup/webhook/register': 'setup',
  'POST /setup/webhook/take-back': 'setup',
  'POST /setup/webhook/test': 'setup',
  'POST /setup/sign-out': 'setup',
};
const PRIVATE_ROUTES = ['/healthz', '/metrics', '/docs', '/docs/openapi.json'];

const listed = ({ doors }: FastifyInstance) =>
  Object.fromEntries(doors.map(({ method, url, door }) => [`${method} ${url}`, door]));

const behind = (door: Door): InjectOptions[] =>
  Object.entries(ROUTES)
    .filter(([, one]) => one === door)
    .map(([route]) => {
      const [method = '', url = ''] = route.split(' ');
      return { method: method as 'GET', url: url.replace(':id', RECORD_ID) };
    });

async function testDoors() {
  const setup = createSetupUnderTest();
  const test = await createTestApp({ setup: setup.deps });
  return { ...test, acts: setup.acts };
}

describe('the routes', () => {
  it('are these, each behind its door', async () => {
    const { app } = await testDoors();
    expect(listed(app)).toEqual(ROUTES);
  });

  it('of the operations port are these, behind its own', async () => {
    const { app } = await testDoors();
    const metrics = { render: async () => ({ contentType: 'text/plain', text: '' }) };
    const log = createLog({ level: 'silent' });
    const operations = await createOperationsApp({ metrics, documented: app, log });
    await operations.ready();
    const routes = PRIVATE_ROUTES.flatMap((url) => [`GET ${url}`, `HEAD ${url}`]);
    expect(listed(operations)).toEqual(
      Object.fromEntries(routes.map((route) => [route, 'private-port'])),
    );
  });

  it('do not start when one names no door, or one that nobody guards', async () => {
    const app = Fastify();
    installDoors(app, { public: {} });
    expect(() => app.get('/forgotten', async () => '')).toThrow('GET /forgotten names no door');
    expect(() => app.get('/x', { config: { door: 'setup' } }, async () => '')).toThrow(
      'GET /x: this app has no guard for setup',
    );
  });
});

const KEYS: [who: string, headers: Record<string, string>][] = [
  ['nobody', {}],
  ['a stranger with a made-up key', { authorization: `Bearer ${'x'.repeat(40)}` }],
  ['the org', { authorization: `Bearer ${ORG_KEY}`, 'x-co-sell-org': ORG_ID }],
  ['an administrator', { authorization: `Bearer ${OPERATIONS_KEY}` }],
  [
    'a browser with a made-up session',
    { cookie: '__Host-co-sell-setup=eyJhbGciOiJkaXIifQ..a.b.c' },
  ],
];
/** What each of them is told at a door that is not theirs; a door not listed lets them in. */
const REFUSED: { [door in Door]?: { [who: string]: number[] } } = {
  records: {
    nobody: [401],
    'a stranger with a made-up key': [401],
    'an administrator': [403],
    'a browser with a made-up session': [401],
  },
  operations: {
    nobody: [401],
    'a stranger with a made-up key': [401],
    'the org': [403],
    'a browser with a made-up session': [401],
  },
  // A browser that reads is led to the sign-in page; one that sends a form is refused.
  setup: Object.fromEntries(KEYS.map(([who]) => [who, [303, 403]])),
};

describe.each(Object.keys(REFUSED) as (keyof typeof REFUSED)[])('the door of %s', (door) => {
  it.each(KEYS.filter(([who]) => REFUSED[door]?.[who]))(
    'stays shut for %s',
    async (who, headers) => {
      const { app, bridge, acts } = await testDoors();
      for (const route of behind(door)) {
        const answer = await app.inject({ ...route, headers });
        const reading = route.method === 'GET' || route.method === 'HEAD';
        const statuses = REFUSED[door]?.[who] ?? [];
        expect([route.url, answer.statusCode]).toEqual([
          route.url,
          reading ? statuses[0] : statuses.at(-1),
        ]);
        expect(answer.headers['location'] ?? '/setup/sign-in').toBe('/setup/sign-in');
      }
      expect(acts).toEqual([]);
      expect(bridge.calls.filter(({ name }) => name !== 'refusesOrg')).toEqual([]);
    },
  );
});
