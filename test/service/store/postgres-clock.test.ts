import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../service/src/sync/ports.ts';
import { recordId } from './ids.ts';
import { DAY_MS, LEASE_MS, only, usePostgres } from './postgres-bench.ts';
import { NEEDS_POSTGRES, onServer } from './postgres-database.ts';

/** Far more than any test takes, far less than a skewed clock is wrong. */
const NEAR_MS = 30_000;
const HOUR_MS = 3_600_000;
const ring = { id: { recordId: recordId(1) }, cause: 'nudge' } as const;

const skewed = (ms: number): Clock => ({
  now: () => Date.now() + ms,
  sleep: () => Promise.reject(new Error('The store must not sleep on the clock.')),
});

describe.skipIf(NEEDS_POSTGRES)(`a replica with a wrong clock${NEEDS_POSTGRES}`, () => {
  const bench = usePostgres();
  const near = (at: number | null | undefined, expected: number) =>
    expect(Math.abs((at ?? 0) - expected)).toBeLessThan(NEAR_MS);

  describe.each([
    ['a day ahead', DAY_MS],
    ['a day behind', -DAY_MS],
  ])('%s', (_which, skewMs) => {
    const openTwo = async () => {
      const wrong = await bench.open({ clock: skewed(skewMs) });
      return { wrong, right: await bench.open() };
    };

    it('rings for now, whatever it takes for now', async () => {
      const { wrong, right } = await openTwo();
      await wrong.ring(ring);
      const { pair } = only(await right.claim({ limit: 5, leaseMs: LEASE_MS }));
      near(pair.dueAt, Date.now());
      near(pair.createdAt, Date.now());
    });

    it('robs nobody, and holds no longer than its lease', async () => {
      const { wrong, right } = await openTwo();
      await right.ring(ring);
      only(await right.claim({ limit: 5, leaseMs: LEASE_MS }));
      await right.claimCursor('sweep', LEASE_MS);
      expect(await wrong.claim({ limit: 5, leaseMs: LEASE_MS })).toEqual([]);
      expect(await wrong.claimCursor('sweep', LEASE_MS)).toBeUndefined();
      await wrong.ring({ ...ring, id: { recordId: recordId(2) } });
      const held = only(await wrong.claim({ limit: 5, leaseMs: LEASE_MS }));
      near(held.pair.claimedUntil, Date.now() + LEASE_MS);
      await wrong.renew([{ pairId: held.pair.id, token: held.token }], LEASE_MS);
      near((await right.findPair(held.pair.id))?.claimedUntil, Date.now() + LEASE_MS);
    });

    it('settles, releases and fails as far ahead as it meant', async () => {
      const { wrong, right } = await openTwo();
      const now = () => Date.now() + skewMs;
      const endings = {
        settle: {
          in: HOUR_MS,
          end: (claim: Parameters<typeof wrong.fail>[0]) =>
            wrong.settle(
              claim,
              { state: 'open' },
              { nextLookAt: now() + HOUR_MS, notBefore: now() },
            ),
        },
        release: {
          in: 2 * HOUR_MS,
          end: (claim: Parameters<typeof wrong.fail>[0]) =>
            wrong.release(claim, {}, now() + 2 * HOUR_MS),
        },
        fail: {
          in: 3 * HOUR_MS,
          end: (claim: Parameters<typeof wrong.fail>[0]) =>
            wrong.fail(claim, {}, now() + 3 * HOUR_MS),
        },
      };
      for (const [name, { in: inMs, end }] of Object.entries(endings)) {
        await right.ring(ring);
        const claim = only(await wrong.claim({ limit: 5, leaseMs: LEASE_MS }));
        near(claim.claimedAt, now());
        await end(claim);
        const pair = await right.findPair(claim.pair.id);
        expect(Math.abs((pair?.dueAt ?? 0) - Date.now() - inMs), name).toBeLessThan(NEAR_MS);
      }
    });

    it('makes a pair that was rung meanwhile due as soon as it meant', async () => {
      const { wrong, right } = await openTwo();
      await right.ring(ring);
      const claim = only(await wrong.claim({ limit: 5, leaseMs: LEASE_MS }));
      await right.ring(ring);
      const now = Date.now() + skewMs;
      await wrong.settle(claim, { state: 'open' }, { nextLookAt: now + HOUR_MS, notBefore: now });
      near((await right.findPair(claim.pair.id))?.dueAt, Date.now());
    });

    it('learns in its own time when the next pair is due', async () => {
      const { wrong, right } = await openTwo();
      await right.ring(ring);
      const claim = only(await right.claim({ limit: 5, leaseMs: LEASE_MS }));
      const due = { nextLookAt: Date.now() + HOUR_MS, notBefore: Date.now() };
      await right.settle(claim, { state: 'open' }, due);
      near(await wrong.nextDueAt(), Date.now() + skewMs + HOUR_MS);
      await onServer(bench.url, 'update pairs set due_at = due_at - 2 * 3600000');
      near((await wrong.counts()).oldestDueAt, Date.now() + skewMs - HOUR_MS);
    });
  });
});
