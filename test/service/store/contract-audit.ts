import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../service/src/domain/values.ts';
import { ClaimLost } from '../../../service/src/errors.ts';
import type { ChainFinding } from '../../../service/src/sync/ports.ts';
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

    describe('is a chain per pair', () => {
      const written = async (...keys: string[]) => {
        const claim = await bench.ringAndClaim({ recordId: recordId(1) });
        await bench.store.commit(refOf(claim), { audit: keys.map((key) => entry(key)) });
        return claim;
      };

      it('that fits as it is written, over several changes and a repeated one', async () => {
        const claim = await written('a', 'b');
        await bench.store.commit(refOf(claim), {
          audit: [entry('b', 'again'), entry('c')],
          delivered: ['a'],
        });
        expect(await bench.store.checkTrail(claim.pair.id)).toEqual({
          entries: 3,
          findings: [],
          delivered: [entry('a')],
        });
        expect(await bench.store.auditedPairs({ limit: 10 })).toEqual([claim.pair.id]);
        expect(await bench.store.auditedPairs({ limit: 10, after: claim.pair.id })).toEqual([]);
      });

      it.each<[string, string, ChainFinding[]]>([
        ['changed', `update audit set entry = '{}' where entry_key = 'b'`, [changed('b')]],
        [
          'changed into no JSON',
          `update audit set entry = 'x' where entry_key = 'b'`,
          [changed('b')],
        ],
        ['changed together with its hash', REHASHED, [changed('b')]],
        ['changed at the end', `update audit set hash = 'x' where entry_key = 'c'`, [changed('c')]],
        ['removed', `delete from audit where entry_key = 'b'`, [removed(1)]],
        ['removed at the beginning', `delete from audit where entry_key = 'a'`, [removed(1)]],
        ['removed at the end', `delete from audit where entry_key <> 'a'`, [removed(2)]],
        ['removed, all of them', `delete from audit`, [removed(3)]],
        ['inserted', inserted('null', 'null'), [insert('d')]],
        ['inserted into the chain', inserted('2', `'x'`), [insert('d')]],
        ['inserted at its end', inserted('4', `'x'`), [insert('d')]],
        [
          'put under another pair',
          `update audit set pair_id = 'x' where entry_key = 'b'`,
          [removed(1)],
        ],
      ])('that shows a row that was %s', async (_how, sql, findings) => {
        const claim = await written('a', 'b', 'c');
        await bench.tamper(sql);
        expect((await bench.store.checkTrail(claim.pair.id)).findings).toEqual(findings);
      });

      it('that goes on after a stub has given its trail over', async () => {
        const target = await bench.openPair({ recordId: recordId(1) }, { audit: [entry('t')] });
        const stub = await bench.ringAndClaim({ referralId: referralId(1) });
        await bench.store.commit(refOf(stub), { audit: [entry('s1'), entry('s2')] });
        await bench.store.giveOver(stub, target, 'adopted');
        expect(await bench.store.checkTrail(target)).toMatchObject({ entries: 3, findings: [] });
        expect(await bench.store.auditedPairs({ limit: 10 })).toEqual([target]);
      });

      it('whose oldest rows are forgotten in time, but not what the record is still to be told', async () => {
        const claim = await written('a', 'b', 'c');
        await bench.store.commit(refOf(claim), { delivered: ['a', 'c'] });
        bench.clock.advance(3 * DAY_MS);
        await bench.store.commit(refOf(claim), { audit: [entry('d')] });
        expect(await bench.store.forgetAudit(4 * DAY_MS)).toBe(0);
        expect(await bench.store.forgetAudit(2 * DAY_MS)).toBe(1);
        expect(await bench.store.checkTrail(claim.pair.id)).toMatchObject({
          entries: 3,
          findings: [],
        });
        await bench.store.commit(refOf(claim), { delivered: ['b'] });
        expect(await bench.store.forgetAudit(2 * DAY_MS)).toBe(2);
        expect(await bench.store.auditOf(claim.pair.id)).toEqual([entry('d')]);
        expect(await bench.store.checkTrail(claim.pair.id)).toMatchObject({ findings: [] });
        await bench.tamper(`update audit set entry = '{}' where entry_key = 'd'`);
        expect((await bench.store.checkTrail(claim.pair.id)).findings).toEqual([changed('d')]);
      });

      it('whose anchor shows a row that was removed by hand after the forgotten ones', async () => {
        const claim = await written('a');
        await bench.store.commit(refOf(claim), { delivered: ['a'] });
        bench.clock.advance(2 * DAY_MS);
        await bench.store.commit(refOf(claim), { audit: [entry('b'), entry('c')] });
        expect(await bench.store.forgetAudit(DAY_MS)).toBe(1);
        await bench.tamper(`delete from audit where entry_key = 'b'`);
        expect((await bench.store.checkTrail(claim.pair.id)).findings).toEqual([removed(1)]);
      });
    });
  });
}

const changed = (entryKey: string): ChainFinding => ({ kind: 'changed', entryKey });
const insert = (entryKey: string): ChainFinding => ({ kind: 'inserted', entryKey });
const removed = (missing: number): ChainFinding => ({ kind: 'removed', entryKey: null, missing });

/** A row of somebody who knows the table, but not what the chain is made of. */
const inserted = (link: string, hash: string): string =>
  `insert into audit (entry_key, pair_id, recorded_at, position, delivered, entry, link, previous, hash)
   select 'd', pair_id, recorded_at, 9, 1, entry, ${link}, ${hash}, ${hash} from audit where entry_key = 'b'`;

/** Somebody who changes the hash too leaves the row after it chained to the one before. */
const REHASHED = `update audit set entry = '{}', hash = 'f00d' where entry_key = 'b'`;
