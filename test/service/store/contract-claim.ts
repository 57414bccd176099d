import { describe, expect, it } from 'vitest';
import { ClaimLost } from '../../../service/src/errors.ts';
import { type Bench, DAY_MS, LEASE_MS, refOf } from './contract.ts';
import { recordId, referralId } from './ids.ts';

export function claimContract(bench: Bench): void {
  const ring = (n: number, cause: 'nudge' | 'resync' | 'backfill') =>
    bench.store.ring({ id: { recordId: recordId(n) }, cause });
  const claim = (limit: number) => bench.store.claim({ limit, leaseMs: LEASE_MS });

  describe('a claim', () => {
    it('returns the pair as it is, its token and its rung', async () => {
      await ring(1, 'nudge');
      await ring(1, 'nudge');
      const [first, ...others] = await claim(5);
      expect(others).toEqual([]);
      expect(first).toMatchObject({ token: 1, rung: 2, claimedAt: bench.clock.now() });
      expect(first?.pair).toEqual(await bench.store.findByRecord(recordId(1)));
      expect(first?.pair.claimedUntil).toBe(bench.clock.now() + LEASE_MS);
    });

    it('is given to one of many who ask at once', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => ring(n, 'nudge')));
      const claims = (await Promise.all(Array.from({ length: 12 }, () => claim(7)))).flat();
      expect(claims).toHaveLength(40);
      expect(new Set(claims.map((each) => each.pair.id)).size).toBe(40);
    });

    it('is not given before the pair is due', async () => {
      await bench.openPair({ recordId: recordId(1) });
      bench.clock.advance(DAY_MS - 1);
      expect(await claim(5)).toEqual([]);
      bench.clock.advance(1);
      expect(await claim(5)).toHaveLength(1);
    });

    it('of a holder who vanished is given again after the lease, with the next token', async () => {
      const lost = await bench.ringAndClaim({ recordId: recordId(1) });
      bench.clock.advance(LEASE_MS);
      expect(await claim(5)).toEqual([]);
      bench.clock.advance(1);
      const [next] = await claim(5);
      expect(next?.pair.id).toBe(lost.pair.id);
      expect(next?.token).toBe(lost.token + 1);
    });

    it('takes live pairs first and leaves the rest to the background', async () => {
      const causes = {
        1: 'backfill',
        2: 'backfill',
        4: 'resync',
        5: 'resync',
        6: 'nudge',
        7: 'nudge',
      } as const;
      for (const [n, cause] of Object.entries(causes)) {
        await ring(Number(n), cause);
        bench.clock.advance(1);
      }
      const records = (await claim(4)).map((each) => each.pair.recordId);
      expect(records).toEqual([6, 7, 4, 5].map(recordId));
    });

    it.each([
      [8, 6],
      [3, 2],
      [2, 1],
      [1, 1],
      [0, 0],
    ])('of %i slots gives at most %i to the background', async (limit, atMost) => {
      await Promise.all(Array.from({ length: 10 }, (_, n) => ring(n, 'backfill')));
      expect(await claim(limit)).toHaveLength(atMost);
    });

    describe('of what is live', () => {
      const claimLive = () => bench.store.claim({ limit: 9, leaseMs: LEASE_MS, only: 'live' });
      const held = {
        dealValue: { reason: 'ask', partnerCenter: 1, salesforce: 2, since: '2030' },
      } as const;
      const attempt = { kind: 'patch', side: 'salesforce', fields: {}, startedAt: '2030' } as const;

      it('leaves regular looks, resync and backfill due', async () => {
        await bench.openPair({ recordId: recordId(1) });
        bench.clock.advance(DAY_MS);
        await ring(2, 'backfill');
        await ring(3, 'resync');
        expect(await claimLive()).toEqual([]);
        expect((await bench.store.counts()).due).toBe(3);
      });

      it('takes what was rung, what is held and what has an open attempt', async () => {
        await bench.openPair({ recordId: recordId(1) }, { held });
        await bench.openPair({ recordId: recordId(2) }, { attempt });
        bench.clock.advance(DAY_MS);
        await ring(3, 'nudge');
        const records = (await claimLive()).map(({ pair }) => pair.recordId);
        expect(records.toSorted()).toEqual([1, 2, 3].map(recordId));
      });
    });

    it.each([
      ['of certain pairs takes no other', 1],
      ['of no pairs takes none', 0],
    ])('%s', async (_title, count) => {
      await ring(1, 'nudge');
      await ring(2, 'nudge');
      const first = await bench.store.findByRecord(recordId(1));
      const pairIds = [first?.id ?? ''].slice(0, count);
      const claims = await bench.store.claim({ limit: 9, leaseMs: LEASE_MS, only: { pairIds } });
      expect(claims.map(({ pair }) => pair.recordId)).toEqual([recordId(1)].slice(0, count));
    });

    it('of one slot goes to a live pair', async () => {
      await ring(1, 'backfill');
      bench.clock.advance(1);
      await ring(2, 'nudge');
      expect((await claim(1)).map((each) => each.pair.recordId)).toEqual([recordId(2)]);
    });

    it('takes stubs that only webhooks rang last, even after the background', async () => {
      await bench.store.ring({ id: { referralId: referralId(1) }, cause: 'webhook' });
      bench.clock.advance(1);
      await ring(1, 'backfill');
      await ring(2, 'nudge');
      const [first, second, third] = await claim(4);
      expect(first?.pair.recordId).toBe(recordId(2));
      expect(second?.pair.recordId).toBe(recordId(1));
      expect(third?.pair.referralId).toBe(referralId(1));
    });
  });

  describe('renewing', () => {
    it('keeps what is held and leaves out what was robbed or ended', async () => {
      const ended = await bench.ringAndClaim({ recordId: recordId(1) });
      await bench.store.release(ended, {}, bench.clock.now() + DAY_MS);
      const robbed = await bench.ringAndClaim({ recordId: recordId(2) });
      bench.clock.advance(LEASE_MS + 1);
      const [robber] = await claim(1);
      const kept = await bench.ringAndClaim({ recordId: recordId(3) });
      const refs = [ended, robbed, kept].map(refOf);
      bench.clock.advance(10);
      expect(await bench.store.renew(refs, LEASE_MS)).toEqual([refs[2]]);
      expect((await bench.store.findPair(kept.pair.id))?.claimedUntil).toBe(
        bench.clock.now() + LEASE_MS,
      );
      expect((await bench.store.findPair(robbed.pair.id))?.claimedUntil).toBe(
        robber?.pair.claimedUntil,
      );
      expect(await bench.store.renew([], LEASE_MS)).toEqual([]);
    });

    it('of a lease that is over but was not robbed still holds', async () => {
      const late = await bench.ringAndClaim({ recordId: recordId(1) });
      bench.clock.advance(LEASE_MS + 1);
      const ref = refOf(late);
      expect(await bench.store.renew([ref], LEASE_MS)).toEqual([ref]);
      expect(await claim(5)).toEqual([]);
    });
  });

  describe('a robbed worker', () => {
    it('changes nothing, whatever it calls', async () => {
      const { store, clock } = bench;
      const target = await bench.openPair({ referralId: referralId(9) });
      const robbed = await bench.ringAndClaim({ recordId: recordId(1) });
      clock.advance(LEASE_MS + 1);
      const [robber] = await claim(1);
      expect(robber?.pair.id).toBe(robbed.pair.id);
      const before = await store.list({ limit: 10 });
      const ref = refOf(robbed);
      const due = { nextLookAt: clock.now() + 1, notBefore: clock.now() };
      const calls = {
        commit: () => store.commit(ref, { state: 'open', referralId: referralId(2) }),
        settle: () => store.settle(robbed, { state: 'open' }, due),
        release: () => store.release(robbed, { failures: 3 }, clock.now()),
        fail: () => store.fail(robbed, { failures: 3 }, clock.now()),
        dropStub: () => store.dropStub(robbed),
        giveOver: () => store.giveOver(robbed, target, 'adopted'),
      };
      for (const [name, call] of Object.entries(calls)) {
        await expect(call(), name).rejects.toThrow(ClaimLost);
      }
      expect(await store.list({ limit: 10 })).toEqual(before);
    });

    it('is refused after its own claim was ended, too', async () => {
      const claim = await bench.ringAndClaim({ recordId: recordId(1) });
      await bench.store.release(claim, {}, bench.clock.now() + 5);
      const ref = refOf(claim);
      await expect(bench.store.commit(ref, { failures: 1 })).rejects.toThrow(ClaimLost);
    });
  });
}
