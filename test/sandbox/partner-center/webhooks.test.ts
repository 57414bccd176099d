import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';
import { startReceiver } from './receiver.ts';
import type { Received, Receiver } from './receiver.ts';
import { REFERRALS, replace, startRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { invitation, visibleDeal } from './sample-bodies.ts';
import { EVENTS } from './webhooks.ts';

const API = '/webhooks/v1/registration';
type Registered = { SubscriberId: string };
type Outcome = { results: { responseCode: string }[] };

let rig: Rig;
let hook: Receiver;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  hook = await startReceiver();
});
afterEach(async () => {
  await rig.sim.settleWebhooks();
  await hook.stop();
});

/** For tests that need a simulator nobody registered with or sent anything from. */
async function fresh(options: { unkind?: boolean; seed?: number } = {}): Promise<Rig> {
  const one = await startRig(options);
  onTestFinished(() => one.stop());
  return one;
}

const download = (url: string, ca: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const call = request(url, { ca, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve(Buffer.concat(parts));
      });
    });
    call.on('error', reject);
    call.end();
  });

describe('registration', () => {
  const registration = () => ({ WebhookUrl: hook.url, WebhookEvents: ['referral-created'] });

  it('is made once, read, and replaced by PUT', async () => {
    const rig = await fresh();
    expect((await rig.call('GET', API)).status).toBe(404);
    expect((await rig.call('PUT', API, { body: registration() })).status).toBe(404);
    const made = await rig.call<Registered>('POST', API, { body: registration() });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({ SubscriberId: expect.any(String), ...registration() });
    const again = await rig.call('POST', API, { body: registration() });
    expect(again.status).toBe(409);
    expect(Object.keys(again.body)).toEqual(['code', 'description', 'data', 'source']);
    const events = ['referral-updated', 'test-created'];
    const put = await rig.call<Registered>('PUT', API, {
      body: { webhookUrl: hook.url, webhookEvents: events },
    });
    expect(put.body.SubscriberId).toBe(made.body.SubscriberId);
    expect((await rig.call('GET', API)).body).toEqual({
      WebhookUrl: hook.url,
      WebhookEvents: events,
    });
  });

  it('lists the events and echoes the correlation id', async () => {
    const answer = await rig.call('GET', `${API}/events`, {
      headers: { 'MS-CorrelationId': 'abc' },
    });
    expect(answer.body).toEqual([...EVENTS]);
    expect(answer.headers.get('ms-correlationid')).toBe('abc');
    expect(answer.headers.get('ms-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-locale')).toBe('en-US');
  });

  it.each([
    [{ WebhookUrl: 'http://hooks.contoso.com/pc' }, 'WebhookUrl must be an https URL'],
    [{ WebhookUrl: 5 }, 'WebhookUrl must be a string'],
    [{ WebhookEvents: [] }, 'WebhookEvents is empty'],
    [{ WebhookEvents: ['referral-deleted'] }, 'WebhookEvents[0] must be one of'],
    [{ Colour: 'red' }, 'Unknown property Colour'],
    [{ SignatureTokenToMsSignatureHeader: 'maybe' }, 'must be true or false'],
  ])('with %j is refused', async (over, sentence) => {
    const { status, body } = await rig.call('POST', API, { body: { ...registration(), ...over } });
    expect(status).toBe(400);
    expect(body.description).toContain(sentence);
    expect((await rig.call('GET', API)).status).toBe(404);
  });

  it.each([
    ['no token', () => null],
    ["the referrals host's token", () => `Bearer ${rig.sim.accessToken}`],
  ])('with %s is refused', async (_what, authorization) => {
    const headers = { Authorization: authorization() };
    const { status, body } = await rig.call('GET', API, { headers });
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });

  it('is no endpoint of the referrals host, which refuses the token of this one', async () => {
    const wrongHost = rig.sim.url + API;
    const known = await rig.call('GET', wrongHost);
    expect([known.status, known.body.error.code]).toEqual([404, 'itemNotFound']);
    const headers = { Authorization: `Bearer ${rig.sim.webhooksAccessToken}` };
    expect((await rig.call('GET', REFERRALS, { headers })).status).toBe(401);
    const elsewhere = await rig.call('GET', rig.sim.webhooksUrl + REFERRALS, { headers });
    expect([elsewhere.status, elsewhere.body.source]).toEqual([404, 'PartnerWebhooks']);
  });
});

describe('a test event', () => {
  const post = () => rig.call<{ correlationId: string }>('POST', `${API}/validationEvents`);

  it('needs test-created registered', async () => {
    const body = { WebhookUrl: hook.url, WebhookEvents: ['referral-created'] };
    const rig = await fresh();
    const test = () => rig.call('POST', `${API}/validationEvents`);
    expect((await test()).status).toBe(400);
    await rig.call('POST', API, { body });
    expect((await test()).body.description).toContain('test-created is not registered');
  });

  it('is sent to the registered URL and its outcome can be asked for', async () => {
    rig.sim.setWebhook(hook.url);
    hook.answers.push(500, 200);
    const { body } = await post();
    const path = `${API}/validationEvents/${body.correlationId}`;
    await expect.poll(() => rig.sim.deliveries().at(-1)?.attempts.length).toBe(1);
    expect((await rig.call('GET', path)).body.status).toBe('pending');
    await rig.clock.advance(1_000);
    await rig.sim.settleWebhooks();
    const outcome = (await rig.call<Outcome>('GET', path)).body;
    expect(outcome).toMatchObject({ status: 'completed', callbackUrl: hook.url });
    expect(outcome.results.map(({ responseCode }) => responseCode)).toEqual([
      'InternalServerError',
      'OK',
    ]);
    expect(hook.received[0]?.body).toMatchObject({
      EventName: 'test-created',
      ResourceName: 'test',
      ResourceUri: `http://api.partnercenter.microsoft.com/webhooks/v1/registration/validationEvents/${body.correlationId}`,
    });
    await rig.clock.advance(8 * 86_400_000);
    expect((await rig.call('GET', path)).status).toBe(404);
  });

  it('comes twice a minute at most', async () => {
    await rig.clock.advance(60_000);
    rig.sim.setWebhook(hook.url);
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    const third = await post();
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '60']);
    expect(third.body).toEqual({
      statusCode: 429,
      message: 'Rate limit is exceeded. Try again in 60 seconds.',
    });
    await rig.clock.advance(60_000);
    expect((await post()).status).toBe(200);
  });
});

describe('events', () => {
  const names = () => hook.received.map(({ body }) => body.EventName).sort();

  it('announce every write: ours as referral, Microsoft’s as related-referral', async () => {
    rig.sim.setWebhook(hook.url);
    const own = (await rig.create(visibleDeal)).body;
    const theirs = (await rig.create(invitation(own.engagementId))).body;
    await rig.patch(own.id, [replace('/details/notes', 'x')]);
    rig.sim.asMicrosoft(theirs.id, { notes: 'y' });
    rig.sim.asPartnerPortal(own.id, { notes: 'z' });
    rig.sim.createInbound();
    await rig.sim.settleWebhooks();
    expect(names()).toEqual([
      'referral-created',
      'referral-created',
      'referral-updated',
      'referral-updated',
      'related-referral-created',
      'related-referral-updated',
    ]);
    const related = hook.received.find(
      ({ body }) => body.EventName === 'related-referral-created',
    )?.body;
    expect(related).toEqual({
      EventName: 'related-referral-created',
      ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${theirs.id}`,
      ResourceName: 'referral',
      AuditUri: null,
      ResourceChangeUtcDate: theirs.updatedDateTime.replace('Z', '+00:00'),
    });
  });

  it('that were not registered are not sent', async () => {
    const body = { WebhookUrl: hook.url, WebhookEvents: ['referral-updated'] };
    rig.sim.setWebhook(hook.url);
    await rig.call('PUT', API, { body });
    const own = (await rig.create(visibleDeal)).body;
    await rig.patch(own.id, [replace('/details/notes', 'x')]);
    await rig.sim.settleWebhooks();
    expect(names()).toEqual(['referral-updated']);
  });

  it('are tried ten times, waiting twice as long each time, then put aside', async () => {
    rig.sim.setWebhook(hook.url);
    hook.answers.push('cut', 302, 500);
    rig.sim.createInbound();
    const attempts = () => rig.sim.deliveries().at(-1)?.attempts ?? [];
    await expect.poll(() => attempts().length).toBe(1);
    const settled = rig.sim.settleWebhooks();
    await rig.clock.advance(3_600_000);
    await settled;
    expect(rig.sim.deliveries().at(-1)?.state).toBe('offline');
    expect(attempts().map(({ status }) => status)).toEqual([undefined, 302, ...Array(8).fill(500)]);
    const times = attempts().map(({ at }) => Date.parse(at));
    const waits = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 1_000);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
    expect(hook.received).toHaveLength(10);
  });

  it('reach a receiver that comes back in time', async () => {
    rig.sim.setWebhook(hook.url);
    hook.answers.push(503, 503, 202);
    rig.sim.createInbound();
    await expect.poll(() => rig.sim.deliveries().at(-1)?.attempts.length).toBe(1);
    await rig.clock.advance(3_000);
    await rig.sim.settleWebhooks();
    expect(rig.sim.deliveries().at(-1)).toMatchObject({ state: 'delivered' });
  });

  it('can be off, dropped, doubled, and late in another order', async () => {
    const rig = await fresh();
    rig.sim.setWebhook(hook.url);
    const { webhooks } = rig.sim.switches;
    webhooks.off = true;
    rig.sim.createInbound();
    webhooks.off = false;
    webhooks.dropChance = 1;
    rig.sim.createInbound();
    webhooks.dropChance = 0;
    webhooks.duplicateChance = 1;
    rig.sim.createInbound();
    await rig.sim.settleWebhooks();
    const states = rig.sim.deliveries().map(({ state, duplicate }) => [state, duplicate]);
    expect(states).toEqual([
      ['off', false],
      ['dropped', false],
      ['delivered', false],
      ['delivered', true],
    ]);
    expect(hook.received).toHaveLength(2);

    webhooks.duplicateChance = 0;
    webhooks.delayMs = [0, 2_000];
    hook.received.length = 0;
    const made = Array.from({ length: 20 }, () => rig.sim.createInbound().id);
    await rig.clock.advance(2_000);
    await rig.sim.settleWebhooks();
    const seen = hook.received.map(({ body }) => String(body.ResourceUri).split('/').at(-1));
    expect(seen.toSorted()).toEqual(made.toSorted());
    expect(seen).not.toEqual(made);
  });
});

describe('the signature', () => {
  let signed: Received | undefined;
  let leaf: X509Certificate;
  const trust = () => rig.sim.webhookTrust;
  beforeEach(async () => {
    rig.sim.setWebhook(hook.url);
    rig.sim.createInbound();
    await rig.sim.settleWebhooks();
    signed = hook.received[0];
    leaf = new X509Certificate(await download(rig.sim.certificateUrl, trust().tlsCa));
  });
  const holds = (body: Buffer, header: unknown) => {
    const [scheme, signature = ''] = String(header).split(' ');
    expect(scheme).toBe('Signature');
    const key = createPublicKey(leaf.publicKey.export({ type: 'spki', format: 'pem' }));
    return verify('RSA-SHA256', body, key, Buffer.from(signature, 'base64'));
  };

  it('is RSA SHA-256 over the raw body, under the named certificate', () => {
    expect(signed?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-ms-certificate-url': rig.sim.certificateUrl,
      'x-ms-signature-algorithm': 'rsa-sha256',
    });
    const raw = signed?.raw ?? Buffer.alloc(0);
    expect(holds(raw, signed?.headers.authorization)).toBe(true);
    expect(holds(Buffer.concat([raw, Buffer.from(' ')]), signed?.headers.authorization)).toBe(
      false,
    );
  });

  it('comes from a chain that ends at the trusted root', () => {
    const intermediate = new X509Certificate(trust().intermediates[0] ?? '');
    const root = new X509Certificate(trust().roots[0] ?? '');
    expect(leaf.subject).toContain(`CN=${trust().subject}`);
    expect(leaf.issuer).toContain(`O=${trust().issuerOrganization}`);
    expect(leaf.verify(intermediate.publicKey)).toBe(true);
    expect(intermediate.verify(root.publicKey)).toBe(true);
    expect(root.subject).toContain('CN=Sandbox Root');
    expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
    expect(trust().certificateHosts).toEqual([new URL(rig.sim.certificateUrl).host]);
  });

  it('moves to x-ms-signature when registered so', async () => {
    hook.received.length = 0;
    const body = {
      WebhookUrl: hook.url,
      WebhookEvents: ['referral-created'],
      SignatureTokenToMsSignatureHeader: 'true',
    };
    await rig.call('PUT', API, { body });
    rig.sim.createInbound();
    await rig.sim.settleWebhooks();
    const [event] = hook.received;
    expect(event?.headers.authorization).toBeUndefined();
    expect(holds(event?.raw ?? Buffer.alloc(0), event?.headers['x-ms-signature'])).toBe(true);
  });

  it('can be made for any body a test wants to send', async () => {
    const body = '{"EventName":"referral-created"}';
    const headers = await rig.sim.signNotification(body);
    expect(holds(Buffer.from(body), headers['Authorization'])).toBe(true);
  });

  it('may be proven by a PEM certificate; other paths and other roots give nothing', async () => {
    rig.sim.switches.certificateForm = 'pem';
    const pem = await download(rig.sim.certificateUrl, trust().tlsCa);
    expect(pem.toString()).toContain('BEGIN CERTIFICATE');
    const other = new URL('/cert/other.cer', rig.sim.certificateUrl);
    expect((await download(other.href, trust().tlsCa)).toString()).toContain('Only GET');
    await expect(download(rig.sim.certificateUrl, leaf.toString())).rejects.toThrow();
  });
});

describe('unkind deliveries', () => {
  it('double, drop and delay some of many', async () => {
    const unkind = await fresh({ unkind: true, seed: 7 });
    unkind.sim.setWebhook(hook.url);
    for (let n = 0; n < 300; n += 1) unkind.sim.createInbound();
    await unkind.clock.advance(2_000);
    await unkind.sim.settleWebhooks();
    const all = unkind.sim.deliveries();
    const share = (test: (one: (typeof all)[number]) => boolean) => all.filter(test).length / 300;
    expect(share(({ duplicate }) => duplicate)).toBeGreaterThan(0.04);
    expect(share(({ duplicate }) => duplicate)).toBeLessThan(0.18);
    expect(share(({ state }) => state === 'dropped')).toBeGreaterThan(0.01);
    expect(share(({ state }) => state === 'dropped')).toBeLessThan(0.12);
  });
});
