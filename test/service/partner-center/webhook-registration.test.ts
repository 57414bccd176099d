/** The webhook registration API: another host than the referrals', with its own tokens, shapes and refusals. */
import { afterEach, describe, expect, it } from 'vitest';
import { CannotStart, HostFault, PairFault } from '../../../service/src/errors.ts';
import type { TokenAudience } from '../../../service/src/partner-center/request.ts';
import { createWebhookRegistrations } from '../../../service/src/partner-center/webhook-registration.ts';
import type { Webhooks } from '../../../service/src/sync/webhook-port.ts';
import { failureOf, GUID, ID, NOW } from './client-under-test.ts';
import { answer, cutConnection, hang, startStub, type Behaviour } from './stub-server.ts';

const PATH = '/webhooks/v1/registration';
const REGISTRATION = { url: 'https://bridge.example/hook', events: ['referral-created'] };
const AS_SENT = {
  WebhookUrl: REGISTRATION.url,
  WebhookEvents: REGISTRATION.events,
  SignatureTokenToMsSignatureHeader: true,
};
const refusal = (code: string, description: string) => ({
  code,
  description,
  data: [],
  source: 'PartnerWebhooks',
});

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function start(...behaviours: Behaviour[]) {
  const stub = await startStub(...behaviours);
  stops.push(stub.stop);
  const asked: [TokenAudience, boolean][] = [];
  const webhooks = createWebhookRegistrations({
    baseUrl: stub.url,
    accessToken: async (audience, options) => {
      asked.push([audience, options?.renew ?? false]);
      return options?.renew ? 'new-token' : 'old-token';
    },
    requestTimeoutMs: behaviours.includes(hang) ? 100 : 20_000,
    clock: { now: () => NOW, sleep: async () => undefined },
    correlationId: () => ID,
  });
  return { ...stub, webhooks, asked };
}

describe('what is registered', () => {
  it.each([
    ['as the samples write it', { WebhookUrl: 'https://a.example', WebhookEvents: ['x'] }],
    ['as the swagger writes it', { webhookUrl: 'https://a.example', webhookEvents: ['x'] }],
  ])('is read %s', async (_how, body) => {
    const { webhooks } = await start(answer(200, body));
    expect(await webhooks.read()).toEqual({ url: 'https://a.example', events: ['x'] });
  });

  it('may be nothing', async () => {
    const { webhooks } = await start(answer(404, refusal('itemNotFound', 'None.')));
    expect(await webhooks.read()).toBeUndefined();
  });

  it('is asked with a token and ids of its own', async () => {
    const { webhooks, seen, asked } = await start(answer(401), answer(404));
    await webhooks.read();
    expect(asked).toEqual([
      ['webhooks', false],
      ['webhooks', true],
    ]);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old-token',
      'Bearer new-token',
    ]);
    expect(seen[0]?.headers['ms-correlationid']).toBe(ID);
    expect(seen[0]?.headers['ms-requestid']).toMatch(GUID);
  });
});

describe('registering', () => {
  it('posts what is not there yet', async () => {
    const { webhooks, seen } = await start(answer(200, AS_SENT));
    await webhooks.register(REGISTRATION);
    expect(seen).toMatchObject([{ method: 'POST', url: PATH }]);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(AS_SENT);
  });

  it('puts over what is there', async () => {
    const { webhooks, seen } = await start(
      answer(409, refusal('conflict', 'Use PUT.')),
      answer(200, AS_SENT),
    );
    await webhooks.register(REGISTRATION);
    expect(seen.map(({ method, url }) => [method, url])).toEqual([
      ['POST', PATH],
      ['PUT', PATH],
    ]);
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual(AS_SENT);
  });
});

describe('a test event', () => {
  it('is asked for with an empty body', async () => {
    const { webhooks, seen } = await start(answer(200, { correlationId: ID.toUpperCase() }));
    expect(await webhooks.sendTest()).toBe(ID);
    expect(seen).toMatchObject([{ method: 'POST', url: `${PATH}/validationEvents`, body: '' }]);
    expect(seen[0]?.headers['content-length']).toBe('0');
  });

  it.each([
    [
      'as documented',
      {
        status: 'completed',
        results: [
          {
            responseCode: 'OK',
            responseMessage: '',
            systemError: false,
            dateTimeUtc: '2026-01-01T00:00:00Z',
          },
        ],
      },
      'OK',
    ],
    [
      'in other cases, with a number',
      {
        Status: 'completed',
        Results: [{ ResponseCode: 202, ResponseMessage: '', DateTimeUtc: '2026-01-01T00:00:00Z' }],
      },
      '202',
    ],
  ])('has a result %s', async (_how, body, responseCode) => {
    const { webhooks, seen } = await start(answer(200, body));
    expect(await webhooks.testResult(ID)).toEqual({
      status: 'completed',
      results: [{ responseCode, responseMessage: '', at: '2026-01-01T00:00:00Z' }],
    });
    expect(seen).toMatchObject([{ method: 'GET', url: `${PATH}/validationEvents/${ID}` }]);
  });

  it('is forgotten after a week', async () => {
    const { webhooks } = await start(answer(404));
    expect(await webhooks.testResult(ID)).toBeUndefined();
  });

  it('is looked up by a GUID only', async () => {
    const { webhooks, seen } = await start(answer(200));
    expect(await failureOf(webhooks.testResult('../..'))).toBeInstanceOf(TypeError);
    expect(seen).toEqual([]);
  });
});

type Act = (webhooks: Webhooks) => Promise<unknown>;
const READ: Act = (webhooks) => webhooks.read();
const REGISTER: Act = (webhooks) => webhooks.register(REGISTRATION);
const TEST: Act = (webhooks) => webhooks.sendTest();
const RESULT: Act = (webhooks) => webhooks.testResult(ID);

describe('an answer that is no success', () => {
  // prettier-ignore
  const cases: [string, Act, Behaviour, new (...a: never[]) => Error, Record<string, unknown>][] = [
    ['read 403', READ, answer(403, refusal('accessDenied', 'No role.')), PairFault, { code: 'webhook-forbidden', message: 'No role.' }],
    ['read 400', READ, answer(400, refusal('invalidRequest', 'Odd.')), PairFault, { code: 'webhook-refused' }],
    ['read 401 twice', READ, answer(401, refusal('unauthenticated', 'No.')), HostFault, { code: 'partner-center-unauthorized' }],
    ['read without MFA', READ, answer(401, refusal('900421', 'MFA.')), HostFault, { code: 'partner-center-mfa' }],
    ['read 403 claims', READ, answer(403, { error: 'insufficent_claims' }), HostFault, { code: 'partner-center-claims' }],
    ['read 503', READ, answer(503, '', { 'Retry-After': '9' }), HostFault, { code: 'partner-center-unavailable', retryAfterSeconds: 9 }],
    ['read redirected', READ, answer(302, '', { Location: 'http://127.0.0.1:1/' }), HostFault, { code: 'partner-center-redirected' }],
    ['read cut', READ, cutConnection, HostFault, { code: 'partner-center-unreachable' }],
    ['read hanging', READ, hang, HostFault, { code: 'partner-center-timeout' }],
    ['read no JSON', READ, answer(200, 'oops'), HostFault, { code: 'partner-center-malformed' }],
    ['read without a URL', READ, answer(200, { WebhookEvents: [] }), HostFault, { code: 'partner-center-malformed' }],
    ['read without events', READ, answer(200, { WebhookUrl: 'https://a.example' }), HostFault, { code: 'partner-center-malformed' }],
    ['register 400', REGISTER, answer(400, refusal('invalidRequest', 'WebhookUrl must be https.')), PairFault, { code: 'webhook-refused', message: 'WebhookUrl must be https.' }],
    ['register 403', REGISTER, answer(403, refusal('accessDenied', 'No.')), PairFault, { code: 'webhook-forbidden' }],
    ['register 409 twice', REGISTER, answer(409, refusal('conflict', 'No.')), PairFault, { code: 'webhook-refused' }],
    ['register 500', REGISTER, answer(500, refusal('generalException', 'Oh.')), HostFault, { code: 'partner-center-server-error' }],
    ['test 400', TEST, answer(400, refusal('invalidRequest', 'Not registered.')), PairFault, { code: 'webhook-refused' }],
    ['test 429', TEST, answer(429, { statusCode: 429 }, { 'Retry-After': '57' }), HostFault, { code: 'partner-center-throttled', retryAfterSeconds: 57 }],
    ['test with an odd id', TEST, answer(200, { correlationId: '../x' }), HostFault, { code: 'partner-center-malformed' }],
    ['result without a status', RESULT, answer(200, { results: [] }), HostFault, { code: 'partner-center-malformed' }],
  ];

  it.each(cases)('%s', async (_name, act, behaviour, type, shape) => {
    const { webhooks } = await start(behaviour);
    const failure = await failureOf(act(webhooks));
    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject({ side: 'partnerCenter', ...shape });
  });
});

it.each([
  'nonsense',
  'ftp://a.example',
  'https://a.example/path',
  'https://u:p@a.example',
  'https://a.example/?q',
])('cannot start with %s as its address', (baseUrl) => {
  const make = () =>
    createWebhookRegistrations({
      baseUrl,
      accessToken: async () => '',
      requestTimeoutMs: 1,
      clock: { now: () => NOW, sleep: async () => undefined },
    });
  expect(make).toThrow(CannotStart);
});
