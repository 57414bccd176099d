/** The registration and its tests against a port that answers what a test says. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { HostFault, PairFault } from '../../../service/src/errors.ts';
import { createWebhookDesk } from '../../../service/src/sync/webhook-desk.ts';
import { WEBHOOK_EVENTS } from '../../../service/src/sync/webhook-drift.ts';
import type {
  WebhookRegistration,
  Webhooks,
  WebhookTest,
} from '../../../service/src/sync/webhook-port.ts';
import { createHandClock } from './hand-clock.ts';
import { turns } from './rig/turns.ts';

const URL_OF = 'https://bridge.example/webhooks/partner-center';
const OURS: WebhookRegistration = { url: URL_OF, events: [...WEBHOOK_EVENTS] };
const SECOND = 1_000;
const MINUTE = 60_000;

type LogLine = { level: string; message: string; [name: string]: unknown };

function setUp(registered?: WebhookRegistration, publicUrl = 'https://bridge.example') {
  const clock = createHandClock();
  const host = {
    registered,
    fault: undefined as Error | undefined,
    result: undefined as WebhookTest | undefined,
    looks: 0,
    sent: 0,
    asked: 0,
    wait: undefined as Promise<unknown> | undefined,
  };
  const answer = async <T>(act: () => T): Promise<T> => {
    await host.wait;
    if (host.fault) throw host.fault;
    return act();
  };
  const webhooks: Webhooks = {
    read: () => ((host.looks += 1), answer(() => host.registered)),
    register: (registration) => answer(() => void (host.registered = registration)),
    sendTest: () => answer(() => `test-${(host.sent += 1)}`),
    testResult: () => ((host.asked += 1), answer(() => host.result)),
  };
  const lines: LogLine[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, ...fields });
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const desk = createWebhookDesk({
    ...{ webhooks, publicUrl, clock, log, timings: { webhookLookMs: 10 * MINUTE } },
  });
  onTestFinished(() => desk.stop());
  return {
    ...{ clock, host, desk, lines },
    async pass(ms: number) {
      for (let gone = 0; gone < ms; gone += 250) {
        await turns(3);
        clock.advance(250);
        await turns(3);
      }
    },
  };
}

const result = (status: string, ...codes: string[]): WebhookTest => ({
  status,
  results: codes.map((responseCode) => ({ responseCode, responseMessage: 'said', at: 'now' })),
});
const away = new HostFault('partnerCenter', 'partner-center-timeout');
const refused = new PairFault('partnerCenter', 'webhook-forbidden', { detail: 'no right' });

describe('a look', () => {
  const rows: [string, WebhookRegistration | undefined, string, string | null, string | null][] = [
    ['nothing', undefined, 'missing', 'webhook-missing', null],
    ['ours', OURS, 'registered', null, 'bridge.example'],
    [
      'the port that goes without saying',
      at('https://BRIDGE.example:443'),
      'registered',
      null,
      'bridge.example',
    ],
    [
      'another path',
      { ...OURS, url: `${URL_OF}/x` },
      'foreign',
      'webhook-elsewhere',
      'bridge.example',
    ],
    ['another host', at('https://other.example'), 'foreign', 'webhook-elsewhere', 'other.example'],
    ['no URL at all', { ...OURS, url: 'x' }, 'foreign', 'webhook-elsewhere', null],
    [
      'an event too few',
      { ...OURS, events: WEBHOOK_EVENTS.slice(1) },
      'foreign',
      'webhook-events',
      'bridge.example',
    ],
    [
      'an event more',
      { ...OURS, events: [...WEBHOOK_EVENTS, 'more'] },
      'registered',
      null,
      'bridge.example',
    ],
  ];
  it.each(rows)('tells what is registered: %s', async (_name, registered, state, reason, host) => {
    const { desk, clock } = setUp(registered);
    expect(desk.status()).toMatchObject({ state: 'unknown', lookedAt: null, reason: null });
    expect(await desk.look()).toEqual({
      ...{ state, reason, registeredHost: host, events: registered?.events ?? [] },
      ...{ lookedAt: new Date(clock.now()).toISOString(), lastTest: null },
    });
  });

  it('does not mind a slash at the end of our own address', async () => {
    const { desk } = setUp(OURS, 'https://bridge.example//');
    expect((await desk.look()).state).toBe('registered');
  });

  const faults: [string, Error, string, string][] = [
    ['a host that is away', away, 'webhook-unknown', 'partner-center-timeout'],
    ['a refusal', refused, 'webhook-forbidden', 'no right'],
    ['anything else', new TypeError('odd'), 'unexpected', ''],
  ];
  it.each(faults)(
    'that meets %s knows nothing, and says why',
    async (_name, fault, reason, detail) => {
      const { desk, host, lines } = setUp(OURS);
      host.fault = fault;
      expect(await desk.look()).toMatchObject({ state: 'unknown', reason, detail, events: [] });
      expect(lines.filter(({ level }) => level === 'error')).toEqual(
        reason === 'unexpected'
          ? [
              {
                ...{ level: 'error', message: 'webhook registration failed unexpectedly' },
                err: fault,
              },
            ]
          : [],
      );
      expect(lines).toContainEqual({
        ...{ level: 'debug', message: 'webhook registration not seen' },
        ...{ state: 'unknown', host: null, code: reason },
      });
    },
  );

  it('is one for everybody who asks at once, and they come one after the other', async () => {
    const { desk, host } = setUp(OURS);
    const gate = Promise.withResolvers<undefined>();
    host.wait = gate.promise;
    const [first, second] = [desk.look(), desk.look()];
    const made = desk.register();
    gate.resolve(undefined);
    expect(await first).toEqual(await second);
    await made;
    expect(host.looks).toBe(2);
    await desk.look();
    expect(host.looks).toBe(3);
  });

  it('is in the log when it finds something else than before', async () => {
    const { desk, host, lines } = setUp(OURS);
    for (let i = 0; i < 2; i++) await desk.look();
    host.registered = undefined;
    for (let i = 0; i < 2; i++) await desk.look();
    host.fault = away;
    await desk.look();
    host.fault = undefined;
    await desk.look();
    expect(lines.filter(({ level }) => level !== 'debug')).toEqual([
      {
        ...{ level: 'info', message: 'webhook registration is ours' },
        ...{ state: 'registered', host: 'bridge.example', code: null },
      },
      {
        ...{ level: 'warn', message: 'webhook registration is not as it should be' },
        ...{ state: 'missing', host: null, code: 'webhook-missing' },
      },
    ]);
  });
});

describe('the watch', () => {
  it('looks every ten minutes at what is ours, every minute at what is not', async () => {
    const { desk, host, pass } = setUp(OURS);
    desk.start();
    await turns();
    expect(host.looks).toBe(1);
    await pass(10 * MINUTE - SECOND);
    expect(host.looks).toBe(1);
    host.registered = undefined;
    await pass(SECOND);
    expect(host.looks).toBe(2);
    await pass(MINUTE);
    expect(host.looks).toBe(3);
    expect(host.registered).toBeUndefined();
    await desk.stop();
    await pass(2 * MINUTE);
    expect(host.looks).toBe(3);
  });
});

describe('the end', () => {
  it.each(['look', 'register', 'test'] as const)(
    'waits for a %s that is under way',
    async (act) => {
      const { desk, host, pass } = setUp(OURS);
      const gate = Promise.withResolvers<undefined>();
      host.wait = gate.promise;
      void desk[act]();
      await turns(3);
      let ended = false;
      const stopped = desk.stop().then(() => (ended = true));
      await pass(SECOND);
      expect(ended).toBe(false);
      gate.resolve(undefined);
      await stopped;
    },
  );

  it('in the middle of a look is no fault of the registration', async () => {
    const { desk, host } = setUp(OURS);
    const gate = Promise.withResolvers<undefined>();
    host.wait = gate.promise;
    const looking = desk.look();
    await turns(3);
    const stopped = desk.stop();
    host.fault = away;
    gate.resolve(undefined);
    await stopped;
    expect(await looking).toMatchObject({ state: 'unknown', reason: null, lookedAt: null });
  });
});

describe('registering', () => {
  it('takes the address for us, and forgets what was tried before', async () => {
    const { desk, host, lines } = setUp({ url: 'https://other.example/', events: [] });
    await desk.look();
    expect(await desk.register()).toMatchObject({ state: 'registered', reason: null });
    expect(host.registered).toEqual(OURS);
    expect(WEBHOOK_EVENTS).toEqual([
      ...['referral-created', 'referral-updated'],
      ...['related-referral-created', 'related-referral-updated', 'test-created'],
    ]);
    expect(lines).toContainEqual({
      ...{ level: 'info', message: 'webhook registered' },
      ...{ before: 'foreign', registeredHost: 'other.example' },
    });
  });

  it('that is refused leaves what was seen, and says why', async () => {
    const { desk, host } = setUp({ url: 'https://other.example/', events: [] });
    await desk.look();
    host.fault = refused;
    expect(await desk.register()).toMatchObject({
      ...{ state: 'foreign', registeredHost: 'other.example' },
      ...{ reason: 'webhook-forbidden', detail: 'no right' },
    });
  });
});

describe('a test event', () => {
  async function tested(found: WebhookTest | undefined, ms = SECOND) {
    const all = setUp(OURS);
    await all.desk.look();
    all.host.result = found;
    const over = all.desk.test();
    await all.pass(ms);
    return { ...all, over };
  }

  const rows: [WebhookTest, string | null, string | null, string | undefined][] = [
    [result('completed', 'OK'), 'OK', null, undefined],
    [result('completed', '202'), '202', null, undefined],
    [result('running', 'accepted'), 'accepted', null, undefined],
    [result('running', '500', '204'), '204', null, undefined],
    [result('Completed', '500'), '500', 'webhook-test-failed', '500'],
    [result('completed', '404', '503'), '503', 'webhook-test-failed', '503'],
    [result('completed', '2000'), '2000', 'webhook-test-failed', '2000'],
    [result('completed', 'NotOK'), 'NotOK', 'webhook-test-failed', 'NotOK'],
    [result('completed', ''), null, 'webhook-test-failed', 'said'],
    [result('completed'), null, 'webhook-test-failed', 'no answer'],
  ];
  it.each(rows)(
    'is over as Partner Center says: %j',
    async (found, responseCode, reason, detail) => {
      const { over, host, clock, desk } = await tested(found);
      const status = await over;
      expect(status).toMatchObject({
        ...{ state: 'registered', reason },
        lastTest: { status: found.status, responseCode },
      });
      expect(status.detail).toBe(detail);
      expect(host).toMatchObject({ sent: 1, asked: 1 });
      expect(Date.parse(String(status.lastTest?.at))).toBeLessThanOrEqual(clock.now());
      expect(desk.status().lastTest).toEqual(status.lastTest);
    },
  );

  it('without a message of the host failed with no answer', async () => {
    const found = result('completed', '');
    const { over } = await tested({
      ...found,
      results: [{ responseCode: '', responseMessage: '', at: 'now' }],
    });
    expect(await over).toMatchObject({ reason: 'webhook-test-failed', detail: 'no answer' });
  });

  it('is asked about ever less often, and is late after a minute', async () => {
    const { over, host, pass, desk } = await tested(result('running'), 250);
    expect(host.asked).toBe(1);
    await pass(250);
    expect(host.asked).toBe(1);
    await pass(250);
    expect(host.asked).toBe(2);
    await pass(MINUTE - 750 - 250);
    expect(desk.status()).toMatchObject({ reason: null, lastTest: { status: 'waiting' } });
    expect(await over).toMatchObject({ lastTest: { status: 'waiting' }, reason: null });
    await pass(8 * SECOND);
    expect(desk.status()).toMatchObject({
      ...{ reason: 'webhook-test-late', detail: 'running', lastTest: { status: 'running' } },
    });
    const { asked } = host;
    await pass(MINUTE);
    expect(host.asked).toBe(asked);
    expect(asked).toBeGreaterThan(15);
    expect(asked).toBeLessThan(22);
  });

  it('waits from the moment it is asked for', async () => {
    const { desk, host, clock } = setUp(OURS);
    await desk.look();
    const gate = Promise.withResolvers<undefined>();
    host.wait = gate.promise;
    void desk.test();
    await turns();
    expect(desk.status()).toMatchObject({
      ...{ reason: null },
      lastTest: {
        ...{ status: 'waiting', responseCode: null, at: new Date(clock.now()).toISOString() },
      },
    });
    gate.resolve(undefined);
  });

  it('nobody ever heard of is late as well', async () => {
    const { pass, desk } = await tested(undefined);
    await pass(70 * SECOND);
    expect(desk.status()).toMatchObject({ reason: 'webhook-test-late', detail: 'waiting' });
  });

  it('answers a page within twenty seconds, and follows the result for longer', async () => {
    const { over, pass, desk, host } = await tested(result('running'));
    let answered = false;
    void over.then(() => (answered = true));
    await pass(18 * SECOND);
    expect(answered).toBe(false);
    await pass(2 * SECOND);
    expect(answered).toBe(true);
    host.result = result('completed', 'OK');
    await pass(5 * SECOND);
    expect(desk.status().lastTest).toMatchObject({ responseCode: 'OK' });
  });

  it('asked for twice is sent once', async () => {
    const { over, desk, host, pass } = await tested(undefined, 250);
    const again = desk.test();
    host.result = result('completed', 'OK');
    await pass(2 * SECOND);
    expect(await over).toEqual(await again);
    expect(host.sent).toBe(1);
    const third = desk.test();
    await pass(SECOND);
    await third;
    expect(host.sent).toBe(2);
  });

  const faults: [string, Error, string, string][] = [
    [
      'too many of them',
      new HostFault('partnerCenter', 'partner-center-throttled'),
      'webhook-test-throttled',
      'partner-center-throttled',
    ],
    ['a host that is away', away, 'webhook-unknown', 'partner-center-timeout'],
    ['a refusal', refused, 'webhook-forbidden', 'no right'],
    ['anything else', new TypeError('odd'), 'unexpected', ''],
  ];
  it.each(faults)('is not sent because of %s', async (_name, fault, reason, detail) => {
    const { desk, host } = setUp(OURS);
    await desk.look();
    host.fault = fault;
    expect(await desk.test()).toMatchObject({
      ...{ state: 'registered', reason, detail, lastTest: { status: 'not-sent' } },
    });
  });

  it('was sent although its result cannot be read', async () => {
    const { over, host, pass } = await tested(undefined, 250);
    host.fault = away;
    await pass(2 * SECOND);
    expect(await over).toMatchObject({
      ...{ reason: 'webhook-unknown', lastTest: { status: 'waiting' } },
    });
  });

  it('says nothing while something is wrong with the registration itself', async () => {
    const { desk, host, pass } = setUp();
    await desk.look();
    host.result = result('completed', '500');
    const over = desk.test();
    await pass(SECOND);
    expect(await over).toMatchObject({ state: 'missing', reason: 'webhook-missing' });
  });

  it('is forgotten by a new registration', async () => {
    const { over, desk } = await tested(result('completed', '500'));
    await over;
    expect(await desk.register()).toMatchObject({ reason: null, lastTest: null });
  });

  it('ends with the bridge', async () => {
    const { over, desk, host, pass } = await tested(undefined, 250);
    await desk.stop();
    await over;
    const { asked } = host;
    await pass(10 * SECOND);
    expect(host.asked).toBe(asked);
  });
});

function at(origin: string): WebhookRegistration {
  return { ...OURS, url: `${origin}/webhooks/partner-center` };
}
