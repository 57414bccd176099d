import { describe, expect, it } from 'vitest';
import { createTestApp } from './fake-bridge.ts';

describe('/healthz', () => {
  it('answers without a key and without asking anybody', async () => {
    const { app, bridge } = await createTestApp({ isReady: async () => false });
    const answer = await app.inject('/healthz');
    expect([answer.statusCode, answer.json()]).toEqual([200, { alive: true }]);
    expect(bridge.calls).toEqual([]);
  });
});

describe('/readyz', () => {
  it('is ready when the store answers and the org is ours', async () => {
    const { app } = await createTestApp();
    const answer = await app.inject('/readyz');
    expect([answer.statusCode, answer.json()]).toEqual([200, { ready: true, reasons: [] }]);
  });

  it.each([
    ['does not answer', async () => false],
    ['fails', () => Promise.reject(new Error('disk'))],
  ])('is not ready when the store %s', async (_what, isReady) => {
    const { app } = await createTestApp({ isReady });
    const answer = await app.inject('/readyz');
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { ready: false, reasons: ['store-silent'] },
    ]);
  });

  it('is not ready for another org, and tells strangers only the code', async () => {
    const { app } = await createTestApp({ bridge: { isRefused: () => true } });
    const answer = await app.inject('/readyz');
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { ready: false, reasons: ['other-org'] },
    ]);
  });

  it('stays ready while a host hangs, because nothing is lost meanwhile', async () => {
    const { app } = await createTestApp({ bridge: { health: () => new Promise(() => undefined) } });
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  });
});
