import { afterEach, describe, expect, it } from 'vitest';
import { createOperationsApp } from '../../../service/src/http/operations-app.ts';
import { createLog } from '../../../service/src/log.ts';
import { createTestApp } from './fake-bridge.ts';
import { createSetupUnderTest } from './setup/setup-under-test.ts';

const metrics = {
  render: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'cosell_up 1\n' }),
};
let opened: { close(): PromiseLike<unknown> }[] = [];
afterEach(async () => {
  for (const app of opened) await app.close();
  opened = [];
});

async function createOperations(given = metrics) {
  const { app } = await createTestApp({ setup: createSetupUnderTest().deps });
  const log = createLog({ level: 'silent' });
  const operations = await createOperationsApp({ metrics: given, documented: app, log });
  await app.ready();
  opened = [app, operations];
  return { app, operations };
}

type Described = { security?: unknown; responses: { [status: string]: { content?: unknown } } };

describe('the operations port', () => {
  it('gives the metrics as they are rendered', async () => {
    const { operations } = await createOperations();
    const answer = await operations.inject('/metrics');
    expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
      200,
      'text/plain; version=0.0.4',
      'cosell_up 1\n',
    ]);
  });

  it('says in a problem body when they cannot be rendered, and nothing of why', async () => {
    const { operations } = await createOperations({
      render: () => Promise.reject(new Error('swordfish')),
    });
    const answer = await operations.inject('/metrics');
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
    expect(answer.body).not.toContain('swordfish');
  });

  it('describes each route that takes or gives JSON, with the door that guards it', async () => {
    const { app, operations } = await createOperations();
    const answer = await operations.inject('/docs/openapi.json');
    const { openapi, paths } = answer.json() as {
      openapi: string;
      paths: { [path: string]: { [method: string]: Described } };
    };
    expect(openapi).toBe('3.1.0');
    const described = Object.entries(paths).flatMap(([path, one]) =>
      Object.keys(one).map((method) => `${method.toUpperCase()} ${path.replace(/\{id\}/, ':id')}`),
    );
    const routes = app.doors
      .filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/setup'))
      .map(({ method, url }) => `${method} ${url}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
    expect(paths['/v1/records/changed']?.['post']).toMatchObject({
      tags: ['records'],
      security: [{ orgKey: [] }],
      requestBody: {
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['ids', 'more'],
              properties: { ids: { maxItems: 200 } },
            },
          },
        },
      },
    });
    expect(paths['/v1/operations/health']?.['get']?.security).toEqual([{ operationsKey: [] }]);
    expect(paths['/healthz']?.['get']?.security).toBeUndefined();
  });

  it('shows the routes as a page without a script or anything from elsewhere', async () => {
    const { operations } = await createOperations();
    const answer = await operations.inject('/docs');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.body).toContain('POST /v1/records/{id}/sync');
    expect(answer.body).not.toMatch(/<script|https?:\/\//);
  });

  it.each(['/v1/operations/health', '/setup', '/webhooks/partner-center'])(
    'has nothing of the public port: %s',
    async (url) => {
      const { operations } = await createOperations();
      expect((await operations.inject(url)).statusCode).toBe(404);
    },
  );

  it('is not on the public port', async () => {
    const { app } = await createOperations();
    for (const url of ['/metrics', '/docs', '/docs/openapi.json', '/documentation/json'])
      expect((await app.inject(url)).statusCode).toBe(404);
  });
});
