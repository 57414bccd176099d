import { describe, expect, it } from 'vitest';
import type { HoldReason } from '../../../service/src/domain/pair.ts';
import { troubleOf, type TroubleKind } from '../../../service/src/domain/trouble.ts';
import type { AuditEntry, Json } from '../../../service/src/domain/values.ts';
import type { RowChange } from '../../../service/src/sync/ports.ts';
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

    it('lists and counts what is in trouble by the rule of the domain, and nothing else', async () => {
      const move = (reason: HoldReason, value: Json = 1) => ({
        dealValue: { reason, partnerCenter: value, salesforce: 2, since: '2030-01-01T00:00:00Z' },
      });
      const attempt = { kind: 'patch', side: 'salesforce', fields: {}, startedAt: '2030' } as const;
      const rows: [RowChange, trouble: TroubleKind | undefined][] = [
        [{}, undefined],
        [{ state: 'failed', failures: 8 }, 'failed'],
        [{ failures: 1 }, 'backing-off'],
        [{ attempt }, 'unconfirmed'],
        [{ held: move('ask') }, 'conflict'],
        ...(['refused', 'products', 'currency', 'looping', 'one-way'] as const).map(
          (reason): [RowChange, TroubleKind] => [{ held: move(reason) }, 'attention'],
        ),
        [{ held: move('undo') }, undefined],
        [{ held: move('on-hold', '{"reason":"ask"}') }, undefined],
        [{ held: move('ask'), state: 'closed' }, undefined],
        [{ held: move('ask'), state: 'paused' }, undefined],
      ];
      for (const [n, [change]] of rows.entries())
        await bench.openPair({ recordId: recordId(n) }, change);
      // Being visited right now, its write has only just left.
      const visited = await bench.ringAndClaim({ recordId: recordId(100) });
      await bench.store.commit(refOf(visited), { attempt, state: 'open' });
      const listed = await bench.store.list({ troubled: true, limit: 100 });
      const expected = rows.flatMap(([, trouble], n) => (trouble ? [[recordId(n), trouble]] : []));
      const byRecord = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
      expect(
        listed.map((pair) => [pair.recordId, troubleOf(pair)?.kind]).toSorted(byRecord),
      ).toEqual(expected.toSorted(byRecord));
      expect(await bench.store.counts()).toMatchObject({
        ...{ troubled: expected.length, backingOff: 1, conflicts: 1, attention: 5 },
      });
      const page = await bench.store.list({ troubled: true, limit: 2 });
      const after = page.at(-1)?.id ?? '';
      expect(await bench.store.list({ troubled: true, limit: 100, after })).toHaveLength(
        expected.length - 2,
      );
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
        ...{ backingOff: 0, conflicts: 0, attention: 0, troubled: 2 },
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
