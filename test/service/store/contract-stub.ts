import { describe, expect, it } from 'vitest';
import { type Bench, DAY_MS, refOf } from './contract.ts';
import { recordId, referralId } from './ids.ts';

export function stubContract(bench: Bench): void {
  const record = { recordId: recordId(1) };
  const referral = { referralId: referralId(1) };

  describe('dropping a stub', () => {
    it('deletes it', async () => {
      const claim = await bench.ringAndClaim(referral);
      await bench.store.dropStub(claim);
      expect(await bench.store.findPair(claim.pair.id)).toBeUndefined();
    });

    it('keeps one that was rung meanwhile: that ring would be lost', async () => {
      const claim = await bench.ringAndClaim(referral);
      await bench.store.ring({ id: referral, cause: 'webhook' });
      await bench.store.dropStub(claim);
      const [again] = await bench.claimAll();
      expect(again).toMatchObject({ rung: 2, pair: { id: claim.pair.id, settledRung: 1 } });
    });

    it('refuses a pair that is none', async () => {
      await bench.openPair(record);
      const claim = await bench.ringAndClaim(record);
      await expect(bench.store.dropStub(claim)).rejects.toThrow(/to be a stub, it is open/);
      expect(await bench.store.findPair(claim.pair.id)).toEqual(claim.pair);
    });
  });

  describe('giving over', () => {
    it('gives the id to the pair that lacks it, deletes the stub and rings the pair at once', async () => {
      const { store, clock } = bench;
      const target = await bench.openPair(record, { failures: 2 });
      const notifiedAt = '2030-01-01T00:00:00Z';
      await store.ring({ id: referral, cause: 'webhook', notifiedAt });
      const [stub] = await bench.claimAll();
      if (!stub) throw new Error('The stub was not claimed.');
      expect(await store.giveOver(stub, target, 'adopted')).toBe(true);
      expect(await store.findPair(stub.pair.id)).toBeUndefined();
      expect(await store.findByReferral(referralId(1))).toMatchObject({
        id: target,
        recordId: recordId(1),
        rung: 2,
        dueAt: clock.now(),
        notifiedAt,
        failures: 2,
      });
    });

    it('works while another worker holds the pair, whose settle then looks again', async () => {
      const holder = await bench.ringAndClaim(record);
      await bench.store.commit(refOf(holder), { state: 'open' });
      const stub = await bench.ringAndClaim(referral);
      expect(await bench.store.giveOver(stub, holder.pair.id, 'adopted')).toBe(true);
      const now = bench.clock.now();
      await bench.store.settle(holder, {}, { nextLookAt: now + DAY_MS, notBefore: now + 1_000 });
      const pair = await bench.store.findPair(holder.pair.id);
      expect(pair).toMatchObject({ referralId: referralId(1), dueAt: now + 1_000 });
    });

    it('takes the referral of a tombstone only when it is revived, with what was written about it', async () => {
      const { store } = bench;
      const buried = await bench.ringAndClaim(referral);
      await store.settle(buried, { state: 'tombstone' }, { nextLookAt: null, notBefore: 0 });
      const linking = await bench.ringAndClaim(record);
      await store.commit(refOf(linking), { state: 'open' });
      await expect(store.commit(refOf(linking), referral)).rejects.toMatchObject({
        code: 'id-taken',
      });
      await store.commit(refOf(linking), { ...referral, revives: true });
      expect(await store.findPair(buried.pair.id)).toBeUndefined();
      expect(await store.findByReferral(referralId(1))).toMatchObject({
        id: linking.pair.id,
        recordId: recordId(1),
        state: 'open',
      });
    });

    it('revives nothing that has a record', async () => {
      const { store } = bench;
      const other = await bench.openPair(referral);
      const linking = await bench.ringAndClaim(record);
      await store.commit(refOf(linking), { state: 'open' });
      const revived = store.commit(refOf(linking), { ...referral, revives: true });
      await expect(revived).rejects.toMatchObject({ code: 'id-taken' });
      expect(await store.findByReferral(referralId(1))).toMatchObject({ id: other });
    });

    it('changes nothing when the pair has another id, is a tombstone or is gone', async () => {
      const { store } = bench;
      const taken = await bench.openPair({ referralId: referralId(2) });
      const buried = await bench.ringAndClaim({ recordId: recordId(3) });
      await store.settle(
        buried,
        { state: 'tombstone', recordId: null },
        { nextLookAt: null, notBefore: 0 },
      );
      const stub = await bench.ringAndClaim(referral);
      const before = await store.list({ limit: 10 });
      for (const target of [taken, buried.pair.id, stub.pair.id, 'nobody']) {
        expect(await store.giveOver(stub, target, 'adopted'), target).toBe(false);
      }
      expect(await store.list({ limit: 10 })).toEqual(before);
    });

    it('refuses a pair that is no stub', async () => {
      await bench.openPair(record);
      const target = await bench.openPair(referral);
      const claim = await bench.ringAndClaim(record);
      const giving = bench.store.giveOver(claim, target, 'adopted');
      await expect(giving).rejects.toThrow(/to be a stub, it is open/);
    });
  });

  describe('a pair that learns the id of a stub', () => {
    it('takes its place, so that a webhook before the answer of a create makes no second pair', async () => {
      const { store, clock } = bench;
      const claim = await bench.ringAndClaim(record);
      await store.commit(refOf(claim), { state: 'open' });
      const notifiedAt = '2030-01-01T00:00:00Z';
      await store.ring({ id: referral, cause: 'webhook', notifiedAt });
      const [stub] = await bench.claimAll();
      if (!stub) throw new Error('The stub was not claimed.');
      const now = clock.now();
      await store.settle(claim, referral, { nextLookAt: now + DAY_MS, notBefore: now });
      expect(await store.list({ limit: 10 })).toHaveLength(1);
      expect(await store.findPair(claim.pair.id)).toMatchObject({
        ...record,
        ...referral,
        rung: 2,
        settledRung: 1,
        dueAt: now,
        notifiedAt,
      });
      await expect(store.dropStub(stub)).rejects.toMatchObject({ code: 'claim-lost' });
    });

    it('does not make a stub forget its other id', async () => {
      const { store } = bench;
      const twoIds = await store.ring({ id: record, cause: 'nudge' });
      const giver = await bench.ringAndClaim(referral);
      expect(await store.giveOver(giver, twoIds.pairId, 'adopted')).toBe(true);
      const claim = await bench.ringAndClaim({ recordId: recordId(2) });
      const learning = store.commit(refOf(claim), { state: 'open', ...referral });
      await expect(learning).rejects.toMatchObject({ code: 'id-taken' });
      expect(await store.findByRecord(recordId(1))).toMatchObject({ ...record, ...referral });
    });
  });
}
