import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../service/src/domain/values.ts';
import { type Bench, DAY_MS, LEASE_MS, refOf } from './contract.ts';
import { recordId, referralId } from './ids.ts';

export function readContract(bench: Bench): void {
  describe('reading', () => {
    it('finds a pair by each of its ids, and nobody by others', async () => {
      const { store } = bench;
      const id = await bench.openPair(
        { recordId: recordId(1) },
        { ...{ referralId: referralId(1) }, engagementId: 'e' },
      );
      const pair = await store.findPair(id);
      expect(pair?.id).toBe(id);
      expect(await store.findByRecord(recordId(1))).toEqual(pair);
      expect(await store.findByReferral(referralId(1))).toEqual(pair);
      expect(await store.findByEngagement('e')).toEqual([pair]);
      expect(await store.findByRecord(recordId(2))).toBeUndefined();
      expect(await store.findByReferral(referralId(2))).toBeUndefined();
      expect(await store.findByEngagement('f')).toEqual([]);
    });

    it('finds the open create of a reference until the attempt is over', async () => {
      const attempt = {
        kind: 'create',
        side: 'partnerCenter',
        fields: {},
        startedAt: '2030',
        externalReferenceId: 'ours',
      } as const;
      const id = await bench.openPair({ recordId: recordId(1) }, { attempt });
      await bench.openPair({ recordId: recordId(2) }, { attempt: { ...attempt, kind: 'patch' } });
      expect((await bench.store.findOpenCreate('ours'))?.id).toBe(id);
      expect(await bench.store.findOpenCreate('theirs')).toBeUndefined();
      await bench.openPair({ recordId: recordId(1) }, { attempt: null });
      expect(await bench.store.findOpenCreate('ours')).toBeUndefined();
    });

    it('tells the versions of known pairs, keyed by the given id, also for thousands of ids', async () => {
      const versions = { salesforce: 's', token: 't' };
      const id = await bench.openPair(
        { recordId: recordId(1) },
        { referralId: referralId(1), versions },
      );
      const known = { id, state: 'open', versions };
      const many = Array.from({ length: 2_500 }, (_, n) => recordId(n));
      const found = await bench.store.versionsOf({
        recordIds: many,
        referralIds: [referralId(1), referralId(2)],
      });
      expect([...found]).toEqual([
        [recordId(1), known],
        [referralId(1), known],
      ]);
      expect((await bench.store.versionsOf({})).size).toBe(0);
    });

    it('lists pairs of a state page by page', async () => {
      for (const n of [1, 2, 3])
        await bench.openPair({ recordId: recordId(n) }, { state: 'failed' });
      await bench.openPair({ recordId: recordId(4) });
      const first = await bench.store.list({ state: 'failed', limit: 2 });
      const after = first.at(-1)?.id ?? '';
      const second = await bench.store.list({ state: 'failed', limit: 2, after });
      const records = [...first, ...second].map((pair) => pair.recordId);
      expect(records.toSorted()).toEqual([1, 2, 3].map(recordId));
      expect(first).toHaveLength(2);
    });

    it('counts pairs per state, what is due and waits, and open attempts', async () => {
      const attempt = { kind: 'patch', side: 'salesforce', fields: {}, startedAt: '2030' } as const;
      await bench.openPair({ recordId: recordId(1) }, { attempt });
      await bench.openPair({ recordId: recordId(2) }, { state: 'failed' });
      await bench.ringAndClaim({ recordId: recordId(3) });
      const oldestDueAt = bench.clock.now();
      await bench.store.ring({ id: { recordId: recordId(4) }, cause: 'nudge' });
      bench.clock.advance(500);
      await bench.store.ring({ id: { recordId: recordId(5) }, cause: 'nudge' });
      expect(await bench.store.counts()).toEqual({
        ...{ stub: 3, open: 1, failed: 1, paused: 0, closed: 0, tombstone: 0 },
        ...{ due: 2, oldestDueAt, claimed: 1, openAttempts: 1, undeliveredAudit: 0 },
      });
    });

    it('tells when the next pair can be claimed', async () => {
      expect(await bench.store.nextDueAt()).toBeNull();
      await bench.openPair({ recordId: recordId(1) });
      expect(await bench.store.nextDueAt()).toBe(bench.clock.now() + DAY_MS);
      await bench.ringAndClaim({ recordId: recordId(2) });
      expect(await bench.store.nextDueAt()).toBe(bench.clock.now() + LEASE_MS + 1);
      await bench.store.ring({ id: { recordId: recordId(3) }, cause: 'nudge' });
      expect(await bench.store.nextDueAt()).toBe(bench.clock.now());
    });

    it('counts what the org has not been told yet', async () => {
      const entry = (entryKey: string): AuditEntry => ({
        ...{ entryKey, occurred: '2030-01-01T00:00:00Z', actor: 'Co-Sell Bridge' },
        ...{ side: 'salesforce', action: 'written', field: null, before: null, after: null },
        ...{ reason: null, correlationId: 'c' },
      });
      const claim = await bench.ringAndClaim({ recordId: recordId(1) });
      await bench.store.commit(refOf(claim), { audit: [entry('one'), entry('two')] });
      expect((await bench.store.counts()).undeliveredAudit).toBe(2);
      await bench.store.commit(refOf(claim), { delivered: ['one'] });
      expect((await bench.store.counts()).undeliveredAudit).toBe(1);
    });
  });
}
