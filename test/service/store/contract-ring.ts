import { describe, expect, it } from 'vitest';
import type { RowChange } from '../../../service/src/sync/ports.ts';
import { ClaimLost, StubCapReached } from '../../../service/src/errors.ts';
import { type Bench, DAY_MS, STUB_CAP, refOf } from './contract.ts';
import { recordId, referralId } from './ids.ts';

const attempt = { kind: 'patch', side: 'partnerCenter', fields: {}, startedAt: '2030' } as const;

export function ringContract(bench: Bench): void {
  describe('a ring', () => {
    it('of an unknown id makes a stub that is due at once', async () => {
      const receipt = await bench.store.ring({
        id: { referralId: referralId(1) },
        cause: 'webhook',
      });
      expect(receipt.rung).toBe(1);
      expect(await bench.store.findByReferral(referralId(1))).toMatchObject({
        id: receipt.pairId,
        state: 'stub',
        recordId: null,
        rung: 1,
        settledRung: 0,
        dueAt: bench.clock.now(),
        priority: 0,
        base: null,
        held: {},
        versions: {},
      });
    });

    it('counts each of several rings of one id in one tick', async () => {
      const id = { recordId: recordId(1) };
      const receipts = await Promise.all(
        [1, 2, 3].map(() => bench.store.ring({ id, cause: 'nudge' })),
      );
      expect(receipts.map((receipt) => receipt.rung)).toEqual([1, 2, 3]);
      expect(new Set(receipts.map((receipt) => receipt.pairId)).size).toBe(1);
    });

    it.each([
      ['a 15-character record id', { recordId: '006000000000001' }],
      ['a record id with a quote', { recordId: "00600000000000001'" }],
      ['an upper-case referral id', { referralId: 'AAAAAAAA-0000-4000-8000-000000000000' }],
      ['an empty referral id', { referralId: '' }],
    ])('refuses %s with what was expected', async (_what, id) => {
      const ring = bench.store.ring({ id, cause: 'nudge' });
      await expect(ring).rejects.toThrow(/Expected a (record|referral) id .*, got "/);
      expect(await bench.store.list({ limit: 10 })).toEqual([]);
    });

    it('refuses a token sweep without a token and a notice without a time', async () => {
      const id = { recordId: recordId(1) };
      await expect(bench.store.ring({ id, cause: 'token-sweep' })).rejects.toThrow(/change token/);
      const notice = bench.store.ring({ id, cause: 'webhook', notifiedAt: 'yesterday' });
      await expect(notice).rejects.toThrow(/ISO time, got "yesterday"/);
    });

    it('keeps the newest notice without touching the versions, however the times are written', async () => {
      const id = { referralId: referralId(1) };
      const pairId = await bench.openPair(id, { versions: { partnerCenter: 'v1' } });
      const notices = [
        '2030-01-01T10:00:00.5Z',
        '2030-01-01T12:00:00.1234567+01:00',
        '2030-01-01T11:00:00Z',
      ];
      for (const notifiedAt of notices)
        await bench.store.ring({ id, cause: 'webhook', notifiedAt });
      expect(await bench.store.findPair(pairId)).toMatchObject({
        notifiedAt: '2030-01-01T12:00:00.1234567+01:00',
        versions: { partnerCenter: 'v1' },
      });
    });

    it('of a pair that waits for its next look makes it due now', async () => {
      const pairId = await bench.openPair({ recordId: recordId(1) });
      bench.clock.advance(5_000);
      await bench.store.ring({ id: { recordId: recordId(1) }, cause: 'time-sweep' });
      expect((await bench.store.findPair(pairId))?.dueAt).toBe(bench.clock.now());
    });

    it('of a pair that is due already does not cost it its place', async () => {
      const { pairId } = await bench.store.ring({ id: { recordId: recordId(1) }, cause: 'nudge' });
      const since = bench.clock.now();
      bench.clock.advance(5_000);
      await bench.store.ring({ id: { recordId: recordId(1) }, cause: 'person' });
      expect(await bench.store.findPair(pairId)).toMatchObject({ dueAt: since, rung: 2 });
    });
  });

  describe('a pair that backs off or looks for an outcome', () => {
    const waits: [string, RowChange][] = [
      ['with failures', { failures: 2 }],
      ['with an open attempt', { attempt }],
      ['that failed', { state: 'failed' }],
    ];
    it.each(waits)('%s is left alone by machines and moved by people', async (_how, change) => {
      const id = { recordId: recordId(1) };
      const versions = { token: 'seen' };
      const pairId = await bench.openPair(id, { ...change, versions });
      const later = bench.clock.now() + DAY_MS;
      for (const cause of ['webhook', 'time-sweep', 'resync', 'backfill'] as const) {
        await bench.store.ring({ id, cause });
        expect((await bench.store.findPair(pairId))?.dueAt, cause).toBe(later);
      }
      await bench.store.ring({ id, cause: 'token-sweep', token: 'seen' });
      expect(await bench.store.findPair(pairId)).toMatchObject({ dueAt: later, rung: 6 });
      await bench.store.ring({ id, cause: 'token-sweep', token: 'new' });
      expect((await bench.store.findPair(pairId))?.dueAt).toBe(bench.clock.now());
    });

    it.each(['person', 'nudge', 'adopted'] as const)('is due at once by %s', async (cause) => {
      const id = { recordId: recordId(1) };
      const pairId = await bench.openPair(id, { failures: 3 });
      await bench.store.ring({ id, cause });
      expect((await bench.store.findPair(pairId))?.dueAt).toBe(bench.clock.now());
    });
  });

  describe('a resting pair', () => {
    it.each(['paused', 'closed'] as const)('that is %s is due again by any ring', async (state) => {
      const id = { recordId: recordId(1) };
      const claim = await bench.ringAndClaim(id);
      const rest = { nextLookAt: null, notBefore: bench.clock.now() };
      await bench.store.settle(claim, { state, failures: 1 }, rest);
      expect((await bench.store.findPair(claim.pair.id))?.dueAt).toBeNull();
      await bench.store.ring({ id, cause: 'time-sweep' });
      expect((await bench.store.findPair(claim.pair.id))?.dueAt).toBe(bench.clock.now());
    });

    it('that is a tombstone counts the ring and is never due', async () => {
      const id = { referralId: referralId(1) };
      const claim = await bench.ringAndClaim(id);
      await bench.store.commit(refOf(claim), { state: 'tombstone' });
      await bench.store.ring({ id, cause: 'person' });
      const rest = { nextLookAt: null, notBefore: bench.clock.now() };
      await bench.store.settle(claim, {}, rest);
      await bench.store.ring({ id, cause: 'person' });
      expect(await bench.store.findPair(claim.pair.id)).toMatchObject({ dueAt: null, rung: 3 });
      bench.clock.advance(DAY_MS);
      expect(await bench.claimAll()).toEqual([]);
      await expect(bench.store.commit(refOf(claim), { state: 'open' })).rejects.toThrow(ClaimLost);
    });
  });

  describe('priority', () => {
    it.each([
      ['resync', 1],
      ['backfill', 2],
      ['time-sweep', 0],
    ] as const)('of a new stub by %s is %i', async (cause, priority) => {
      const { pairId } = await bench.store.ring({ id: { recordId: recordId(1) }, cause });
      expect((await bench.store.findPair(pairId))?.priority).toBe(priority);
    });

    it('of an idle pair is the ring’s, and ends with the settle', async () => {
      const id = { recordId: recordId(1) };
      const pairId = await bench.openPair(id);
      await bench.store.ring({ id, cause: 'backfill' });
      expect((await bench.store.findPair(pairId))?.priority).toBe(2);
      await bench.store.ring({ id, cause: 'resync' });
      expect((await bench.store.findPair(pairId))?.priority).toBe(1);
      await bench.openPair(id);
      expect((await bench.store.findPair(pairId))?.priority).toBe(0);
    });

    it('of a pair that is rung live is never lowered by the background', async () => {
      const id = { recordId: recordId(1) };
      const { pairId } = await bench.store.ring({ id, cause: 'webhook' });
      await bench.store.ring({ id, cause: 'backfill' });
      expect((await bench.store.findPair(pairId))?.priority).toBe(0);
    });
  });

  describe('the cap of webhook stubs', () => {
    it('refuses unknown ids of webhooks only, and lets the rest of the batch through', async () => {
      const known = await bench.openPair({ referralId: referralId(100) });
      const webhook = (n: number) =>
        bench.store.ring({ id: { referralId: referralId(n) }, cause: 'webhook' });
      const outcomes = await Promise.allSettled([
        ...[1, 2, 3, 4].map(webhook),
        webhook(1),
        webhook(100),
        bench.store.ring({ id: { referralId: referralId(5) }, cause: 'time-sweep' }),
      ]);
      const refused = outcomes.flatMap((each, n) => (each.status === 'rejected' ? [n] : []));
      expect(refused).toEqual([STUB_CAP]);
      await expect(webhook(6)).rejects.toThrow(StubCapReached);
      expect((await bench.store.findPair(known))?.rung).toBe(2);
      expect(await bench.store.findByReferral(referralId(4))).toBeUndefined();
      expect(await bench.store.findByReferral(referralId(5))).toBeDefined();
    });

    it('has room again when somebody else vouches for a stub, or it becomes a pair', async () => {
      const ring = (n: number, cause: 'webhook' | 'time-sweep') =>
        bench.store.ring({ id: { referralId: referralId(n) }, cause });
      for (const n of [1, 2, 3]) await ring(n, 'webhook');
      await expect(ring(4, 'webhook')).rejects.toThrow(StubCapReached);
      await ring(1, 'time-sweep');
      await ring(4, 'webhook');
      await expect(ring(5, 'webhook')).rejects.toThrow(StubCapReached);
      await bench.openPair({ referralId: referralId(2) });
      expect((await ring(5, 'webhook')).rung).toBe(1);
    });
  });

  describe('the correlation id of a ring', () => {
    const [first, second] = ['1111', '2222'].map((n) => `aaaaaaaa-${n}-4000-8000-000000000000`);
    const id = { recordId: recordId(1) };

    it('stays with the pair until it is answered, and the newest one wins', async () => {
      await bench.store.ring({ id, cause: 'nudge', correlationId: first });
      await bench.store.ring({ id, cause: 'webhook', correlationId: second });
      await bench.store.ring({ id, cause: 'time-sweep' });
      const [claim] = await bench.claimAll();
      expect(claim?.pair.correlationId).toBe(second);
    });

    it('is forgotten once the pair is settled, also when a sweep rings again', async () => {
      const pairId = await bench.openPair(id);
      await bench.store.ring({ id, cause: 'nudge', correlationId: first });
      const [claim] = await bench.claimAll();
      if (!claim) throw new Error('nothing was due');
      const { settle, ring, findPair } = bench.store;
      await settle(claim, {}, { nextLookAt: bench.clock.now() + DAY_MS, notBefore: 0 });
      expect((await findPair(pairId))?.correlationId).toBeNull();
      await ring({ id, cause: 'time-sweep' });
      expect((await findPair(pairId))?.correlationId).toBeNull();
    });

    it('goes over to the pair that takes a stub in, and to every pair of an engagement', async () => {
      const target = await bench.openPair(id, { engagementId: 'e1' });
      await bench.store.ring({
        id: { referralId: referralId(1) },
        cause: 'webhook',
        correlationId: first,
      });
      const [stub] = await bench.claimAll();
      if (!stub) throw new Error('nothing was due');
      await bench.store.giveOver(stub, target, 'adopted');
      expect((await bench.store.findPair(target))?.correlationId).toBe(first);
      await bench.store.ringEngagement('e1', 'webhook', second);
      expect((await bench.store.findPair(target))?.correlationId).toBe(second);
    });
  });

  it('rings every pair of an engagement', async () => {
    const first = await bench.openPair({ referralId: referralId(1) }, { engagementId: 'e1' });
    const second = await bench.openPair({ referralId: referralId(2) }, { engagementId: 'e1' });
    const other = await bench.openPair({ referralId: referralId(3) }, { engagementId: 'e2' });
    expect(await bench.store.ringEngagement('e1', 'webhook')).toBe(2);
    expect(await bench.store.ringEngagement('nobody', 'webhook')).toBe(0);
    const rungs = await Promise.all([first, second, other].map((id) => bench.store.findPair(id)));
    expect(rungs.map((pair) => pair?.rung)).toEqual([2, 2, 1]);
    expect(rungs.map((pair) => pair?.dueAt === bench.clock.now())).toEqual([true, true, false]);
  });
}
