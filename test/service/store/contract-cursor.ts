import { describe, expect, it } from 'vitest';
import { ClaimLost } from '../../../service/src/errors.ts';
import { type Bench, LEASE_MS } from './contract.ts';

export function cursorContract(bench: Bench): void {
  const claim = () => bench.store.claimCursor('sweep', LEASE_MS);

  describe('a cursor', () => {
    it('is held by one sweep at a time and keeps its value', async () => {
      const first = await claim();
      expect(first).toEqual({ name: 'sweep', value: null, token: 1 });
      expect(await claim()).toBeUndefined();
      if (first) await bench.store.saveCursor(first, '2030-01-01T00:00:00Z');
      expect(await claim()).toEqual({ name: 'sweep', value: '2030-01-01T00:00:00Z', token: 2 });
      expect((await bench.store.claimCursor('other', LEASE_MS))?.value).toBeNull();
    });

    it('that was robbed after its lease is not overwritten by the sweep before', async () => {
      const slow = await claim();
      bench.clock.advance(LEASE_MS + 1);
      const robber = await claim();
      if (!slow || !robber) throw new Error('The cursor was not claimed twice.');
      await expect(bench.store.saveCursor(slow, 'old')).rejects.toThrow(ClaimLost);
      await bench.store.saveCursor(robber, 'new');
      await expect(bench.store.saveCursor(robber, 'twice')).rejects.toThrow(ClaimLost);
      expect((await claim())?.value).toBe('new');
    });
  });

  describe('the binding', () => {
    const ours = { orgId: '00D000000000001EAA', tenantId: 'tenant' };
    it('takes an empty store, and refuses any other org or tenant', async () => {
      const { store } = bench;
      expect(await store.bind(ours)).toEqual({ kind: 'ok' });
      expect(await store.bind(ours)).toEqual({ kind: 'ok' });
      const others = [
        { ...ours, orgId: '00D000000000002EAA' },
        { ...ours, tenantId: 'other' },
      ];
      for (const other of others)
        expect(await store.bind(other)).toEqual({ kind: 'other', ...ours });
    });
  });
}
