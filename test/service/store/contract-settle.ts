import { describe, expect, it } from 'vitest';
import { PairFault } from '../../../service/src/errors.ts';
import type { RowChange } from '../../../service/src/sync/ports.ts';
import { type Bench, DAY_MS, refOf } from './contract.ts';
import { recordId, referralId } from './ids.ts';

export function settleContract(bench: Bench): void {
  const id = { recordId: recordId(1) };
  const dueOf = async (pairId: string) => (await bench.store.findPair(pairId))?.dueAt;
  const tomorrow = () => ({ nextLookAt: bench.clock.now() + DAY_MS, notBefore: bench.clock.now() });

  describe('a change', () => {
    const everything: RowChange = {
      referralId: referralId(7),
      engagementId: 'engagement',
      state: 'open',
      attempt: {
        kind: 'create',
        side: 'partnerCenter',
        fields: { dealValue: { from: null, to: 5, source: 5 } },
        startedAt: '2030-01-01T00:00:00Z',
        externalReferenceId: 'our-reference',
      },
      held: { notes: { reason: 'ask', partnerCenter: 'a', salesforce: 'b', since: '2030' } },
      base: { partnerCenter: { dealValue: 1 }, salesforce: { dealValue: null } },
      versions: { partnerCenter: 'p', salesforce: 's', token: null, olderReads: 2 },
      recentWrites: { notes: ['2030-01-01T00:00:00Z'] },
      failures: 4,
      lastError: { code: 'c', detail: 'd', at: '2030', side: 'bridge', correlationId: 'x' },
      priority: 2,
    };

    it('keeps every value, and the claim', async () => {
      const claim = await bench.ringAndClaim(id);
      await bench.store.commit(refOf(claim), everything);
      expect(await bench.store.findPair(claim.pair.id)).toEqual({ ...claim.pair, ...everything });
      expect(await bench.claimAll()).toEqual([]);
    });

    it('leaves what it does not name, and empties what it names as null', async () => {
      const claim = await bench.ringAndClaim(id);
      const ref = refOf(claim);
      await bench.store.commit(ref, everything);
      await bench.store.commit(ref, {});
      const emptied = { attempt: null, base: null, lastError: null, recordId: null };
      await bench.store.commit(ref, emptied);
      const expected = { ...claim.pair, ...everything, ...emptied };
      expect(await bench.store.findPair(claim.pair.id)).toEqual(expected);
      expect(await bench.store.findOpenCreate('our-reference')).toBeUndefined();
    });

    it('is refused when another pair has the id, and nothing of it stays', async () => {
      const taken = await bench.openPair({ referralId: referralId(1) });
      const claim = await bench.ringAndClaim(id);
      const change = { state: 'open', referralId: referralId(1) } as const;
      const commit = bench.store.commit(refOf(claim), change);
      await expect(commit).rejects.toThrow(PairFault);
      await expect(commit).rejects.toMatchObject({ code: 'id-taken' });
      expect(await bench.store.findPair(claim.pair.id)).toEqual(claim.pair);
      expect((await bench.store.findByReferral(referralId(1)))?.id).toBe(taken);
    });

    it('with a malformed id is refused', async () => {
      const claim = await bench.ringAndClaim(id);
      const commit = bench.store.commit(refOf(claim), { recordId: '006' });
      await expect(commit).rejects.toThrow(/18 letters and digits, got "006"/);
    });
  });

  describe('a settle', () => {
    it('answers the rung at claim and sets the next look', async () => {
      const claim = await bench.ringAndClaim(id);
      await bench.store.settle(claim, { state: 'open', failures: 0 }, tomorrow());
      expect(await bench.store.findPair(claim.pair.id)).toMatchObject({
        state: 'open',
        settledRung: 1,
        dueAt: bench.clock.now() + DAY_MS,
        claimedUntil: null,
      });
    });

    it.each([
      ['now', 0, 0],
      ['not before it may be', 700, 700],
      ['now when that moment has passed', -700, 0],
    ])('of a pair that was rung meanwhile makes it due %s', async (_when, notBefore, due) => {
      const claim = await bench.ringAndClaim(id);
      await bench.store.ring({ id, cause: 'webhook' });
      const now = bench.clock.now();
      const times = { nextLookAt: now + DAY_MS, notBefore: now + notBefore };
      await bench.store.settle(claim, { state: 'open' }, times);
      const pair = await bench.store.findPair(claim.pair.id);
      expect(pair).toMatchObject({ rung: 2, settledRung: 1, dueAt: now + due });
    });

    it.each(['paused', 'closed'] as const)(
      'into %s forgets no ring that came meanwhile',
      async (state) => {
        const claim = await bench.ringAndClaim(id);
        await bench.store.ring({ id, cause: 'time-sweep' });
        await bench.store.settle(claim, { state }, { nextLookAt: null, notBefore: 0 });
        expect(await dueOf(claim.pair.id)).toBe(bench.clock.now());
      },
    );

    it.each(['stub', 'open', 'failed'] as const)(
      'into %s without a next look is refused',
      async (state) => {
        const claim = await bench.ringAndClaim(id);
        const settle = bench.store.settle(claim, { state }, { nextLookAt: null, notBefore: 0 });
        await expect(settle).rejects.toThrow(new RegExp(`next look of a pair in state ${state}`));
        expect(await bench.store.findPair(claim.pair.id)).toEqual(claim.pair);
      },
    );

    it('knows the state that an earlier commit of the claim left', async () => {
      const claim = await bench.ringAndClaim(id);
      await bench.store.commit(refOf(claim), { state: 'paused' });
      await bench.store.settle(claim, {}, { nextLookAt: null, notBefore: 0 });
      expect(await dueOf(claim.pair.id)).toBeNull();
    });
  });

  describe.each(['release', 'fail'] as const)('a %s', (ending) => {
    it('makes the pair due when it was told', async () => {
      const claim = await bench.ringAndClaim(id);
      const later = bench.clock.now() + 90_000;
      await bench.store[ending](claim, { failures: 1 }, later);
      expect(await bench.store.findPair(claim.pair.id)).toMatchObject({
        failures: 1,
        dueAt: later,
        settledRung: ending === 'fail' ? 1 : 0,
        claimedUntil: null,
      });
    });

    it('leaves a machine’s ring waiting, and obeys a person’s at once', async () => {
      const later = bench.clock.now() + 90_000;
      const first = await bench.ringAndClaim(id);
      await bench.store.ring({ id, cause: 'webhook' });
      await bench.store[ending](first, { failures: 1 }, later);
      expect(await dueOf(first.pair.id)).toBe(later);
      const second = await bench.ringAndClaim(id, 'person');
      await bench.store.ring({ id, cause: 'person' });
      await bench.store[ending](second, { failures: 2 }, later);
      expect(await dueOf(first.pair.id)).toBe(bench.clock.now());
    });

    it('is not hurried by what was rung before the claim', async () => {
      await bench.store.ring({ id, cause: 'person' });
      const claim = await bench.ringAndClaim(id, 'person');
      const later = bench.clock.now() + 90_000;
      await bench.store[ending](claim, { failures: 1 }, later);
      expect(await dueOf(claim.pair.id)).toBe(later);
    });

    it('of a tombstone leaves it at rest', async () => {
      const claim = await bench.ringAndClaim(id);
      await bench.store[ending](claim, { state: 'tombstone' }, bench.clock.now());
      expect(await dueOf(claim.pair.id)).toBeNull();
    });
  });
}
