/** Our webhook registration: seen, made, watched, tried; never fought over. */
import { describe, expect, it, vi } from 'vitest';
import { WEBHOOK_EVENTS } from '../../../service/src/sync/webhook-drift.ts';
import { LOOK_MS, OTHER, START, startDesk } from './desk-under-test.ts';

const MINUTE = 60_000;

describe('a look', () => {
  it('has not happened at first', async () => {
    const { desk } = await startDesk();
    expect(desk.status()).toEqual({
      state: 'unknown',
      registeredHost: null,
      events: [],
      lookedAt: null,
      reason: null,
      lastTest: null,
    });
  });

  it('shows that nothing is registered, and registers nothing by itself', async () => {
    const { desk, sim } = await startDesk();
    expect(await desk.look()).toMatchObject({
      state: 'missing',
      reason: 'webhook-missing',
      lookedAt: new Date(START).toISOString(),
    });
    expect(sim.webhook()).toBeUndefined();
  });

  it.each([
    ['ours', (own: string) => own, WEBHOOK_EVENTS, 'registered', null],
    [
      'ours, without the test event',
      (own: string) => own,
      WEBHOOK_EVENTS.slice(0, 4),
      'registered',
      null,
    ],
    [
      'ours, in other letters',
      (own: string) => own.replace('http:', 'HTTP:'),
      WEBHOOK_EVENTS,
      'registered',
      null,
    ],
    [
      'ours, lacking an event',
      (own: string) => own,
      WEBHOOK_EVENTS.slice(1),
      'foreign',
      'webhook-events',
    ],
    [
      'another path here',
      (own: string) => `${own}/old`,
      WEBHOOK_EVENTS,
      'foreign',
      'webhook-elsewhere',
    ],
    ['another host', () => OTHER, WEBHOOK_EVENTS, 'foreign', 'webhook-elsewhere'],
  ])('tells what is registered: %s', async (_what, urlOf, events, state, reason) => {
    const { desk, sim, ownUrl } = await startDesk();
    const url = urlOf(ownUrl);
    sim.setWebhook(url, events);
    const { host: registeredHost } = new URL(url);
    expect(await desk.look()).toMatchObject({ state, reason, registeredHost, events });
  });

  it('shows the host of a registration, never its path or query', async () => {
    const { desk, sim } = await startDesk();
    sim.setWebhook('https://other.example/hook?code=secret');
    expect(JSON.stringify(await desk.look())).not.toMatch(/hook\?|secret/);
  });

  it('that is refused leaves the state unknown, with the reason', async () => {
    const { desk, sim, signOut } = await startDesk();
    sim.setWebhook(OTHER);
    await desk.look();
    signOut();
    expect(await desk.look()).toMatchObject({
      state: 'unknown',
      registeredHost: null,
      reason: 'webhook-unknown',
      detail: 'partner-center-unauthorized',
    });
  });

  it('is shared by all who ask at the same time', async () => {
    const { desk, looks } = await startDesk();
    await Promise.all([desk.look(), desk.look(), desk.look()]);
    expect(looks()).toBe(1);
    await desk.look();
    expect(looks()).toBe(2);
  });
});

describe('registering', () => {
  it('registers our address for all events, with the signature in a header of its own', async () => {
    const { desk, sim, bridge, ownUrl } = await startDesk();
    expect(await desk.register()).toMatchObject({ state: 'registered', reason: null });
    expect(sim.webhook()).toMatchObject({ url: ownUrl, events: WEBHOOK_EVENTS });
    sim.createInbound();
    await sim.settleWebhooks();
    expect(bridge.received[0]?.headers['x-ms-signature']).toMatch(/^Signature /);
    expect(bridge.received[0]?.headers.authorization).toBeUndefined();
  });

  it('takes back what somebody else registered', async () => {
    const { desk, sim, ownUrl } = await startDesk();
    sim.setWebhook(OTHER);
    expect(await desk.look()).toMatchObject({ state: 'foreign' });
    expect(await desk.register()).toMatchObject({ state: 'registered', reason: null });
    expect(sim.webhook()?.url).toBe(ownUrl);
  });

  it.each([
    [
      'no role',
      403,
      { code: 'accessDenied', description: 'No role.' },
      'webhook-forbidden',
      'No role.',
    ],
    [
      'an address that is refused',
      400,
      { code: 'invalidRequest', description: 'Not https.' },
      'webhook-refused',
      'Not https.',
    ],
    ['a host that fails', 500, {}, 'webhook-unknown', 'partner-center-server-error'],
  ])(
    'that fails for %s says so, and keeps what was seen',
    async (_why, status, body, reason, detail) => {
      const { desk, sim } = await startDesk();
      sim.setWebhook(OTHER);
      await desk.look();
      sim.faults.add({ method: 'POST', do: 'status', status, body });
      expect(await desk.register()).toMatchObject({
        state: 'foreign',
        registeredHost: 'other.example',
        reason,
        detail,
      });
      expect(await desk.look()).toMatchObject({ state: 'foreign', reason: 'webhook-elsewhere' });
      expect(desk.status().detail).toBeUndefined();
    },
  );

  it('is not undone by an answer from before', async () => {
    const { desk } = await startDesk();
    const [, registered] = await Promise.all([desk.look(), desk.register(), desk.look()]);
    expect(registered.state).toBe('registered');
    expect(desk.status().state).toBe('registered');
  });
});

describe('the watch', () => {
  it('looks at the start and then at every interval', async () => {
    const { desk, looks, pass } = await startDesk();
    await desk.register();
    const before = looks();
    desk.start();
    await pass(LOOK_MS - 1);
    await pass(0);
    expect(looks()).toBe(before + 1);
    await pass(1);
    await vi.waitUntil(() => looks() === before + 2);
  });

  it('looks every minute until the registration is ours', async () => {
    const { desk, looks, pass, open } = await startDesk();
    desk.start();
    await pass(MINUTE);
    await vi.waitUntil(() => looks() === 2);
    expect(desk.status().state).toBe('missing');
    await open().register();
    await pass(MINUTE);
    await vi.waitUntil(() => desk.status().state === 'registered');
  });

  it('notices a registration somebody else made, says it once and leaves it alone', async () => {
    const { desk, sim, pass, log, signOut, signIn } = await startDesk();
    await desk.register();
    desk.start();
    await pass(0);
    sim.setWebhook(OTHER);
    await pass(LOOK_MS);
    await vi.waitUntil(() => desk.status().state === 'foreign');
    for (let minutes = 0; minutes < 5; minutes++) await pass(MINUTE);
    signOut();
    await pass(MINUTE);
    await vi.waitUntil(() => desk.status().state === 'unknown');
    signIn();
    await pass(MINUTE);
    await vi.waitUntil(() => desk.status().state === 'foreign');
    expect(log('warn').map(({ fields }) => fields)).toEqual([
      { state: 'foreign', host: 'other.example', code: 'webhook-elsewhere' },
    ]);
    expect(sim.webhook()?.url).toBe(OTHER);
  });

  it('ends when the bridge stops, also in the middle of a look', async () => {
    const { desk, sim, log, looks } = await startDesk();
    sim.faults.add({ do: 'hang', times: 0 });
    desk.start();
    await vi.waitUntil(() => looks() === 1);
    await desk.stop();
    expect(desk.status()).toMatchObject({ state: 'unknown', reason: null });
    expect([...log('warn'), ...log('error')]).toEqual([]);
  });
});

describe('a test event', () => {
  it('that gets through is reported with the answer of the bridge', async () => {
    const { desk, sim, pass, bridge } = await startDesk();
    await desk.register();
    const testing = desk.test();
    await vi.waitUntil(() => bridge.received.length === 1);
    await sim.settleWebhooks();
    await pass(250, 2);
    expect(await testing).toMatchObject({
      state: 'registered',
      reason: null,
      lastTest: { status: 'completed', responseCode: 'Accepted' },
    });
    expect(bridge.received[0]?.body.EventName).toBe('test-created');
  });

  it('that is answered wrongly by everybody who got it says what they said', async () => {
    const { desk, sim, pass, bridge } = await startDesk();
    sim.switches.webhooks.attempts = 1;
    bridge.answers.push(401);
    await desk.register();
    const testing = desk.test();
    await vi.waitUntil(() => bridge.received.length === 1);
    await sim.settleWebhooks();
    await pass(250, 2);
    expect(await testing).toMatchObject({
      state: 'registered',
      reason: 'webhook-test-failed',
      detail: 'Unauthorized',
      lastTest: { status: 'completed', responseCode: 'Unauthorized' },
    });
  });

  it('that takes long is answered after 20 s and followed for a minute', async () => {
    const { desk, sim, pass } = await startDesk();
    sim.switches.webhooks.delayMs = [600_000, 600_000];
    await desk.register();
    const testing = desk.test();
    // Both the test and whoever waits for it sleep on the clock.
    for (let seconds = 0; seconds < 20; seconds += 4) await pass(4_000, 2);
    expect((await testing).lastTest).toMatchObject({ status: 'waiting', responseCode: null });
    for (let seconds = 20; seconds < 60; seconds += 4) await pass(4_000);
    await vi.waitUntil(() => desk.status().reason === 'webhook-test-late');
    expect(desk.status().lastTest).toMatchObject({ status: 'pending', responseCode: null });
  });

  it('is sent once when asked for twice at once, and three times a minute it is refused', async () => {
    const { desk, sim, pass } = await startDesk();
    await desk.register();
    for (const again of [1, 2]) {
      const testing = Promise.all([desk.test(), desk.test()]);
      await vi.waitUntil(() => sim.deliveries().length === again);
      await sim.settleWebhooks();
      await pass(250, 3);
      await testing;
    }
    expect(sim.deliveries()).toHaveLength(2);
    expect(await desk.test()).toMatchObject({
      state: 'registered',
      reason: 'webhook-test-throttled',
      lastTest: { status: 'not-sent', responseCode: null },
    });
  });

  it('needs its event registered, and the host says so', async () => {
    const { desk, sim, ownUrl } = await startDesk();
    sim.setWebhook(ownUrl, WEBHOOK_EVENTS.slice(0, 4));
    await desk.look();
    expect(await desk.test()).toMatchObject({
      state: 'registered',
      reason: 'webhook-refused',
      detail: 'The event test-created is not registered.',
      lastTest: { status: 'not-sent' },
    });
    expect(await desk.register()).toMatchObject({ reason: null, lastTest: null });
  });
});
