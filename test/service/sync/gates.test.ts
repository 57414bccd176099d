import { describe, expect, it } from 'vitest';
import { HostFault, PairFault } from '../../../service/src/errors.ts';
import { createGates, type CallKind } from '../../../service/src/sync/gates.ts';
import type { MetricEvent } from '../../../service/src/sync/metrics-port.ts';
import { createHandClock } from './hand-clock.ts';

const TIMINGS = { gateFirstMs: 1_000, gateLastMs: 300_000 };
const HOUR = 3_600_000;

function setUp() {
  const clock = createHandClock();
  const events: MetricEvent[] = [];
  const gates = createGates(clock, TIMINGS, (event) => events.push(event));
  const caller = (pairId: string | null, kind: CallKind = 'read') => ({
    side: 'salesforce' as const,
    kind,
    pairId,
  });
  const fail = (fault: Error, pairId: string | null = 'p1', kind: CallKind = 'read') =>
    gates.run(caller(pairId, kind), () => Promise.reject(fault)).catch((error: unknown) => error);
  const succeed = (pairId: string | null = 'p1', kind: CallKind = 'read') =>
    gates.run(caller(pairId, kind), () => Promise.resolve('answer'));
  const state = () => gates.states().find(({ side }) => side === 'salesforce');
  return { clock, gates, events, caller, fail, succeed, state };
}

const fault = (
  code = 'salesforce-unavailable',
  options: ConstructorParameters<typeof HostFault>[2] = {},
) => new HostFault('salesforce', code, options);

describe('a gate', () => {
  it('closes for everybody at a fault of the host, and says why and until when', async () => {
    const { fail, gates, state, clock, events } = setUp();
    await fail(fault('salesforce-timeout'));
    expect(state()).toEqual({
      side: 'salesforce',
      state: 'closed',
      until: new Date(clock.now() + 1_000).toISOString(),
      reason: 'salesforce-timeout',
    });
    let called = false;
    const other = gates.run({ side: 'salesforce', kind: 'read', pairId: 'p2' }, async () => {
      called = true;
    });
    await expect(other).rejects.toMatchObject({ code: 'gate-closed' });
    expect(called).toBe(false);
    expect(gates.allowance(20)).toBe(0);
    expect(events).toContainEqual({
      ...{ kind: 'gate-closed', side: 'salesforce', code: 'salesforce-timeout', waitMs: 1_000 },
    });
  });

  it('leaves the other host alone', async () => {
    const { fail, gates } = setUp();
    await fail(fault());
    const other = { side: 'partnerCenter', kind: 'read', pairId: 'p1' } as const;
    expect(await gates.run(other, async () => 'answer')).toBe('answer');
  });

  it('waits twice as long after each failed probe, up to the longest, and begins anew after a success', async () => {
    const { fail, succeed, gates, clock } = setUp();
    const waits: number[] = [];
    for (let times = 0; times < 11; times++) {
      await fail(fault());
      waits.push(gates.waitMs());
      clock.advance(gates.waitMs());
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((s) => s * 1_000));
    await succeed();
    await fail(fault());
    expect(gates.waitMs()).toBe(1_000);
  });

  it.each([
    ['less than its own wait', 0, 1_000],
    ['more', 30, 30_000],
    ['more than an hour, which is looked at again', 86_400 * 365, HOUR],
  ])('waits as the host asks: %s', async (_title, retryAfterSeconds, waitMs) => {
    const { fail, gates } = setUp();
    await fail(fault('salesforce-too-many-requests', { retryAfterSeconds }));
    expect(gates.waitMs()).toBe(waitMs);
  });

  it('tells the metrics of throttling, not of other trouble', async () => {
    const { fail, events, clock } = setUp();
    await fail(fault('salesforce-unavailable', { retryAfterSeconds: 5 }));
    clock.advance(HOUR);
    await fail(fault('salesforce-too-many-requests', { retryAfterSeconds: 5 }));
    clock.advance(HOUR);
    await fail(fault('salesforce-limit-exceeded'));
    expect(events.filter(({ kind }) => kind === 'throttled')).toEqual([
      { kind: 'throttled', side: 'salesforce', retryAfterSeconds: 5 },
      { kind: 'throttled', side: 'salesforce', retryAfterSeconds: null },
    ]);
  });

  it('of Partner Center tells of throttling as well, and not of a call we gave up', async () => {
    const { gates, events } = setUp();
    const fail = (code: string) =>
      gates
        .run({ side: 'partnerCenter', kind: 'read', pairId: 'p1' }, () =>
          Promise.reject(new HostFault('partnerCenter', code, { retryAfterSeconds: 7 })),
        )
        .catch(() => undefined);
    await fail('partner-center-aborted');
    expect(events).toEqual([]);
    await fail('partner-center-throttled');
    expect(events[0]).toEqual({ kind: 'throttled', side: 'partnerCenter', retryAfterSeconds: 7 });
  });

  it('is not closed by a refusal of one pair, nor by a call we gave up ourselves', async () => {
    const { fail, state } = setUp();
    await fail(new PairFault('salesforce', 'salesforce-rejected'));
    await fail(fault('salesforce-aborted'));
    expect(state()?.state).toBe('open');
  });

  it('counts accepted writes only', async () => {
    const { fail, succeed, events } = setUp();
    await succeed('p1', 'read');
    expect(events).toEqual([]);
    await succeed('p1', 'write');
    await fail(new PairFault('salesforce', 'salesforce-rejected'), 'p1', 'write');
    expect(events).toEqual([{ kind: 'wrote', side: 'salesforce' }]);
  });

  it('that an earlier call opens again keeps nobody waiting', async () => {
    const { gates, caller, fail, state } = setUp();
    const answer = Promise.withResolvers<string>();
    const earlier = gates.run(caller('p2'), () => answer.promise);
    await fail(fault());
    answer.resolve('answer');
    await earlier;
    expect(state()).toEqual({ side: 'salesforce', state: 'open', until: null, reason: null });
    expect(gates.waitMs()).toBe(0);
  });

  it('that a cached call closed is opened by a cached answer', async () => {
    const { fail, succeed, state, clock } = setUp();
    await fail(fault(), 'p1', 'cached');
    clock.advance(1_000);
    await succeed('p1', 'cached');
    expect(state()?.state).toBe('open');
  });
});

describe('a half-open gate', () => {
  async function halfOpen() {
    const all = setUp();
    await all.fail(fault());
    all.clock.advance(1_000);
    const probe = Promise.withResolvers<string>();
    return { ...all, probe };
  }

  it('lets one claim through, and none while somebody probes', async () => {
    const { gates, caller, probe, state } = await halfOpen();
    expect(state()?.state).toBe('half-open');
    expect(gates.allowance(20)).toBe(1);
    const probing = gates.run(caller('p1'), () => probe.promise);
    expect(gates.allowance(20)).toBe(0);
    probe.resolve('answer');
    await probing;
    expect(gates.allowance(20)).toBe(20);
  });

  it('turns everybody else away while one probes, and counts it as nobody’s fault', async () => {
    const { gates, caller, probe, succeed, state, events } = await halfOpen();
    const probing = gates.run(caller('p1'), () => probe.promise);
    const before = events.length;
    await expect(succeed('p2')).rejects.toMatchObject({ code: 'gate-closed' });
    await expect(succeed(null)).rejects.toMatchObject({ code: 'gate-closed' });
    expect(state()?.state).toBe('half-open');
    expect(events).toHaveLength(before);
    probe.resolve('answer');
    await probing;
    expect(await succeed('p2')).toBe('answer');
  });

  it('lets the prober ask two things at once', async () => {
    const { gates, caller, probe, succeed } = await halfOpen();
    const probing = gates.run(caller('p1'), () => probe.promise);
    expect(await succeed('p1')).toBe('answer');
    probe.resolve('answer');
    await probing;
  });

  it('is probed for as long as one of the prober’s calls is under way', async () => {
    const { gates, caller, probe, fail, succeed } = await halfOpen();
    const probing = gates.run(caller('p1'), () => probe.promise);
    await fail(fault('salesforce-aborted'));
    expect(gates.allowance(20)).toBe(0);
    await expect(succeed('p2')).rejects.toMatchObject({ code: 'gate-closed' });
    probe.resolve('answer');
    await probing;
  });

  it('lets everybody have what a cache may answer, also while one probes', async () => {
    const { gates, caller, probe, succeed } = await halfOpen();
    const probing = gates.run(caller('p1'), () => probe.promise);
    expect(await succeed('p2', 'cached')).toBe('answer');
    probe.resolve('answer');
    await probing;
  });

  it('is opened by a refusal of one pair: the host is there', async () => {
    const { fail, state } = await halfOpen();
    await fail(new PairFault('salesforce', 'salesforce-rejected'));
    expect(state()?.state).toBe('open');
  });

  it('is not opened by what is odd with us', async () => {
    const { fail, state } = await halfOpen();
    const odd = new TypeError('odd');
    expect(await fail(odd)).toBe(odd);
    expect(state()?.state).toBe('half-open');
  });

  it('closes again when the probe fails, and has another prober next time', async () => {
    const { fail, succeed, state, clock } = await halfOpen();
    await fail(fault());
    expect(state()?.state).toBe('closed');
    clock.advance(2_000);
    expect(await succeed('p2')).toBe('answer');
    expect(state()?.state).toBe('open');
  });

  it('is not opened by an answer out of a cache', async () => {
    const { succeed, state } = await halfOpen();
    await succeed('p1', 'cached');
    expect(state()?.state).toBe('half-open');
  });
});

describe('a gate that a person has reset', () => {
  it('may be probed at once, and waits as at first when that fails', async () => {
    const { fail, gates, state, clock, succeed } = setUp();
    for (let times = 0; times < 6; times++) {
      await fail(fault('salesforce-user-inactive'));
      if (times < 5) clock.advance(gates.waitMs());
    }
    expect(gates.waitMs()).toBe(32_000);
    gates.reset('salesforce');
    expect(state()?.state).toBe('half-open');
    await fail(fault('salesforce-user-inactive'));
    expect(gates.waitMs()).toBe(1_000);
    gates.reset('salesforce');
    await succeed();
    expect(state()).toMatchObject({ state: 'open', reason: null });
  });
});

describe('a server error', () => {
  const serverError = () => fault('salesforce-server-error', { serverError: true });

  it.each([
    ['salesforce', 'salesforce-server-error'],
    ['partnerCenter', 'partner-center-server-error'],
  ] as const)('of its own has the code and the words of its host: %s', async (side, code) => {
    const { gates, clock } = setUp();
    const cause = new HostFault(side, 'broken', { serverError: true, detail: 'Oops.' });
    let error: unknown;
    for (let times = 0; times < 3; times++) {
      await gates.run({ side, kind: 'read', pairId: 'sound' }, async () => 'answer');
      error = await gates
        .run({ side, kind: 'read', pairId: 'poisoned' }, () => Promise.reject(cause))
        .catch((thrown: unknown) => thrown);
      clock.advance(gates.waitMs());
    }
    expect(error).toMatchObject({ side, code, message: 'Oops.', cause });
  });

  it('that only one pair gets while others succeed becomes its own fault', async () => {
    const { fail, succeed, clock, state, gates } = setUp();
    const errors: unknown[] = [];
    for (let times = 0; times < 3; times++) {
      errors.push(await fail(serverError(), 'poisoned'));
      clock.advance(gates.waitMs());
      await succeed('sound');
    }
    expect(errors.map((error) => error instanceof PairFault)).toEqual([false, false, true]);
    expect(state()?.state).toBe('open');
  });

  it('is counted anew after a success of that pair', async () => {
    const { fail, succeed, clock, gates } = setUp();
    const errors: unknown[] = [];
    for (const one of ['poisoned', 'poisoned', null, 'poisoned']) {
      if (one) errors.push(await fail(serverError(), one));
      clock.advance(gates.waitMs());
      await succeed(one ? 'sound' : 'poisoned');
    }
    expect(errors.every((error) => error instanceof HostFault)).toBe(true);
  });

  it.each([
    ['of nobody', [null, null, null, null]],
    ['of several pairs', ['one', 'two', 'one', 'two']],
  ])('%s is not one pair’s own', async (_name, callers) => {
    const { fail, succeed, clock, gates } = setUp();
    for (const caller of callers) {
      expect(await fail(serverError(), caller)).toBeInstanceOf(HostFault);
      clock.advance(gates.waitMs());
      await succeed('sound');
    }
  });

  it('that everybody gets stays the fault of the host', async () => {
    const { fail, clock, gates } = setUp();
    for (let times = 0; times < 6; times++) {
      expect(await fail(serverError(), `p${times % 2}`)).toBeInstanceOf(HostFault);
      clock.advance(gates.waitMs());
    }
  });
});
