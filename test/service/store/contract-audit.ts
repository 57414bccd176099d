import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../service/src/domain/values.ts';
import { ClaimLost } from '../../../service/src/errors.ts';
import { type Bench, DAY_MS, refOf } from './contract.ts';
import { recordId, referralId } from './ids.ts';

const entry = (entryKey: string, reason: string | null = null): AuditEntry => ({
  entryKey,
  occurred: '2030-01-01T00:00:00Z',
  actor: 'bridge',
  side: 'salesforce',
  action: 'sent',
  field: 'dealValue',
  before: { amount: 1 },
  after: [1, null, 'x'],
  reason,
  correlationId: 'c',
});

export function auditContract(bench: Bench): void {
  describe('the audit trail', () => {
    it('comes with the change, in order, and tells what the org does not have yet', async () => {
      const { store } = bench;
      const claim = await bench.ringAndClaim({ recordId: recordId(1) });
      const ref = refOf(claim);
      await store.commit(ref, { audit: [entry('z'), entry('a')] });
      bench.clock.advance(1);
      await store.commit(ref, { audit: [entry('m')], delivered: ['a', 'm'] });
      expect(await store.auditOf(ref.pairId)).toEqual([entry('z'), entry('a'), entry('m')]);
      expect(await store.undeliveredAudit(ref.pairId)).toEqual([entry('z')]);
    });

    it('leaves an entry that exists as it is', async () => {
      const claim = await bench.ringAndClaim({ recordId: recordId(1) });
      const ref = refOf(claim);
      await bench.store.commit(ref, { audit: [entry('a', 'first'), entry('a', 'twice')] });
      await bench.store.commit(ref, { audit: [entry('a', 'again'), entry('b')] });
      expect(await bench.store.auditOf(ref.pairId)).toEqual([entry('a', 'first'), entry('b')]);
    });

    it('gets nothing from a claim that was lost', async () => {
      const claim = await bench.ringAndClaim({ recordId: recordId(1) });
      await bench.store.release(claim, {}, bench.clock.now() + DAY_MS);
      const ref = refOf(claim);
      await expect(bench.store.commit(ref, { audit: [entry('a')] })).rejects.toThrow(ClaimLost);
      expect(await bench.store.auditOf(ref.pairId)).toEqual([]);
    });

    it('of a stub goes with its id', async () => {
      const target = await bench.openPair({ recordId: recordId(1) });
      const stub = await bench.ringAndClaim({ referralId: referralId(1) });
      await bench.store.commit(refOf(stub), { audit: [entry('a')] });
      await bench.store.giveOver(stub, target, 'adopted');
      expect(await bench.store.undeliveredAudit(target)).toEqual([entry('a')]);
    });
  });
}
