/** What the metrics are told of the store, and what people are told of the connections. */
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../service/src/domain/catalogue.ts';
import type { RecordChange } from '../../../service/src/domain/changes.ts';
import type { ConnectionState } from '../../../service/src/sync/connection.ts';
import {
  isConnected,
  isReachable,
  withConnectionAdvice,
  withWebhookAdvice,
} from '../../../service/src/sync/connection-health.ts';
import { ClaimLost, StubCapReached } from '../../../service/src/errors.ts';
import type { MetricEvent } from '../../../service/src/sync/metrics-port.ts';
import { observeStore } from '../../../service/src/sync/observed-store.ts';
import { behindGates } from '../../../service/src/sync/outside.ts';
import type { Gates } from '../../../service/src/sync/gates.ts';
import type { Claim, Store } from '../../../service/src/sync/ports.ts';
import { troubledPair } from '../../../service/src/sync/troubled-pair.ts';
import type { WebhookState } from '../../../service/src/sync/webhook-port.ts';
import { sharedDeal } from './rig/deals.ts';
import { away } from './rig/faults.ts';
import { DEAL, dealRecord } from './rig/records.ts';
import { createRig, MINUTE, SECOND, type Rig } from './rig/rig.ts';

async function observed(more: Partial<Store> = {}) {
  const rig = await createRig();
  const events: MetricEvent[] = [];
  const store = observeStore({ ...rig.store, ...more }, (event) => void events.push(event));
  const claim = async (): Promise<Claim> => {
    await store.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    const [one] = await store.claim({ limit: 1, leaseMs: MINUTE });
    if (!one) throw new Error('nothing is due');
    events.length = 0;
    return one;
  };
  return { rig, events, store, claim };
}

const outcomes = (events: MetricEvent[]) =>
  events.map((event) => (event.kind === 'visited' ? event.outcome : event.kind));

describe('the metrics', () => {
  it('count rings by their cause', async () => {
    const { events, store } = await observed();
    await store.ring({ id: { recordId: DEAL }, cause: 'nudge' });
    await store.ringEngagement('e', 'webhook');
    expect(events).toEqual([
      { kind: 'rung', cause: 'nudge', count: 1 },
      { kind: 'rung', cause: 'webhook', count: 0 },
    ]);
  });

  it('count a ring that the cap refused, and let it fail', async () => {
    const ring = async () => {
      throw new StubCapReached();
    };
    const { events, store } = await observed({ ring });
    await expect(store.ring({ id: { recordId: DEAL }, cause: 'webhook' })).rejects.toThrow(
      StubCapReached,
    );
    expect(events).toEqual([{ kind: 'stub-refused' }]);
    const odd = await observed({ ring: () => Promise.reject(new TypeError('odd')) });
    await expect(odd.store.ring({ id: { recordId: DEAL }, cause: 'nudge' })).rejects.toThrow('odd');
    expect(odd.events).toEqual([]);
  });

  const ends: [string, (store: Store, claim: Claim) => Promise<unknown>, string[]][] = [
    [
      'settled',
      (store, claim) =>
        store.settle(claim, { state: 'paused' }, { nextLookAt: null, notBefore: 0 }),
      ['settled'],
    ],
    ['released', (store, claim) => store.release(claim, {}, 0), ['released']],
    ['failed', (store, claim) => store.fail(claim, {}, 0), ['failed']],
    ['dropped', (store, claim) => store.dropStub(claim), ['gone', 'stub-dropped']],
  ];
  it.each(ends)('tell how a visit ended, once: %s', async (_name, end, wanted) => {
    const { events, store, claim } = await observed();
    const one = await claim();
    await end(store, one);
    expect(outcomes(events)).toEqual(wanted);
    const [ended] = events;
    const took = ended?.kind === 'visited' ? ended.ms : Number.NaN;
    expect(took).toBeGreaterThanOrEqual(0);
    // No visit took longer than the process is old.
    expect(took).toBeLessThan(performance.now());
    await end(store, one).catch(() => undefined);
    expect(outcomes(events)).toEqual(wanted);
  });

  it('tell of a stub that was given over, and not of one that was not', async () => {
    for (const given of [true, false]) {
      const { events, store, claim } = await observed({ giveOver: async () => given });
      expect(await store.giveOver(await claim(), 'target', 'adopted')).toBe(given);
      expect(outcomes(events)).toEqual(given ? ['gone'] : []);
    }
  });

  it('tell of a claim that was lost, wherever it is noticed, once', async () => {
    const lose = async () => {
      throw new ClaimLost('robbed');
    };
    const ways: ((store: Store, claim: Claim) => Promise<unknown>)[] = [
      (store, { pair, token }) => store.commit({ pairId: pair.id, token }, {}),
      (store, claim) => store.release(claim, {}, 0),
      (store, { pair, token }) => store.renew([{ pairId: pair.id, token }], MINUTE),
    ];
    for (const way of ways) {
      const { events, store, claim } = await observed({
        ...{ commit: lose, release: lose, renew: async () => [] },
      });
      const one = await claim();
      await way(store, one).catch(() => undefined);
      await way(store, one).catch(() => undefined);
      expect(outcomes(events)).toEqual(['lost']);
    }
  });

  it('tell nothing of a claim that was kept, or of a store that is away', async () => {
    const odd = async () => {
      throw new TypeError('odd');
    };
    const { events, store, claim } = await observed({ commit: odd, release: odd });
    const one = await claim();
    const ref = { pairId: one.pair.id, token: one.token };
    expect(await store.renew([ref], MINUTE)).toEqual([ref]);
    await expect(store.commit(ref, {})).rejects.toThrow('odd');
    await expect(store.release(one, {}, 0)).rejects.toThrow('odd');
    expect(events).toEqual([]);
  });
});

describe('what health says of a sign-in', () => {
  const status = (state: ConnectionState, reason: string | null = null) => ({
    ...{ side: 'partnerCenter' as const, state, reason, since: null, expiresAt: null },
  });

  it.each<[ConnectionState, boolean, string, string, string]>([
    ['connected', true, 'Signed in.', 'nobody', 'Nothing to do.'],
    [
      ...(['expiring', true, 'Signed in, and the sign-in ends soon.', 'bridge-admin'] as const),
      'Connect again before it ends.',
    ],
    [
      ...(['needs-reconnect', false] as const),
      ...(['The sign-in is refused until a person connects again.', 'bridge-admin'] as const),
      'Connect again.',
    ],
    [
      ...(['not-connected', false, 'Not signed in yet.', 'bridge-admin'] as const),
      'Connect on the set-up page; Salesforce is signed in to by itself.',
    ],
  ])('%s', (state, ok, message, who, fix) => {
    expect(isConnected(status(state))).toBe(ok);
    expect(withConnectionAdvice(status(state))).toEqual({ ...status(state), message, who, fix });
  });

  it('goes by the reason where there is one', () => {
    const { message, who, fix } = explain('salesforce-user-inactive');
    expect(withConnectionAdvice(status('needs-reconnect', 'salesforce-user-inactive'))).toEqual({
      ...status('needs-reconnect', 'salesforce-user-inactive'),
      ...{ message, who, fix },
    });
  });
});

describe('what health says of the webhook', () => {
  const status = (state: WebhookState, reason: string | null = null, detail?: string) => ({
    ...{ state, reason, registeredHost: null, events: [], lookedAt: null, lastTest: null },
    ...(detail === undefined ? {} : { detail }),
  });

  it.each<[WebhookState, boolean, string, string, string]>([
    [
      ...(['registered', true] as const),
      ...(['Partner Center announces changes to this bridge.', 'nobody'] as const),
      'Nothing to do.',
    ],
    [
      ...(['missing', false] as const),
      'Partner Center announces changes to nobody; they are seen by the regular look only.',
      ...(['bridge-admin', 'Register the webhook.'] as const),
    ],
    [
      ...(['foreign', false] as const),
      'Partner Center announces changes to somebody else; they are seen by the regular look only.',
      ...(['bridge-admin', 'Find out who registered it; then take it back.'] as const),
    ],
    [
      ...(['unknown', true, 'The registration has not been seen yet.', 'nobody'] as const),
      'Nothing to do.',
    ],
  ])('%s', (state, ok, message, who, fix) => {
    expect(isReachable(status(state))).toBe(ok);
    expect(withWebhookAdvice(status(state))).toEqual({ ...status(state), message, who, fix });
  });

  it('goes by the reason and what the host said', () => {
    const { message } = explain('webhook-refused', 'no right');
    expect(withWebhookAdvice(status('foreign', 'webhook-refused', 'no right'))).toMatchObject({
      message,
    });
  });
});

describe('both hosts behind their gates', () => {
  const SIGNAL = new AbortController().signal;
  type Act = (rig: Rig) => Promise<unknown>;
  const outside = (rig: Rig) => behindGates(rig.deps, rig.gates, 'pair');
  const rows: [string, 'partnerCenter' | 'salesforce', Act][] = [
    ['get', 'partnerCenter', (rig) => outside(rig).partnerCenter.get('a', SIGNAL)],
    [
      'listEngagement',
      'partnerCenter',
      (r) => outside(r).partnerCenter.listEngagement('e', SIGNAL),
    ],
    ['create', 'partnerCenter', (rig) => outside(rig).partnerCenter.create({}, SIGNAL)],
    ['patch', 'partnerCenter', (r) => outside(r).partnerCenter.patch({ id: 'a', eTag: 'e' }, [])],
    ['profile', 'salesforce', (rig) => outside(rig).salesforce.profile(SIGNAL)],
    ['describeFields', 'salesforce', (r) => outside(r).salesforce.describeFields('Lead', [])],
    ['read', 'salesforce', (rig) => outside(rig).salesforce.read(DEAL, SIGNAL)],
    ['findByReferral', 'salesforce', (rig) => outside(rig).salesforce.findByReferral('a', SIGNAL)],
    ['findConverted', 'salesforce', (rig) => outside(rig).salesforce.findConverted('a', SIGNAL)],
    ['auditDifferences', 'salesforce', (rig) => outside(rig).salesforce.auditDifferences([])],
    ['auditActor', 'salesforce', (rig) => outside(rig).salesforce.auditActor('k', SIGNAL)],
    ['forgetAudit', 'salesforce', (rig) => outside(rig).salesforce.forgetAudit('now', SIGNAL)],
    ['readDailyShare', 'salesforce', (rig) => outside(rig).salesforce.readDailyShare(SIGNAL)],
  ];

  it.each(rows)('%s closes the gate of its host by its fault', async (name, side, act) => {
    const rig = await createRig();
    rig[side].weather.next(name, { instead: away(side) });
    await expect(act(rig)).rejects.toMatchObject({ side });
    expect(rig.gates.states().find((gate) => gate.side === side)?.state).toBe('closed');
    const calls = rig[side].weather.calls.length;
    await expect(act(rig)).rejects.toMatchObject({ code: 'gate-closed' });
    expect(rig[side].weather.calls).toHaveLength(calls);
    rig.clock.advance(SECOND);
    await act(rig).catch(() => undefined);
    expect(rig[side].weather.calls).toHaveLength(calls + 1);
  });

  it.each([
    ['a page', (rig: Rig) => outside(rig).partnerCenter.listNewest('createdDateTime')],
    ['tokens', (rig: Rig) => outside(rig).salesforce.sweepTokens()],
    ['changes', (rig: Rig) => outside(rig).salesforce.sweepModified('2026-01-01T00:00:00Z')],
  ])('the pages of a list are calls each: %s', async (_name, list) => {
    const rig = await sharedDeal();
    for (const n of [1, 2, 3])
      rig.salesforce.add(dealRecord({}, { id: `006Dn00000B3xYzIA${n}`, token: `t${n}` }));
    let pages = 0;
    for await (const page of list(rig)) pages += page ? 1 : 0;
    expect(pages).toBeGreaterThan(0);
    const side = rig.partnerCenter.weather.calls.length > 0 ? 'partnerCenter' : 'salesforce';
    for (const name of ['listNewest', 'sweepTokens', 'sweepModified'])
      rig[side].weather.next(name, { instead: away(side) });
    const walk = async () => {
      for await (const page of list(rig)) void page;
    };
    await expect(walk()).rejects.toMatchObject({ side });
    expect(rig.gates.states().find((gate) => gate.side === side)?.state).toBe('closed');
  });

  it('is told which kind of call each is', async () => {
    const rig = await createRig();
    const told: string[] = [];
    const gates = {
      run: (caller: { kind: string }) => Promise.resolve(void told.push(caller.kind)),
    } as unknown as Gates;
    const { partnerCenter, salesforce } = behindGates(rig.deps, gates, null);
    const kinds: [string, () => Promise<unknown>][] = [
      ['read', () => partnerCenter.get('a')],
      ['read', () => partnerCenter.listEngagement('e')],
      ['write', () => partnerCenter.create({})],
      ['write', () => partnerCenter.patch({ id: 'a', eTag: 'e' }, [])],
      ['cached', () => salesforce.profile()],
      ['read', () => salesforce.describeFields('Lead', [])],
      ['read', () => salesforce.read(DEAL)],
      ['read', () => salesforce.findByReferral('a')],
      ['read', () => salesforce.findConverted('a')],
      ['write', () => salesforce.change({} as RecordChange)],
      ['read', () => salesforce.auditDifferences([])],
      ['read', () => salesforce.auditActor('k')],
      ['write', () => salesforce.forgetAudit('now')],
      ['read', () => salesforce.readDailyShare()],
    ];
    for (const [, call] of kinds) await call();
    expect(told).toEqual(kinds.map(([kind]) => kind));
    const pages = salesforce.sweepTokens()[Symbol.asyncIterator]();
    await pages.next().catch(() => undefined);
    expect(told.at(-1)).toBe('read');
    expect(told).toHaveLength(kinds.length + 1);
  });

  it('a list that cannot be closed is read all the same', async () => {
    const rig = await createRig();
    const next = async () => ({ done: true as const, value: undefined });
    rig.salesforce.port.sweepTokens = () => ({ [Symbol.asyncIterator]: () => ({ next }) });
    for await (const page of outside(rig).salesforce.sweepTokens()) throw new Error(String(page));
    expect(rig.gates.states().every(({ state }) => state === 'open')).toBe(true);
  });

  it('a list that nobody reads on is closed', async () => {
    const rig = await createRig();
    let closed = false;
    rig.salesforce.port.sweepTokens = async function* () {
      try {
        yield [];
        yield [];
      } finally {
        closed = true;
      }
    };
    for await (const page of outside(rig).salesforce.sweepTokens()) {
      void page;
      break;
    }
    expect(closed).toBe(true);
  });

  it('the share of calls is asked of nobody', async () => {
    const rig = await createRig();
    rig.salesforce.org.share = 0.5;
    expect(outside(rig).salesforce.dailyShareUsed()).toBe(0.5);
    expect(rig.salesforce.weather.calls).toEqual([]);
  });
});

it('a pair that the domain finds nothing wrong with is never left out of the list', async () => {
  const rig = await sharedDeal();
  const pair = await rig.pair(DEAL);
  expect(troubledPair({ ...pair, dueAt: null })).toMatchObject({
    ...{ trouble: 'attention', code: 'unexpected', correlationId: '', nextLookAt: null },
    at: new Date(pair.createdAt).toISOString(),
  });
});
