/** Sweeps find what no nudge announced, and ring only for news. */
import { describe, expect, it } from 'vitest';
import { HostFault } from '../../../service/src/errors.ts';
import { createBudget } from '../../../service/src/sync/budget.ts';
import type { MetricEvent } from '../../../service/src/sync/metrics-port.ts';
import { behindGates } from '../../../service/src/sync/outside.ts';
import { sweep, type SweepName } from '../../../service/src/sync/sweep.ts';
import { createSweeper } from '../../../service/src/sync/sweeper.ts';
import { microsoftFixture, US } from '../domain/fixtures.ts';
import { inbound, INBOUND, invitedDeal, sharedDeal } from './rig/deals.ts';
import { away, refusal } from './rig/faults.ts';
import { DEAL, dealRecord } from './rig/records.ts';
import { createRig, HOUR, MINUTE, SECOND, START, type Rig } from './rig/rig.ts';
import { turns } from './rig/turns.ts';

const idOf = (n: number) => `006Dn00000B3xY${String(n).padStart(2, '0')}AJ`;
const guidOf = (n: number) => `abcdef00-0000-4000-8000-${String(n).padStart(12, '0')}`;

const swept = (rig: Rig, name: SweepName) =>
  sweep(rig.deps, behindGates(rig.deps, rig.gates, null), name);

/** Ids that are due, by what rang them. */
async function rung(rig: Rig) {
  const claims = await rig.store.claim({ limit: 50, leaseMs: SECOND });
  rig.clock.advance(2 * SECOND);
  return claims
    .map(({ pair }) => [pair.recordId ?? pair.referralId, pair.priority])
    .toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
}

describe('the sweep of tokens', () => {
  it('rings every record that carries one, page by page', async () => {
    const rig = await createRig();
    for (const n of [1, 2, 3, 4, 5])
      rig.salesforce.add(dealRecord({}, { id: idOf(n), token: n === 4 ? null : `t${n}` }));
    expect(await swept(rig, 'salesforce-tokens')).toBe(true);
    expect(await rung(rig)).toEqual([1, 2, 3, 5].map((n) => [idOf(n), 0]));
  });

  it('makes a pair due whose token is new, and none whose token was seen', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Name: 'x' });
    rig.salesforce.weather.always('change', { instead: away('salesforce') });
    await swept(rig, 'salesforce-tokens');
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now());
  });

  it('ends the back-off of a pair whose token is new, and of no other', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.weather.always('patch', { instead: refusal('partnerCenter') });
    const { dueAt } = await rig.rungAndSettled(DEAL);
    expect(dueAt).toBeGreaterThan(rig.clock.now());
    await swept(rig, 'salesforce-tokens');
    expect((await rig.pair(DEAL)).dueAt).toBe(dueAt);
    rig.salesforce.edit(DEAL, { Amount: 61_000 });
    await swept(rig, 'salesforce-tokens');
    expect((await rig.pair(DEAL)).dueAt).toBe(rig.clock.now());
  });
});

describe('the sweep of changed records', () => {
  it('begins with everything, in the background, and goes on with what changed since', async () => {
    const rig = await createRig();
    for (const n of [1, 2, 3]) rig.salesforce.add(dealRecord({}, { id: idOf(n) }));
    rig.salesforce.add(dealRecord({}, { id: idOf(4), deleted: true }));
    await swept(rig, 'salesforce-modified');
    expect(rig.salesforce.weather.calls[0]?.args).toEqual(['1970-01-01T00:00:00.000Z']);
    expect(await rung(rig)).toEqual([1, 2, 3].map((n) => [idOf(n), 2]));
    const first = rig.clock.now();
    rig.clock.advance(HOUR);
    rig.salesforce.add(dealRecord({}, { id: idOf(5) }));
    await swept(rig, 'salesforce-modified');
    const since = rig.salesforce.weather.calls.at(-1)?.args[0];
    expect(since).toBe(new Date(first - 2 * SECOND - 20 * MINUTE).toISOString());
    expect(await rung(rig)).toContainEqual([idOf(5), 0]);
    await swept(rig, 'salesforce-modified');
    expect(rig.salesforce.weather.calls.at(-1)?.args[0]).toBe(
      new Date(rig.clock.now() - 2 * SECOND - 20 * MINUTE).toISOString(),
    );
  });

  it('rings a known record only for a newer version, deleted ones too', async () => {
    const rig = await sharedDeal();
    await swept(rig, 'salesforce-modified');
    const before = (await rig.pair(DEAL)).rung;
    await swept(rig, 'salesforce-modified');
    expect((await rig.pair(DEAL)).rung).toBe(before);
    rig.clock.advance(MINUTE);
    rig.salesforce.edit(DEAL, {}, { deleted: true });
    await swept(rig, 'salesforce-modified');
    expect((await rig.pair(DEAL)).rung).toBe(before + 1);
  });

  it('keeps its cursor where it was when a page fails', async () => {
    const rig = await createRig();
    for (const n of [1, 2, 3]) rig.salesforce.add(dealRecord({}, { id: idOf(n) }));
    await swept(rig, 'salesforce-modified');
    rig.clock.advance(HOUR);
    rig.salesforce.weather.next('sweepModified', { afterwards: away('salesforce') });
    await expect(swept(rig, 'salesforce-modified')).rejects.toThrow(HostFault);
    rig.clock.advance(HOUR);
    await swept(rig, 'salesforce-modified');
    expect(rig.salesforce.weather.calls.at(-1)?.args[0]).toBe(
      new Date(START - 20 * MINUTE).toISOString(),
    );
  });
});

describe('the sweep of Partner Center', () => {
  const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

  /** Rows by the minutes after the start at which they were updated. */
  async function with_(rows: Record<number, object>): Promise<Rig> {
    const rig = await createRig();
    for (const [n, [minutes, values]] of Object.entries(rows).entries())
      rig.partnerCenter.referrals.set(guidOf(n), {
        ...inbound(),
        ...{ id: guidOf(n), updatedDateTime: at(Number(minutes)) },
        ...values,
      });
    return rig;
  }

  it('begins with every open referral of ours, in the background', async () => {
    const rig = await with_({
      '-1': {},
      '-2': { status: 'Closed', substatus: 'Won' },
      '-3': { organizationId: 'msft' },
      '-90000': { organizationId: US.toUpperCase() },
    });
    await swept(rig, 'partner-center');
    const ids = (await rung(rig)).map(([, priority]) => priority);
    expect(ids).toEqual([2, 2]);
  });

  it('reads on from the newest it saw, with an overlap, and no further', async () => {
    const rig = await with_({ 0: {}, '-15': {}, '-16': {}, '-17': {}, '-18': {}, '-19': {} });
    await swept(rig, 'partner-center');
    await rung(rig);
    for (const { id } of rig.partnerCenter.all()) await drop(rig, id);
    rig.partnerCenter.weather.calls.length = 0;
    await swept(rig, 'partner-center');
    const rows = await rung(rig);
    expect(rows.map(([, priority]) => priority)).toEqual([0, 0]);
    expect(rig.partnerCenter.weather.calls).toHaveLength(2);
    const pair = await rig.store.findByReferral(String(rows[0]?.[0]));
    expect(pair?.notifiedAt).toBe(at(0) < at(-15) ? at(-15) : pair?.notifiedAt);
  });

  async function drop(rig: Rig, id: string): Promise<void> {
    const claims = await rig.store.claim({ limit: 50, leaseMs: SECOND });
    for (const claim of claims) await rig.store.dropStub(claim);
    expect(await rig.findPair(id)).toBeUndefined();
  }

  it('of a host with nothing is no past: what comes then is live', async () => {
    const rig = await createRig();
    await swept(rig, 'partner-center');
    rig.partnerCenter.add(inbound());
    await swept(rig, 'partner-center');
    expect(await rung(rig)).toEqual([[INBOUND, 0]]);
  });

  it('rings for a version that is newer than the pair’s, once, with the row’s own time', async () => {
    const rig = await sharedDeal();
    await swept(rig, 'partner-center');
    const before = (await rig.pair(DEAL)).rung;
    const { updatedDateTime } = rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'x' });
    await swept(rig, 'partner-center');
    expect(await rig.pair(DEAL)).toMatchObject({ rung: before + 1, notifiedAt: updatedDateTime });
    await rig.settled();
    await swept(rig, 'partner-center');
    expect((await rig.pair(DEAL)).rung).toBe(before + 1);
  });

  it('rings for Microsoft’s half through the engagement', async () => {
    const rig = await invitedDeal();
    await swept(rig, 'partner-center');
    const before = (await rig.pair(DEAL)).rung;
    await swept(rig, 'partner-center');
    expect((await rig.pair(DEAL)).rung).toBe(before);
    rig.partnerCenter.edit(rig.microsoftId, { '/status': 'Active', '/substatus': 'Accepted' });
    await swept(rig, 'partner-center');
    expect((await rig.pair(DEAL)).rung).toBe(before + 1);
    expect(await rig.findPair(rig.microsoftId)).toBeUndefined();
  });

  it('rings for a half of Microsoft’s that no look has seen yet', async () => {
    const rig = await sharedDeal();
    await swept(rig, 'partner-center');
    const { rung: before, engagementId } = await rig.pair(DEAL);
    rig.partnerCenter.add({ ...microsoftFixture(), engagementId: String(engagementId) });
    await swept(rig, 'partner-center');
    expect((await rig.pair(DEAL)).rung).toBe(before + 1);
  });

  it('rings an engagement although one of its pairs is paused', async () => {
    const rig = await invitedDeal();
    await swept(rig, 'partner-center');
    const pair = await rig.pair(DEAL);
    const findByEngagement = async () => [{ ...pair, state: 'paused' as const }, pair];
    rig.deps.store = { ...rig.store, findByEngagement };
    rig.partnerCenter.edit(rig.microsoftId, { '/status': 'Active', '/substatus': 'Accepted' });
    await swept(rig, 'partner-center');
    expect((await rig.pair(DEAL)).rung).toBe(pair.rung + 1);
  });

  it('leaves a paused pair alone, whichever half changed', async () => {
    const rig = await invitedDeal();
    await swept(rig, 'partner-center');
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    await rig.rungAndSettled(DEAL);
    const before = (await rig.pair(DEAL)).rung;
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'x' });
    rig.partnerCenter.edit(rig.microsoftId, { '/status': 'Active', '/substatus': 'Accepted' });
    await swept(rig, 'partner-center');
    expect((await rig.pair(DEAL)).rung).toBe(before);
  });
});

describe('the sweep of the settings', () => {
  const switched = (rig: Rig) => {
    const { profile } = rig.salesforce.org;
    rig.salesforce.org.profile = {
      ...profile,
      settings: { ...profile.settings, undoWindowMinutes: profile.settings.undoWindowMinutes + 1 },
    };
  };

  it('rings every open pair in the background after a change, and no other', async () => {
    const rig = await sharedDeal();
    await swept(rig, 'settings');
    const { rung: before } = await rig.pair(DEAL);
    await swept(rig, 'settings');
    expect((await rig.pair(DEAL)).rung).toBe(before);
    switched(rig);
    await swept(rig, 'settings');
    expect(await rig.pair(DEAL)).toMatchObject({ rung: before + 1, priority: 1 });
    rig.salesforce.edit(DEAL, { Sync_with_Partner_Center__c: false });
    expect((await rig.rungAndSettled(DEAL)).state).toBe('paused');
    const paused = (await rig.pair(DEAL)).rung;
    switched(rig);
    await swept(rig, 'settings');
    expect((await rig.pair(DEAL)).rung).toBe(paused);
  });
});

describe('a sweep', () => {
  it('says what rang: the past of a host once, then the time', async () => {
    const rig = await createRig();
    const causes: string[] = [];
    const ring: typeof rig.store.ring = (request) => (
      causes.push(request.cause),
      rig.store.ring(request)
    );
    rig.deps.store = { ...rig.store, ring };
    const causesOf = async (name: SweepName) => (await swept(rig, name), causes.splice(0));
    rig.salesforce.add(dealRecord({}, { token: 'a' }));
    rig.partnerCenter.add(inbound());
    expect(await causesOf('salesforce-tokens')).toEqual(['token-sweep']);
    for (const name of ['salesforce-modified', 'partner-center'] as const) {
      expect(await causesOf(name)).toEqual(['backfill']);
      expect(await causesOf(name)).toEqual(['time-sweep']);
    }
  });

  it('holds its cursor no longer than it lasts', async () => {
    const rig = await createRig();
    let renewed = 0;
    const renewCursor = async () => void (renewed += 1);
    rig.deps.store = { ...rig.store, renewCursor };
    await swept(rig, 'history');
    rig.clock.advance(MINUTE);
    await turns();
    expect(renewed).toBe(0);
  });
});

describe('a sweep that another process runs', () => {
  it('is left to it', async () => {
    const rig = await createRig();
    await rig.store.claimCursor('salesforce-tokens', MINUTE);
    expect(await swept(rig, 'salesforce-tokens')).toBe(false);
    expect(rig.salesforce.weather.calls).toEqual([]);
  });
});

describe('the rounds', () => {
  async function rounds(share?: number) {
    const rig = await createRig();
    rig.salesforce.org.share = share;
    const events: MetricEvent[] = [];
    const { deps, gates, clock } = rig;
    const budget = createBudget({ salesforce: deps.salesforce, clock, log: deps.log });
    let woken = 0;
    let isBound = true;
    const sweeper = createSweeper(
      { ...deps, observe: (event) => void events.push(event) },
      { gates, budget, isBound: async () => isBound, onRung: () => void (woken += 1) },
    );
    const names = () => events.flatMap((event) => (event.kind === 'swept' ? [event.sweep] : []));
    return {
      ...{ rig, sweeper, events, names },
      woken: () => woken,
      refuse: () => void (isBound = false),
      async round(ms = deps.timings.sweepMs) {
        clock.advance(ms);
        await turns();
      },
    };
  }
  const ALL = ['salesforce-tokens', 'salesforce-modified', 'partner-center', 'settings', 'history'];

  it('run every sweep at once, then each minute, until the bridge stops', async () => {
    const { rig, sweeper, names, woken, round, events } = await rounds();
    expect(Object.values(await sweeper.last())).toEqual([null, null, null, null, null]);
    sweeper.start();
    await turns();
    expect(names()).toEqual(ALL);
    expect(woken()).toBe(5);
    expect(events[0]).toMatchObject({ ok: true, ms: expect.any(Number) });
    await round(59 * SECOND);
    expect(names()).toHaveLength(5);
    await round(SECOND);
    expect(names()).toHaveLength(10);
    const last = await sweeper.last();
    expect(Object.keys(last)).toEqual(ALL);
    for (const at of Object.values(last)) expect(at).toBe(new Date(rig.clock.now()).toISOString());
    await sweeper.stop();
    await round();
    expect(names()).toHaveLength(10);
  });

  it('are measured, if anybody measures', async () => {
    const { rig, sweeper, events } = await rounds();
    const began = performance.now();
    await sweeper.run('history');
    expect(events).toEqual([{ kind: 'swept', sweep: 'history', ok: true, ms: expect.any(Number) }]);
    const [event] = events;
    if (event?.kind === 'swept') expect(event.ms).toBeLessThanOrEqual(performance.now() - began);
    const { gates } = rig;
    const budget = { level: () => 'all' as const, probe: async () => undefined };
    const parts = { gates, budget, isBound: async () => true, onRung: () => undefined };
    expect(await createSweeper(rig.deps, parts).run('history')).toBe(true);
  });

  it('that never ended well have no time', async () => {
    const { rig, sweeper } = await rounds();
    rig.salesforce.add(dealRecord({}, { token: 'token' }));
    rig.salesforce.weather.next('sweepTokens', { instead: away('salesforce') });
    await expect(sweeper.run('salesforce-tokens')).rejects.toThrow(HostFault);
    expect((await sweeper.last())['salesforce-tokens']).toBeNull();
  });

  it('come at once when somebody wakes them', async () => {
    const { sweeper, names } = await rounds();
    sweeper.start();
    await turns();
    sweeper.wake();
    await turns();
    expect(names()).toHaveLength(10);
    sweeper.wake();
    await turns();
    expect(names()).toHaveLength(15);
    await sweeper.stop();
  });

  it('go on after a sweep that failed, and say which and why', async () => {
    const { rig, sweeper, names, events } = await rounds();
    rig.salesforce.add(dealRecord({}, { token: 'token' }));
    rig.salesforce.weather.next('sweepTokens', { instead: away('salesforce') });
    rig.partnerCenter.weather.next('listNewest', { instead: new TypeError('odd') });
    sweeper.start();
    await turns();
    expect(names()).toEqual(ALL);
    expect(events.filter((event) => event.kind === 'swept' && !event.ok)).not.toEqual([]);
    const failed = rig.lines.filter(({ message }) => message === 'sweep failed');
    expect(failed[0]).toEqual({
      ...{ level: 'warn', message: 'sweep failed', sweep: 'salesforce-tokens' },
      code: 'salesforce-unavailable',
    });
    expect(failed.find((line) => line['sweep'] === 'partner-center')).toMatchObject({
      ...{ code: 'unexpected', err: expect.any(TypeError) },
    });
    await sweeper.stop();
  });

  it.each([
    ['live', 0.9, 2],
    ['people', 0.99, 0],
  ])('ask the org less while its calls are short: %s', async (_level, share, times) => {
    const { sweeper, names, round } = await rounds(share);
    sweeper.start();
    await turns();
    for (let i = 0; i < 10; i++) await round();
    expect(names().filter((name) => name === 'partner-center')).toHaveLength(11);
    expect(names().filter((name) => name === 'salesforce-tokens')).toHaveLength(times);
    await sweeper.stop();
  });

  it('do nothing for an org that is not ours', async () => {
    const { rig, sweeper, names, refuse, round } = await rounds();
    refuse();
    sweeper.start();
    await turns();
    await round();
    expect(names()).toEqual([]);
    expect(rig.salesforce.weather.calls).toEqual([]);
    await sweeper.stop();
  });
});
