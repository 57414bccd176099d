import { describe, expect, it } from 'vitest';
import { StoreUnavailable, StubCapReached } from '../../../service/src/errors.ts';
import type { WebhookNotification } from '../../../service/src/http/webhooks.ts';
import { WebhookRefused } from '../../../service/src/partner-center/webhook-refused.ts';
import { expectProblem } from './expect-problem.ts';
import { CORRELATION_ID, createTestApp } from './fake-bridge.ts';

const REFERRAL_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const CHANGED_AT = '2026-06-01T00:00:00.000Z';
const updated: WebhookNotification = {
  eventName: 'referral-updated',
  referralId: REFERRAL_ID,
  changedAt: CHANGED_AT,
};

const notification = (payload: string | Buffer = '{}', headers = {}) =>
  ({
    method: 'POST',
    url: '/webhooks/partner-center',
    headers: { 'content-type': 'application/json', 'x-ms-signature': 'Signature c2ln', ...headers },
    payload,
  }) as const;

describe('a notification', () => {
  it('rings its referral and is acknowledged without a body', async () => {
    const { app, bridge } = await createTestApp({ verifyWebhook: async () => updated });
    const answer = await app.inject(notification('{}', { 'x-correlation-id': CORRELATION_ID }));
    expect([answer.statusCode, answer.body]).toEqual([202, '']);
    expect(bridge.calls).toEqual([
      {
        name: 'ring',
        args: [
          {
            id: { referralId: REFERRAL_ID },
            cause: 'webhook',
            notifiedAt: CHANGED_AT,
            correlationId: CORRELATION_ID,
          },
        ],
      },
    ]);
  });

  it('is acknowledged only after the commit', async () => {
    const commit = Promise.withResolvers<{ pairId: string; rung: number }>();
    const { app, bridge } = await createTestApp({
      verifyWebhook: async () => updated,
      bridge: { ring: () => commit.promise },
    });
    let answered = false;
    const answer = app.inject(notification()).then((response) => {
      answered = true;
      return response;
    });
    await expect.poll(() => bridge.calls.length).toBe(1);
    expect(answered).toBe(false);
    commit.resolve({ pairId: 'p1', rung: 1 });
    expect((await answer).statusCode).toBe(202);
  });

  it('that names no referral rings nothing', async () => {
    const { app, bridge } = await createTestApp();
    expect((await app.inject(notification())).statusCode).toBe(202);
    expect(bridge.calls).toEqual([]);
  });

  // What is signed is bytes: neither their order, nor spaces, nor a broken character may be touched.
  it.each([
    ['JSON', Buffer.from('{ "b":1,\n"a":2 }'), {}],
    ['what is no JSON', Buffer.from([0xff, 0xfe, 0x00, 0x7b]), {}],
    ['another content type', Buffer.from('{}'), { 'content-type': 'text/plain' }],
    ['a prototype in it', Buffer.from('{"__proto__":{}}'), {}],
    ['nothing', Buffer.alloc(0), {}],
  ])('reaches the check byte by byte: %s', async (_what, payload, headers) => {
    const seen: { body: Buffer; signature: unknown }[] = [];
    const { app } = await createTestApp({
      verifyWebhook: async (body, given) => {
        seen.push({ body, signature: given['x-ms-signature'] });
        return updated;
      },
    });
    expect((await app.inject(notification(payload, headers))).statusCode).toBe(202);
    expect(seen).toEqual([{ body: payload, signature: 'Signature c2ln' }]);
  });

  it.each([
    [400, 'webhook-header-missing'],
    [401, 'webhook-signature'],
    [503, 'webhook-certificate-unreachable'],
  ] as const)('that is refused gets %i and rings nothing', async (status, code) => {
    const { app, bridge } = await createTestApp({
      verifyWebhook: () =>
        Promise.reject(new WebhookRefused(status, code, 'This is not accepted.')),
    });
    const answer = await app.inject(notification());
    expectProblem(answer, status, code);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Signature' : undefined);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '30' : undefined);
    expect(bridge.calls).toEqual([]);
  });

  it('is never acknowledged when too many are unknown', async () => {
    const { app } = await createTestApp({
      verifyWebhook: async () => updated,
      bridge: { ring: () => Promise.reject(new StubCapReached('full')) },
    });
    const answer = await app.inject(notification());
    expectProblem(answer, 503, 'stub-cap');
    expect(answer.headers['retry-after']).toBe('60');
  });

  it('is never acknowledged while the database is away', async () => {
    const { app } = await createTestApp({
      verifyWebhook: async () => updated,
      bridge: { ring: () => Promise.reject(new StoreUnavailable('away')) },
    });
    const answer = await app.inject(notification());
    expectProblem(answer, 503, 'store-unavailable');
    expect(answer.headers['retry-after']).toBe('10');
  });

  it('is never acknowledged when the store fails', async () => {
    const { app } = await createTestApp({
      verifyWebhook: async () => updated,
      bridge: { ring: () => Promise.reject(new Error('disk full')) },
    });
    expectProblem(await app.inject(notification()), 500, 'internal');
  });

  it.each([
    [65_536, 202],
    [65_537, 413],
  ])('of %i bytes is answered %i', async (size, status) => {
    const { app } = await createTestApp({ verifyWebhook: async () => updated });
    const answer = await app.inject(notification(Buffer.alloc(size, ' ')));
    expect(answer.statusCode).toBe(status);
  });
});
