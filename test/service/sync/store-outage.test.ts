import { describe, expect, it } from 'vitest';
import { ClaimLost, StoreUnavailable } from '../../../service/src/errors.ts';
import { openStore } from '../../../service/src/store/store.ts';
import { endFailedVisit } from '../../../service/src/sync/failures.ts';
import { DEFAULT_TIMINGS, type Store } from '../../../service/src/sync/ports.ts';
import { sweep } from '../../../service/src/sync/sweep.ts';
import type { Visit } from '../../../service/src/sync/visit.ts';
import { createFakeClock } from '../store/fake-clock.ts';
import { recordId } from '../store/ids.ts';
import { createHandClock } from './hand-clock.ts';

const LEASE_MS = DEFAULT_TIMINGS.leaseMs;

describe('a visit that lost the store', () => {
  const visitOf = async () => {
    const clock = createFakeClock();
    const store = await openStore({ file: ':memory:' }, { clock });
    await store.ring({ id: { recordId: recordId(1) }, cause: 'nudge' });
    const [claim] = await store.claim({ limit: 1, leaseMs: LEASE_MS });
    if (!claim) throw new Error('The pair was not claimed.');
    const deps = { store, clock, timings: DEFAULT_TIMINGS };
    return { store, claim, visit: { deps, claim, pair: claim.pair } as unknown as Visit };
  };

  it('is no fault of the pair: nothing is counted, and it is visited again at once', async () => {
    const { store, claim, visit } = await visitOf();
    await endFailedVisit(visit, new StoreUnavailable('away'));
    const pair = await store.findPair(claim.pair.id);
    expect(pair).toMatchObject({ failures: 0, lastError: null, settledRung: 0 });
    expect(await store.claim({ limit: 1, leaseMs: LEASE_MS })).toHaveLength(1);
    await store.close();
  });

  it('says so while the store is still away; the lease ends the claim', async () => {
    const { store, visit } = await visitOf();
    const away: Store = { ...store, release: () => Promise.reject(new StoreUnavailable('away')) };
    const cut = { ...visit, deps: { ...visit.deps, store: away } };
    await expect(endFailedVisit(cut, new StoreUnavailable('away'))).rejects.toThrow(
      StoreUnavailable,
    );
    await store.close();
  });
});

describe('a sweep', () => {
  type Outside = Parameters<typeof sweep>[1];

  it('keeps its cursor for longer than a lease, so that no other replica begins the same sweep', async () => {
    const clock = createHandClock();
    const store = await openStore({ file: ':memory:' }, { clock });
    const deps = { store, clock, timings: DEFAULT_TIMINGS } as unknown as Parameters<
      typeof sweep
    >[0];
    const page = Promise.withResolvers<undefined>();
    async function* slowPages() {
      await page.promise;
      yield [];
    }
    const outside = { salesforce: { sweepTokens: slowPages } } as unknown as Outside;
    const sweeping = sweep(deps, outside, 'salesforce-tokens');
    for (let beat = 0; beat < 6; beat += 1) {
      await new Promise(setImmediate);
      clock.advance(DEFAULT_TIMINGS.heartbeatMs);
    }
    await new Promise(setImmediate);
    expect(await store.claimCursor('salesforce-tokens', LEASE_MS)).toBeUndefined();
    page.resolve(undefined);
    expect(await sweeping).toBe(true);
    expect((await store.lastSweeps())['salesforce-tokens']).toBe(clock.now());
    await store.close();
  });

  it('that fails leaves the cursor free, where it was, and not swept', async () => {
    const clock = createHandClock();
    const store = await openStore({ file: ':memory:' }, { clock });
    const deps = { store, clock, timings: DEFAULT_TIMINGS } as unknown as Parameters<
      typeof sweep
    >[0];
    const outside = {
      salesforce: {
        sweepTokens: () => {
          throw new ClaimLost('anything');
        },
      },
    } as unknown as Outside;
    await expect(sweep(deps, outside, 'salesforce-tokens')).rejects.toThrow(ClaimLost);
    expect(await store.lastSweeps()).toEqual({ 'salesforce-tokens': null });
    expect(await store.claimCursor('salesforce-tokens', LEASE_MS)).toMatchObject({ value: null });
    await store.close();
  });
});
