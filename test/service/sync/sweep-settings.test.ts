/** An admin's change makes every open pair be looked at, and nothing else does. */
import { describe, expect, it } from 'vitest';
import type { Pair } from '../../../service/src/domain/pair.ts';
import type { BridgeDeps } from '../../../service/src/sync/deps.ts';
import type { Outside } from '../../../service/src/sync/outside.ts';
import type { Ring, Store } from '../../../service/src/sync/ports.ts';
import { sweepSettings } from '../../../service/src/sync/sweep-settings.ts';
import { mappingRow, orgProfile } from '../domain/org.ts';

const OPEN = Array.from({ length: 201 }, (_, n) => ({
  id: `p${String(n).padStart(3, '0')}`,
  recordId: n === 0 ? null : `006${String(n)}`,
  referralId: n === 0 ? 'referral' : null,
})) as Pair[];

const STUBS = [{ id: 's', recordId: null, referralId: 'stub' }] as Pair[];
const TIMINGS = { profileMs: 5_000, leaseMs: 60_000 };

function world(profile = orgProfile()) {
  const rung: Ring[] = [];
  const clock = { now: () => 1_000 };
  const store = {
    list: async ({ state, after = '', limit }: { state: string; after?: string; limit: number }) =>
      (state === 'open' ? OPEN : state === 'stub' ? STUBS : [])
        .filter(({ id }) => id > after)
        .slice(0, limit),
    ring: async (ring: Ring) => {
      rung.push(ring);
      return { pairId: 'p', rung: 1 };
    },
  } as unknown as Store;
  const outside = { salesforce: { profile: async () => profile } } as unknown as Outside;
  const deps = { store, clock, timings: TIMINGS } as unknown as BridgeDeps;
  return { rung, clock, look: (cursor: string | null) => sweepSettings(deps, outside, cursor) };
}

describe('a look at the settings', () => {
  it('rings nobody the first time, and while nothing changed', async () => {
    const { rung, look } = world();
    const cursor = await look(null);
    expect(await look(cursor)).toBe(cursor);
    expect(rung).toEqual([]);
  });

  it.each([
    ['a switch', orgProfile({ share: false })],
    ['a row', orgProfile({}, [mappingRow('dealValue', 'Expected__c')])],
  ])('rings every open pair in the background after %s changed', async (_what, changed) => {
    const cursor = await world().look(null);
    const { rung, look } = world(changed);
    expect(await look(cursor)).not.toBe(cursor);
    expect(rung).toHaveLength(OPEN.length + STUBS.length);
    expect(rung[0]).toEqual({ id: { referralId: 'referral' }, cause: 'resync' });
    expect(rung.at(-2)).toEqual({ id: { recordId: '006200' }, cause: 'resync' });
    expect(rung.at(-1)).toEqual({ id: { referralId: 'stub' }, cause: 'resync' });
  });

  it('rings once more when no bridge can know what was set before', async () => {
    const cursor = await world().look(null);
    const { rung, clock, look } = world(orgProfile({ share: false }));
    const changed = await look(cursor);
    const all = rung.length;
    clock.now = () => 1_000 + TIMINGS.profileMs + TIMINGS.leaseMs - 1;
    expect(await look(changed)).toBe(changed);
    expect(rung).toHaveLength(all);
    clock.now = () => 1_000 + TIMINGS.profileMs + TIMINGS.leaseMs;
    const settled = await look(changed);
    expect(rung).toHaveLength(2 * all);
    expect(await look(settled)).toBe(settled);
    expect(rung).toHaveLength(2 * all);
  });

  it('begins anew with a change in between', async () => {
    const cursor = await world().look(null);
    const first = world(orgProfile({ share: false }));
    const changed = await first.look(cursor);
    const second = world();
    const back = await second.look(changed);
    expect(second.rung).toHaveLength(first.rung.length);
    expect(back.split(' ')[0]).toBe(cursor);
    expect(back).not.toBe(cursor);
  });
});
