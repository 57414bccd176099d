/** The bridge as a whole on a clock that stands still: claims, leases, the doors' questions, and an orderly end. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBridge } from '../../../service/src/sync/bridge.ts';
import { createBudget } from '../../../service/src/sync/budget.ts';
import { createCorrelation } from '../../../service/src/sync/correlation.ts';
import type { BridgeDeps } from '../../../service/src/sync/deps.ts';
import type { Pair } from '../../../service/src/domain/pair.ts';
import type { MetricEvent } from '../../../service/src/sync/metrics-port.ts';
import { HostFault, StoreUnavailable } from '../../../service/src/errors.ts';
import { createWorker } from '../../../service/src/sync/worker.ts';
import { mappingRow } from '../domain/org.ts';
import { inbound, INBOUND, sharedDeal, type Shared } from './rig/deals.ts';
import { away, refusal } from './rig/faults.ts';
import { DEAL, dealRecord, LEAD, leadRecord } from './rig/records.ts';
import { createRig, DAY, HOUR, MINUTE, SECOND, type Rig } from './rig/rig.ts';
import { turns } from './rig/turns.ts';

const CORRELATION = '33333333-0000-4000-8000-000000000003';

async function bridgeOf<R extends Rig>(rig: R, more: Partial<BridgeDeps> = {}) {
  const events: MetricEvent[] = [];
  const bridge = createBridge({
    ...{ ...rig.deps, observe: (event) => void events.push(event) },
    ...more,
  });
  onTestFinished(() => bridge.stop());
  return {
    ...{ rig, bridge, events },
    async pass(ms: number) {
      for (let gone = 0; gone < ms; gone += SECOND) {
        rig.clock.advance(Math.min(SECOND, ms - gone));
        await turns(30);
      }
      await turns();
    },
  };
}

async function running<R extends Rig>(rig: R, more: Partial<BridgeDeps> = {}) {
  const started = await bridgeOf(rig, more);
  await started.bridge.start();
  await turns();
  return started;
}

const amount = (rig: Shared) =>
  (rig.partnerCenter.get(rig.referralId)['details'] as { dealValue: number }).dealValue;

/** Partner Center answers no read before it is told to; whether the visit was given up by then. */
function holdRead({ partnerCenter }: Shared) {
  const answer = Promise.withResolvers<undefined>();
  let isAborted: boolean | undefined;
  const { get } = partnerCenter.port;
  partnerCenter.port.get = async (id, signal) => {
    await answer.promise;
    isAborted = signal?.aborted;
    return get(id, signal);
  };
  return { answer: () => answer.resolve(undefined), isAborted: () => isAborted };
}

describe('a ring', () => {
  it('is visited at once, although nothing was due', async () => {
    const { rig, bridge } = await running(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge', correlationId: CORRELATION });
    await turns();
    expect(amount(rig)).toBe(60_000);
    const [sent] = await rig.trail(DEAL);
    expect(sent?.correlationId).toBe(CORRELATION);
  });

  it('while the pair is visited makes it due again, a second later', async () => {
    const { rig, bridge, pass } = await running(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.next('patch', {
      before: () => {
        rig.salesforce.edit(DEAL, { Amount: 61_000 });
        void bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
      },
    });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(10 * SECOND);
    expect(amount(rig)).toBe(61_000);
    expect((await rig.store.counts()).due).toBe(0);
  });

  it('of the doors comes with everything else that carries a token', async () => {
    const rig = await createRig();
    const other = '006Dn00000B3xYzIAK';
    rig.salesforce.add(dealRecord({}, { token: 'a' }));
    rig.salesforce.add(dealRecord({}, { id: other, token: 'b' }));
    const { bridge, events } = await bridgeOf(rig);
    await bridge.recordsChanged([DEAL], true, CORRELATION);
    expect(events).toContainEqual({ kind: 'rung', cause: 'nudge', count: 1 });
    await turns();
    expect(await rig.findPair(other)).toBeDefined();
    expect(await rig.pair(DEAL)).toMatchObject({ correlationId: CORRELATION });
  });

  it.each([
    ['nobody said that there is more', undefined, false],
    ['the org is short of calls', 0.99, true],
  ])('of the doors comes alone when %s', async (_name, share, more) => {
    const rig = await createRig();
    rig.salesforce.org.share = share;
    rig.salesforce.add(dealRecord({}, { id: '006Dn00000B3xYzIAK', token: 'b' }));
    const { bridge } = await bridgeOf(rig);
    await bridge.recordsChanged([DEAL], more);
    await turns();
    expect((await rig.store.counts()).due).toBe(1);
  });

  it('of the doors stands although the sweep it asked for failed', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({}, { token: 'a' }));
    const { bridge } = await bridgeOf(rig);
    rig.salesforce.weather.always('sweepTokens', { instead: away('salesforce') });
    await bridge.recordsChanged([DEAL], true);
    await turns();
    expect(rig.lines).toContainEqual({ level: 'warn', message: 'token sweep failed' });
    expect((await rig.store.counts()).due).toBe(1);
  });
});

describe('the claims', () => {
  it('are taken without a ring when a pair falls due', async () => {
    const { rig, pass } = await running(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 }, { token: null });
    await rig.store.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(2 * SECOND);
    expect(amount(rig)).toBe(60_000);
  });

  it('are never more than twenty at once, and every pair gets its turn as soon as another is done', async () => {
    const rig = await createRig({ timings: { pollMs: HOUR } });
    const { claim } = rig.store;
    const limits: number[] = [];
    rig.deps.store = {
      ...rig.store,
      claim: async (options) => (limits.push(options.limit), claim(options)),
    };
    const { bridge } = await running(rig);
    const ids = Array.from(
      { length: 45 },
      (_, n) => `006Dn00000B3x${String(n).padStart(3, '0')}AJ`,
    );
    for (const id of ids) rig.salesforce.add(dealRecord({ Amount: null }, { id }));
    let under = 0;
    let most = 0;
    const { read } = rig.salesforce.port;
    rig.salesforce.port.read = async (id, signal) => {
      most = Math.max(most, (under += 1));
      await turns(2);
      under -= 1;
      return read(id, signal);
    };
    for (const id of ids) await rig.ring(id);
    await bridge.ring({ id: { recordId: DEAL }, cause: 'person' });
    await turns(600);
    expect(most).toBe(20);
    expect(Math.min(...limits)).toBeGreaterThan(0);
    for (const id of ids) expect(rig.salesforce.status(id)).toBe('Needs Attention');
  });

  it('stop while a host is away, and one of them probes it', async () => {
    const { rig, bridge, pass, events } = await running(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: away('partnerCenter') });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(30 * SECOND);
    const tries = rig.partnerCenter.weather.writes().length;
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThan(8);
    expect((await bridge.health()).gates).toContainEqual(
      expect.objectContaining({ side: 'partnerCenter', reason: 'partner-center-unavailable' }),
    );
    expect(events.filter(({ kind }) => kind === 'gate-closed')).toHaveLength(tries);
    rig.partnerCenter.weather.always('patch', undefined);
    bridge.reconnected('partnerCenter');
    await turns(400);
    expect(amount(rig)).toBe(60_000);
  });

  it('and sweeps come at once when a person has signed in again', async () => {
    const { rig, bridge } = await running(await createRig());
    const sweeps = () =>
      rig.partnerCenter.weather.calls.filter(({ name }) => name === 'listNewest').length;
    const before = sweeps();
    bridge.reconnected('partnerCenter');
    await turns();
    expect(sweeps()).toBeGreaterThan(before);
  });

  it('go on after the store was away', async () => {
    const rig = await sharedDeal();
    const { store } = rig.deps;
    let isAway = true;
    const claim: typeof store.claim = async (options) => {
      if (isAway) throw new StoreUnavailable('away');
      return store.claim(options);
    };
    const { pass } = await running(rig, { store: { ...store, claim } });
    expect(rig.lines).toContainEqual({
      ...{ level: 'error', message: 'claiming failed', err: expect.any(StoreUnavailable) },
    });
    isAway = false;
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.ring(DEAL);
    await pass(2 * SECOND);
    expect(amount(rig)).toBe(60_000);
  });

  it('are renewed while a visit takes long, so that nobody else makes it', async () => {
    const rig = await sharedDeal();
    const { bridge, pass } = await running(rig);
    const read = holdRead(rig);
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(5 * MINUTE);
    expect((await rig.pair(DEAL)).claimedUntil).toBeGreaterThan(rig.clock.now() + 30 * SECOND);
    expect(rig.lines.filter(({ level }) => level === 'error')).toEqual([]);
    read.answer();
    await turns();
    expect(read.isAborted()).toBe(false);
    expect(amount(rig)).toBe(60_000);
  });

  it('that were lost end their visit with nothing written', async () => {
    const rig = await sharedDeal();
    const { store } = rig.deps;
    const { bridge, pass, events } = await running(rig, {
      store: { ...store, renew: async () => [] },
    });
    const answer = Promise.withResolvers<undefined>();
    let aborted: unknown;
    const { get } = rig.partnerCenter.port;
    rig.partnerCenter.port.get = async (id, signal) => {
      signal?.addEventListener('abort', () => (aborted = signal.reason));
      await answer.promise;
      return get(id, signal);
    };
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(20 * SECOND);
    expect(aborted).toMatchObject({ name: 'ClaimLost', message: 'the claim was lost' });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'visited', outcome: 'lost' }));
    answer.resolve(undefined);
  });

  it('are looked for again although the heartbeat failed', async () => {
    const rig = await sharedDeal();
    const { store } = rig.deps;
    const renew = async () => {
      throw new StoreUnavailable('away');
    };
    const { bridge, pass } = await running(rig, { store: { ...store, renew } });
    const answer = Promise.withResolvers<undefined>();
    const { get } = rig.partnerCenter.port;
    rig.partnerCenter.port.get = async (id, signal) => {
      await answer.promise;
      return get(id, signal);
    };
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(20 * SECOND);
    expect(rig.lines).toContainEqual({
      ...{ level: 'error', message: 'heartbeat failed', err: expect.any(StoreUnavailable) },
    });
    answer.resolve(undefined);
    await turns();
    expect((await rig.pair(DEAL)).claimedUntil).toBeNull();
  });

  it('that could not be renewed for a whole lease are let go', async () => {
    const rig = await sharedDeal({}, { timings: { leaseMs: 40, heartbeatMs: 10 } });
    const { store } = rig.deps;
    const renew = async () => {
      throw new StoreUnavailable('away');
    };
    const { bridge } = await running(rig, { store: { ...store, renew } });
    let aborted: unknown;
    const answer = Promise.withResolvers<undefined>();
    rig.partnerCenter.port.get = async (_id, signal) => {
      signal?.addEventListener('abort', () => (aborted = signal.reason));
      await answer.promise;
      throw away('partnerCenter');
    };
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await turns();
    // The lease is measured by a clock that no one can set.
    await new Promise((resolve) => setTimeout(resolve, 50));
    rig.clock.advance(10);
    await turns();
    expect(aborted).toMatchObject({ name: 'ClaimLost', message: 'the lease is over' });
    answer.resolve(undefined);
  });

  it('of a pair that is claimed anew end the older visit, and not the newer one', async () => {
    const rig = await sharedDeal();
    const { store } = rig.deps;
    const renewed: number[][] = [];
    const renew: typeof store.renew = async (claims) => {
      renewed.push(claims.map(({ token }) => token));
      throw new StoreUnavailable('away');
    };
    const { bridge, pass } = await running(rig, { store: { ...store, renew } });
    await pass(20 * SECOND);
    expect(renewed).toEqual([]);
    const visits: { answer: PromiseWithResolvers<undefined>; aborted?: unknown }[] = [];
    rig.partnerCenter.port.get = async (_id, signal) => {
      const visit: (typeof visits)[number] = { answer: Promise.withResolvers<undefined>() };
      visits.push(visit);
      signal?.addEventListener('abort', () => (visit.aborted = signal.reason));
      await visit.answer.promise;
      throw away('partnerCenter');
    };
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(65 * SECOND);
    expect(visits.map(({ aborted }) => aborted)).toMatchObject([
      { name: 'ClaimLost', message: 'the pair was claimed anew' },
      undefined,
    ]);
    visits[0]?.answer.resolve(undefined);
    await turns();
    renewed.length = 0;
    await pass(20 * SECOND);
    expect(renewed).toEqual([[expect.any(Number)]]);
    visits[1]?.answer.resolve(undefined);
  });

  it('of pairs whose org does not say what it is like are put back', async () => {
    const { rig, bridge } = await running(await sharedDeal());
    rig.salesforce.weather.always('profile', { instead: away('salesforce') });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge', correlationId: CORRELATION });
    await turns();
    expect((await rig.pair(DEAL)).claimedUntil).toBeNull();
    expect(rig.lines).toContainEqual({
      ...{ level: 'warn', message: 'host fault', correlationId: CORRELATION },
      ...{ pairId: (await rig.pair(DEAL)).id },
      ...{ code: 'salesforce-unavailable', side: 'salesforce' },
    });
  });

  it.each([
    ['too short', 24_000, 0],
    ['long enough', 27_000, 1],
  ])('with a lease that is %s for a create', async (_name, leaseMs, made) => {
    const rig = await createRig({ timings: { leaseMs } });
    rig.salesforce.add(dealRecord());
    // Put back, it would be claimed again at once, for ever, on a clock that stands still.
    const release = async () => {
      throw new StoreUnavailable('away');
    };
    const { bridge } = await running(rig, { store: { ...rig.store, release } });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await turns();
    expect(rig.partnerCenter.ours()).toHaveLength(made);
  });

  it('of a visit that only the store can end are left to their lease, and told', async () => {
    const rig = await sharedDeal();
    const { store } = rig.deps;
    const settle = async () => {
      throw new StoreUnavailable('away');
    };
    const { bridge } = await running(rig, { store: { ...store, settle, release: settle } });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge', correlationId: CORRELATION });
    await turns();
    expect(rig.lines).toContainEqual({
      ...{ level: 'error', message: 'visit failed', correlationId: CORRELATION },
      ...{ pairId: (await rig.pair(DEAL)).id, err: expect.any(StoreUnavailable) },
    });
  });
});

describe('between claims the worker sleeps', () => {
  const POLL = 7_000;
  type Case = { inMs?: number; closedMs?: number; share?: number; broken?: 'claim' | 'nextDueAt' };

  /** How long it sleeps after its first look at the store. */
  async function nap({ inMs, closedMs, share, broken }: Case): Promise<number | undefined> {
    const rig = await sharedDeal();
    if (inMs !== undefined) {
      await rig.ring(DEAL);
      const [claim] = await rig.store.claim({ limit: 1, leaseMs: MINUTE });
      if (claim) await rig.store.release(claim, {}, rig.clock.now() + inMs);
    }
    rig.salesforce.org.share = share;
    const failing = async () => {
      throw new StoreUnavailable('away');
    };
    const naps: number[] = [];
    const { salesforce, store, log } = rig.deps;
    const clock: typeof rig.clock = {
      ...rig.clock,
      sleep: (ms, signal) => (naps.push(ms), rig.clock.sleep(ms, signal)),
    };
    const worker = createWorker(
      {
        ...{ ...rig.deps, clock, timings: { ...rig.deps.timings, pollMs: POLL } },
        store: { ...store, ...(broken ? { [broken]: failing } : {}) },
      },
      {
        gates: { ...rig.gates, waitMs: () => closedMs ?? 0 },
        budget: createBudget({ salesforce, clock, log }),
        binding: { isBound: async () => true, refuse: () => undefined },
        correlation: createCorrelation(),
      },
    );
    worker.start();
    onTestFinished(() => worker.stop());
    await turns();
    return naps.filter((ms) => ms !== rig.deps.timings.heartbeatMs).at(0);
  }

  it.each<[string, Case, number]>([
    ['until the next pair is due', { inMs: 3_000 }, 3_000],
    ['a moment when one falls due just now', { inMs: 1 }, 10],
    ['no longer than until the next poll', { inMs: HOUR }, POLL],
    ['until the gate opens that opens first', { closedMs: 2_000, inMs: 3_000 }, 2_000],
    ['until the next poll while the org is short of calls', { inMs: 3_000, share: 0.9 }, POLL],
    ['until the next poll after a claim that failed', { inMs: 3_000, broken: 'claim' }, POLL],
    ['until the next poll when nobody knows what is due', { broken: 'nextDueAt' }, POLL],
  ])('%s', async (_name, one, ms) => {
    expect(await nap(one)).toBe(ms);
  });

  it('until the next poll while nothing is ever due', async () => {
    const rig = await createRig();
    const naps: number[] = [];
    const sleep: typeof rig.clock.sleep = (ms, signal) => (
      naps.push(ms),
      rig.clock.sleep(ms, signal)
    );
    await running(rig, { clock: { ...rig.clock, sleep } });
    expect(naps).toContain(rig.deps.timings.pollMs);
    expect(Math.min(...naps)).toBe(rig.deps.timings.pollMs);
  });
});

describe('an org that is not ours', () => {
  it('is refused before anything is claimed or written', async () => {
    const rig = await sharedDeal();
    rig.salesforce.org.profile = { ...rig.salesforce.org.profile, orgId: '00DOTHER' };
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    const { bridge, pass } = await running(rig);
    await bridge.ring({ id: { recordId: DEAL }, cause: 'person' });
    await pass(10 * SECOND);
    expect(amount(rig)).toBe(50_000);
    expect(bridge.isRefused()).toBe(true);
    const sentence = bridge.refusesOrg(rig.deps.config.orgId);
    expect(sentence).toBe(
      `This bridge is set up for the Salesforce org ${rig.deps.config.orgId}, but SALESFORCE_URL leads to 00DOTHER. Nothing is read or written. Correct SALESFORCE_ORG_ID or SALESFORCE_URL.`,
    );
    const health = await bridge.health();
    expect(health).toMatchObject({
      ok: false,
      org: { bound: false, orgId: null, refused: sentence },
    });
    const refused = rig.lines.filter(({ message }) => message === sentence);
    expect(refused).toEqual([{ level: 'error', message: sentence, code: 'other-org' }]);
  });

  it('is noticed in the middle of the work, too', async () => {
    const rig = await sharedDeal();
    const { bridge, pass } = await running(rig);
    expect(bridge.isRefused()).toBe(false);
    rig.salesforce.org.profile = { ...rig.salesforce.org.profile, orgId: '00DOTHER' };
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'person' });
    await pass(10 * SECOND);
    expect(amount(rig)).toBe(50_000);
    expect(bridge.isRefused()).toBe(true);
    const { failures, dueAt } = await rig.pair(DEAL);
    expect(failures).toBe(0);
    expect(dueAt).toBeGreaterThan(rig.clock.now());
  });

  it('has a store that belongs to somebody else: nothing is done either', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord());
    const config = { ...rig.deps.config, tenantId: 'another-tenant' };
    const { bridge, pass } = await running(rig, { config });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'person' });
    await pass(5 * SECOND);
    expect(rig.partnerCenter.weather.calls).toEqual([]);
    expect(bridge.refusesOrg(config.orgId)).toBe(
      `The store of this bridge belongs to the Salesforce org ${config.orgId} and the tenant ${rig.deps.config.tenantId}, not to ${config.orgId} and another-tenant. Nothing is read or written. Use an empty store, or the settings it was made with.`,
    );
  });

  it('that calls is told so', async () => {
    const { bridge, rig } = await bridgeOf(await createRig());
    const { orgId } = rig.deps.config;
    expect(bridge.refusesOrg(orgId)).toBeUndefined();
    expect(bridge.refusesOrg('00DOTHER')).toBe(
      `This bridge belongs to the Salesforce org ${orgId}; the call came from 00DOTHER. A refreshed or copied org needs its own bridge.`,
    );
    expect(bridge.refusesOrg(undefined)).toBe(
      `This bridge belongs to the Salesforce org ${orgId}; the call did not say which org it came from (header X-Co-Sell-Org).`,
    );
  });

  it('is asked again while it cannot be reached', async () => {
    const rig = await sharedDeal();
    rig.salesforce.weather.next('profile', { instead: away('salesforce') });
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.ring(DEAL);
    const { pass } = await running(rig);
    expect(rig.lines).toContainEqual(
      expect.objectContaining({
        ...{ level: 'warn', message: 'the org could not be asked who it is; trying again' },
      }),
    );
    await pass(10 * SECOND);
    expect(amount(rig)).toBe(60_000);
    const said = rig.lines.filter(({ message }) => message.startsWith('the org could not'));
    expect(said).toHaveLength(1);
  });
});

describe('sync now', () => {
  it('answers once the pair is settled', async () => {
    const { rig, bridge, events } = await running(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    const asked = bridge.syncNow(DEAL, CORRELATION);
    for (let i = 0; i < 5; i++) {
      await turns(40);
      rig.clock.advance(50);
    }
    expect(events).toContainEqual({ kind: 'rung', cause: 'person', count: 1 });
    expect(await asked).toEqual({ settled: true, state: 'open', syncStatus: null, error: null });
    expect(amount(rig)).toBe(60_000);
  });

  it('tells the failure in a sentence', async () => {
    const { rig, bridge } = await running(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: refusal('partnerCenter', 'odd') });
    const asked = bridge.syncNow(DEAL);
    for (let i = 0; i < 5; i++) {
      await turns(40);
      rig.clock.advance(50);
    }
    expect(await asked).toMatchObject({
      settled: true,
      error: { code: 'partner-center-refused', message: expect.stringContaining('odd') },
    });
  });

  it('gives up waiting after a while', async () => {
    const { rig, bridge } = await bridgeOf(await sharedDeal());
    const asked = bridge.syncNow(DEAL);
    for (let i = 0; i < 101; i++) {
      await turns(4);
      rig.clock.advance(50);
    }
    expect(await asked).toMatchObject({ settled: false, state: 'open' });
  });

  it('of a record that is nobody’s says so', async () => {
    const { rig, bridge } = await running(await createRig());
    const asked = bridge.syncNow(DEAL);
    for (let i = 0; i < 5; i++) {
      await turns(40);
      rig.clock.advance(50);
    }
    expect(await asked).toEqual({ settled: true, state: 'unknown', syncStatus: null, error: null });
  });

  it('follows a record that was given to another pair', async () => {
    const rig = await createRig({ settings: { receive: false } });
    rig.partnerCenter.add(inbound());
    await rig.rungAndSettled(INBOUND, 'webhook');
    rig.salesforce.add(dealRecord({ Referral_Identifier__c: INBOUND }));
    const { bridge } = await running(rig);
    const asked = bridge.syncNow(DEAL);
    for (let i = 0; i < 60; i++) {
      await turns(20);
      rig.clock.advance(50);
    }
    expect(await asked).toMatchObject({ settled: true, state: 'open' });
  });

  const known = (id: string, rung: number, settledRung: number) => ({ id, rung, settledRung });
  it.each([
    ['its ring was answered, and it was rung again since', known('p', 5, 4), undefined, true],
    ['its ring was not answered', known('p', 4, 3), undefined, false],
    ['it was given over, and that pair has nothing left', undefined, known('q', 3, 3), true],
    ['it was given over, and that pair is still due', undefined, known('q', 7, 6), false],
  ])('is over when it should be: %s', async (_name, pair, another, settled) => {
    const rig = await createRig({ timings: { syncWaitMs: 0 } });
    const asPair = (one?: object) =>
      (one && { ...one, state: 'open', lastError: null }) as Pair | undefined;
    const { bridge } = await bridgeOf(rig, {
      store: {
        ...rig.store,
        ring: async () => ({ pairId: 'p', rung: 4 }),
        findPair: async () => asPair(pair),
        findByRecord: async () => asPair(another),
      },
    });
    expect(await bridge.syncNow(DEAL)).toMatchObject({ settled, state: 'open' });
  });

  it('is done although the org is short of calls', async () => {
    const rig = await sharedDeal();
    rig.salesforce.org.share = 0.99;
    const { bridge, pass } = await running(rig);
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await pass(5 * SECOND);
    expect(amount(rig)).toBe(50_000);
    await bridge.ring({ id: { recordId: DEAL }, cause: 'person' });
    await pass(2 * SECOND);
    expect(amount(rig)).toBe(60_000);
  });
});

describe('a preflight', () => {
  it('is the checklist of the deal as it is', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Amount: null }));
    const { bridge } = await bridgeOf(rig);
    const answer = await bridge.preflight(DEAL);
    expect(answer).toMatchObject({ recordId: DEAL, kind: 'private', ready: false });
    expect(answer.items.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(['value']);
    rig.salesforce.edit(DEAL, { Amount: 1 });
    expect((await bridge.preflight(DEAL, CORRELATION)).ready).toBe(true);
  });

  it.each([
    ['is not there', undefined, 'no-record'],
    ['was deleted', dealRecord({}, { deleted: true }), 'no-record'],
    ['is a lead', leadRecord(), 'lead-not-shared'],
  ])('of a record that %s is refused', async (_name, record, code) => {
    const rig = await createRig();
    if (record) rig.salesforce.add(record);
    const { bridge } = await bridgeOf(rig);
    await expect(bridge.preflight(record?.id ?? LEAD)).rejects.toMatchObject({
      ...{ code, side: 'salesforce' },
    });
  });
});

describe('the mapping desk', () => {
  it('is asked through the bridge', async () => {
    const { rig, bridge } = await bridgeOf(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 1 });
    expect((await bridge.checkMapping(true)).deals).toBe(1);
    const answer = await bridge.dryRun(DEAL, CORRELATION);
    expect(answer).toMatchObject({ recordId: DEAL, isShared: true });
    expect(await bridge.dryRun(DEAL)).toEqual(answer);
  });
});

describe('a check of the trails', () => {
  it.each([
    ['may have forgotten the entry', 30, true, 0],
    ['has to have the entry still', 365, true, 1],
    ['keeps entries for ever', null, true, 1],
    ['does not say for how long it keeps them', 30, false, 1],
  ])('in an org that %s', async (_name, auditRetentionDays, tells, findings) => {
    const rig = await sharedDeal({}, { settings: { auditRetentionDays } });
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await rig.rungAndSettled(DEAL);
    rig.salesforce.trail.clear();
    rig.clock.advance(31 * DAY);
    if (!tells) rig.salesforce.weather.always('profile', { instead: refusal('salesforce') });
    const { bridge } = await bridgeOf(rig);
    const verdict = await bridge.verifyAudit({});
    expect(verdict).toMatchObject({ pairs: 1, entries: 1, isOrgChecked: true });
    expect(verdict.findings).toHaveLength(findings);
  });
});

describe('health', () => {
  it('is well when everything is, and says how things stand', async () => {
    const { rig, bridge, pass } = await running(await sharedDeal());
    await pass(SECOND);
    expect(await bridge.health()).toMatchObject({
      ok: true,
      org: { bound: true, orgId: rig.deps.config.orgId, refused: null },
      pairs: { open: 1, failed: 0 },
      gates: [{ state: 'open' }, { state: 'open' }],
      oldestDueSeconds: null,
      lastSweep: { 'partner-center': expect.any(String) },
      profileProblems: expect.any(Array),
      ...{ connections: [], webhook: null },
    });
  });

  it('says for how long the oldest pair has been due', async () => {
    const { rig, bridge } = await bridgeOf(await sharedDeal());
    await rig.ring(DEAL);
    rig.clock.advance(90 * SECOND + 400);
    expect((await bridge.health()).oldestDueSeconds).toBe(90);
  });

  const signIn = (state: string) => ({
    signIns: [
      {
        status: async () => ({
          ...{ side: 'partnerCenter' as const, state: state as never, reason: null },
          ...{ since: null, expiresAt: null },
        }),
      },
    ],
  });
  const webhooks = (state: string) => ({
    webhooks: {
      status: () => ({
        ...{ state: state as never, registeredHost: null, events: [], lookedAt: null },
        ...{ reason: null, lastTest: null },
      }),
    },
  });
  const rows: [string, Partial<BridgeDeps>, boolean][] = [
    ['signed in', signIn('connected'), true],
    ['the sign-in ends soon', signIn('expiring'), true],
    ['the sign-in is refused', signIn('needs-reconnect'), false],
    ['not signed in', signIn('not-connected'), false],
    ['the webhook is ours', webhooks('registered'), true],
    ['the webhook was not seen yet', webhooks('unknown'), true],
    ['there is no webhook', webhooks('missing'), false],
    ['the webhook is somebody’s', webhooks('foreign'), false],
  ];
  it.each(rows)('depends on what a person has to mend: %s', async (_name, more, ok) => {
    const { bridge } = await bridgeOf(await createRig(), more);
    const health = await bridge.health();
    expect(health.ok).toBe(ok);
    for (const one of [...health.connections, ...(health.webhook ? [health.webhook] : [])]) {
      expect(one.message).toMatch(/\.$/);
      expect(one.fix).toMatch(/\.$/);
      expect(one.who).toBe(ok && one.state !== 'expiring' ? 'nobody' : 'bridge-admin');
    }
  });

  it('is not well while a pair has failed', async () => {
    const { rig, bridge } = await bridgeOf(await sharedDeal());
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: refusal('partnerCenter') });
    await rig.ring(DEAL);
    await rig.pass(DAY);
    expect(await bridge.health()).toMatchObject({ ok: false, pairs: { failed: 1, troubled: 1 } });
  });

  it('tells what is wrong with the mapping, also as last known while the org is away', async () => {
    const rig = await createRig();
    const { profile } = rig.salesforce.org;
    rig.salesforce.org.profile = {
      ...profile,
      mapping: profile.mapping.map((row) =>
        row.canonicalField === 'dealValue' ? { ...row, field: 'Nothing__c' } : row,
      ),
    };
    rig.salesforce.org.facts = (path) => (path === 'Nothing__c' ? undefined : { type: 'STRING' });
    const { bridge } = await bridgeOf(rig);
    const { profileProblems } = await bridge.health();
    expect(profileProblems.join(' ')).toContain('Nothing__c');
    rig.salesforce.weather.always('profile', { instead: away('salesforce') });
    expect((await bridge.health()).profileProblems).toEqual(profileProblems);
    rig.salesforce.weather.always('profile', undefined);
    rig.salesforce.weather.calls.length = 0;
    rig.salesforce.org.share = 0.99;
    rig.clock.advance(HOUR);
    await bridge.health();
    expect(rig.salesforce.weather.calls).toEqual([]);
  });

  it('knows of no problem of an org that never answered', async () => {
    const rig = await createRig();
    rig.salesforce.weather.always('profile', { instead: away('salesforce') });
    const { bridge } = await bridgeOf(rig);
    expect((await bridge.health()).profileProblems).toEqual([]);
  });

  it('tells what the rows alone show when the fields of the org cannot be read', async () => {
    const rig = await createRig();
    const { profile } = rig.salesforce.org;
    rig.salesforce.org.profile = {
      ...profile,
      mapping: [...profile.mapping, mappingRow('nonsense', 'Amount')],
    };
    rig.salesforce.weather.always('describeFields', { instead: refusal('salesforce') });
    const { bridge } = await bridgeOf(rig);
    expect((await bridge.health()).profileProblems.join(' ')).toContain('nonsense');
  });

  it('shows a gate that is short of budget', async () => {
    const rig = await createRig();
    rig.salesforce.org.share = 0.9;
    const { bridge } = await bridgeOf(rig);
    const { gates, ok } = await bridge.health();
    expect(gates[1]).toMatchObject({ state: 'half-open', reason: 'salesforce-daily-share' });
    expect(ok).toBe(false);
    expect((await bridge.measure()).dailyShare).toEqual({ used: 0.9, limit: 0.8 });
  });
});

describe('what the metrics measure', () => {
  it('is everything that is true now', async () => {
    const { rig, bridge, pass } = await running(await sharedDeal());
    await pass(30 * SECOND);
    await rig.ring('006Dn00000B3xYzIAK', 'nudge');
    rig.clock.advance(5 * SECOND);
    expect(await bridge.measure()).toMatchObject({
      ...{ isStoreReady: true, oldestDueSeconds: 5, connections: [], webhook: null },
      pairs: { open: 1, due: 1 },
      gates: [{ state: 'open' }, { state: 'open' }],
      dailyShare: { used: null, limit: 0.8 },
      sweepAgeSeconds: { 'partner-center': 35, history: 35 },
    });
  });

  it('is zero or nothing where nothing is', async () => {
    const { bridge } = await bridgeOf(await createRig());
    expect(await bridge.measure()).toMatchObject({
      ...{ oldestDueSeconds: 0, sweepAgeSeconds: { 'partner-center': null } },
    });
  });

  it('never fails: what cannot be known is left out', async () => {
    const rig = await createRig();
    const broken = async () => {
      throw new StoreUnavailable('away');
    };
    const status = {
      ...{ side: 'salesforce' as const, state: 'connected' as const, reason: null },
      ...{ since: null, expiresAt: null },
    };
    const { bridge } = await bridgeOf(rig, {
      store: { ...rig.store, counts: broken, lastSweeps: broken },
      signIns: [{ status: broken }, { status: async () => status }],
      webhooks: { status: () => ({ state: 'foreign' }) as never },
    });
    expect(await bridge.measure()).toMatchObject({
      ...{ isStoreReady: false, pairs: null, oldestDueSeconds: null, sweepAgeSeconds: {} },
      ...{ connections: [status], webhook: 'foreign' },
    });
  });
});

describe('troubled pairs', () => {
  async function troubled() {
    const started = await bridgeOf(await sharedDeal());
    const { rig } = started;
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: refusal('partnerCenter', 'odd') });
    await rig.ring(DEAL, 'person', { correlationId: CORRELATION });
    await rig.settled();
    return started;
  }

  it('are listed with what people need to know', async () => {
    const { rig, bridge } = await troubled();
    expect(await bridge.troubledPairs({ state: 'failed', limit: 10 })).toEqual([]);
    const [pair] = await bridge.troubledPairs({ state: 'troubled', limit: 10 });
    expect(pair).toMatchObject({
      ...{ recordId: DEAL, referralId: rig.referralId, state: 'open', trouble: 'backing-off' },
      ...{ failures: 1, code: 'partner-center-refused', who: 'seller', fix: expect.any(String) },
      ...{ message: expect.stringContaining('odd'), correlationId: CORRELATION },
      at: new Date(rig.clock.now()).toISOString(),
      nextLookAt: new Date(rig.clock.now() + MINUTE).toISOString(),
    });
    await rig.pass(DAY);
    expect(await bridge.troubledPairs({ state: 'failed', limit: 10 })).toHaveLength(1);
  });

  it('are tried again when a person wants it, one or all', async () => {
    const { rig, bridge, events } = await troubled();
    const { id, rung } = await rig.pair(DEAL);
    expect(await bridge.retry(id, CORRELATION)).toBe(true);
    expect(await rig.pair(DEAL)).toMatchObject({
      ...{ rung: rung + 1, dueAt: rig.clock.now(), correlationId: CORRELATION },
    });
    expect(await bridge.retry('00000000-0000-4000-8000-00000000000f')).toBe(false);
    expect(await bridge.retryAll(CORRELATION)).toBe(1);
    expect((await rig.pair(DEAL)).rung).toBe(rung + 2);
    const byPerson = { kind: 'rung', cause: 'person', count: 1 };
    expect(events).toEqual([byPerson, byPerson]);
  });

  it('are those with trouble, and no others', async () => {
    const { rig, bridge } = await bridgeOf(await sharedDeal());
    expect(await bridge.troubledPairs({ state: 'troubled', limit: 10 })).toEqual([]);
    const { rung } = await rig.pair(DEAL);
    expect(await bridge.retryAll()).toBe(0);
    expect((await rig.pair(DEAL)).rung).toBe(rung);
  });

  it('without a record are tried again by their referral, and many page by page', async () => {
    const rig = await createRig();
    const rung: unknown[] = [];
    const many = Array.from({ length: 401 }, (_, n) => ({
      ...{ id: String(n).padStart(4, '0'), recordId: n === 0 ? null : DEAL },
      referralId: n === 0 ? INBOUND : null,
    }));
    many[1] = { id: '0001', recordId: null, referralId: null };
    const store = {
      ...rig.store,
      list: async ({ after = '', limit }: { after?: string; limit: number }) =>
        many.filter(({ id }) => id > after).slice(0, limit) as never,
      ring: async ({ id }: { id: unknown }) => (rung.push(id), { pairId: 'p', rung: 1 }),
    };
    const { bridge } = await bridgeOf(rig, { store });
    expect(await bridge.retryAll()).toBe(401);
    expect(rung).toHaveLength(400);
    expect(rung[0]).toEqual({ referralId: INBOUND });
  });
});

describe('an end in order', () => {
  it('takes no more claims, and lets the visits under way finish', async () => {
    const rig = await sharedDeal();
    const { bridge } = await running(rig);
    const read = holdRead(rig);
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    await bridge.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await turns();
    const stopped = bridge.stop();
    await rig.ring('006Dn00000B3xYzIAK', 'nudge');
    read.answer();
    await stopped;
    expect(read.isAborted()).toBe(false);
    expect(amount(rig)).toBe(60_000);
    expect((await rig.pair(DEAL)).claimedUntil).toBeNull();
    expect((await rig.store.counts()).due).toBe(1);
    rig.clock.advance(HOUR);
    await turns();
    expect(await rig.store.counts()).toMatchObject({ due: 2, claimed: 0 });
  });

  /** Stopped in the middle of a visit whose host answers only what is hung up, and that late. */
  async function stoppedWith(whenHungUp: (end: () => void) => void) {
    const rig = await sharedDeal();
    const { salesforce, clock, log } = rig.deps;
    const worker = createWorker(rig.deps, {
      gates: rig.gates,
      budget: createBudget({ salesforce, clock, log }),
      binding: { isBound: async () => true, refuse: () => undefined },
      correlation: createCorrelation(),
    });
    const reasons: unknown[] = [];
    rig.partnerCenter.port.get = (_id, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reasons.push(signal.reason);
          whenHungUp(() => reject(new HostFault('partnerCenter', 'partner-center-aborted')));
        });
      });
    await rig.ring(DEAL);
    worker.start();
    await turns();
    expect((await rig.pair(DEAL)).claimedUntil).not.toBeNull();
    await worker.stop(20, 20);
    expect(reasons).toMatchObject([{ name: 'ClaimLost', message: 'the bridge stops' }]);
    return rig;
  }

  it('hangs up on what takes too long, and waits until its pair is put back', async () => {
    const rig = await stoppedWith((end) => void turns(5).then(end));
    expect((await rig.pair(DEAL)).claimedUntil).toBeNull();
  });

  it('leaves what does not even end then to its lease', async () => {
    const rig = await stoppedWith(() => undefined);
    expect((await rig.pair(DEAL)).claimedUntil).not.toBeNull();
  });
});
