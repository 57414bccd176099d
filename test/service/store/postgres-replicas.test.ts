import { describe, expect, it } from 'vitest';
import { ClaimLost, StubCapReached } from '../../../service/src/errors.ts';
import { parseSealingKeys } from '../../../service/src/store/sealing.ts';
import type { Ring } from '../../../service/src/sync/ports.ts';
import { createRandom } from '../../sandbox/kit/random.ts';
import { recordId, referralId } from './ids.ts';
import { DAY_MS, endLeases, LEASE_MS, only, usePostgres } from './postgres-bench.ts';
import { NEEDS_POSTGRES, onServer } from './postgres-database.ts';
import { keyText } from './sealing-keys.ts';

describe.skipIf(NEEDS_POSTGRES)(`replicas on one PostgreSQL database${NEEDS_POSTGRES}`, () => {
  const bench = usePostgres();
  const openMany = (count: number) =>
    Promise.all(Array.from({ length: count }, () => bench.open()));
  const tomorrow = () => ({ nextLookAt: Date.now() + DAY_MS, notBefore: Date.now() });

  it('share the due pairs: each pair goes to one worker, and all pairs go', async () => {
    const stores = await openMany(3);
    const [first] = stores;
    await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        first?.ring({ id: { recordId: recordId(n) }, cause: 'nudge' }),
      ),
    );
    const claimed: string[] = [];
    const work = async (store: (typeof stores)[number]) => {
      for (;;) {
        const claims = await store.claim({ limit: 7, leaseMs: LEASE_MS });
        claimed.push(...claims.map((claim) => claim.pair.id));
        // Another worker may hold the last rows locked just now: look until nothing is left to claim.
        if (claims.length === 0 && (await store.counts()).due === 0) return;
      }
    };
    await Promise.all(stores.flatMap((store) => Array.from({ length: 4 }, () => work(store))));
    expect(claimed).toHaveLength(120);
    expect(new Set(claimed).size).toBe(120);
  });

  it('leave a living replica its claims when another one starts', async () => {
    const alive = await bench.open();
    await alive.ring({ id: { recordId: recordId(1) }, cause: 'nudge' });
    const claim = only(await alive.claim({ limit: 5, leaseMs: LEASE_MS }));
    await alive.claimCursor('sweep', LEASE_MS);
    const starting = await bench.open();
    expect(await starting.claim({ limit: 5, leaseMs: LEASE_MS })).toEqual([]);
    expect(await starting.claimCursor('sweep', LEASE_MS)).toBeUndefined();
    await alive.settle(claim, { state: 'open' }, tomorrow());
  });

  it('take over what a dead one held when its lease is over, and it can no longer commit', async () => {
    const [dead, alive] = await openMany(2);
    if (!dead || !alive) throw new Error('Two stores were to be opened.');
    await dead.ring({ id: { recordId: recordId(1) }, cause: 'nudge' });
    const lost = only(await dead.claim({ limit: 5, leaseMs: LEASE_MS }));
    expect(await alive.claim({ limit: 5, leaseMs: LEASE_MS })).toEqual([]);
    await endLeases(bench.url);
    const taken = only(await alive.claim({ limit: 5, leaseMs: LEASE_MS }));
    expect(taken).toMatchObject({ token: lost.token + 1, pair: { id: lost.pair.id } });
    await expect(dead.settle(lost, { state: 'open' }, tomorrow())).rejects.toThrow(ClaimLost);
    await expect(
      dead.commit({ pairId: lost.pair.id, token: lost.token }, { failures: 9 }),
    ).rejects.toThrow(ClaimLost);
    expect(await dead.renew([{ pairId: lost.pair.id, token: lost.token }], LEASE_MS)).toEqual([]);
    await alive.settle(taken, { state: 'open' }, tomorrow());
    expect((await dead.findPair(lost.pair.id))?.failures).toBe(0);
  });

  it('let one of two settle when a claim is robbed at that very moment', async () => {
    const [first, second] = await openMany(2);
    if (!first || !second) throw new Error('Two stores were to be opened.');
    for (let round = 0; round < 20; round += 1) {
      await first.ring({ id: { recordId: recordId(round) }, cause: 'nudge' });
      const claim = only(await first.claim({ limit: 5, leaseMs: LEASE_MS }));
      await endLeases(bench.url);
      const [settled, robbed] = await Promise.allSettled([
        first.settle(claim, { state: 'open' }, tomorrow()),
        second.claim({ limit: 5, leaseMs: LEASE_MS }),
      ]);
      const robbers = robbed.status === 'fulfilled' ? robbed.value : [];
      expect(robbers.length === 1, `round ${round}`).toBe(settled.status === 'rejected');
      for (const robber of robbers) await second.settle(robber, { state: 'open' }, tomorrow());
    }
  });

  it('ring the same unknown ids in storms from both sides: no deadlock, no ring lost, no pair doubled', async () => {
    const stores = await openMany(2);
    const random = createRandom(7);
    const ids: Ring['id'][] = Array.from({ length: 30 }, (_, n) =>
      n % 2 === 0 ? { recordId: recordId(n) } : { referralId: referralId(n) },
    );
    const causes = ['nudge', 'webhook', 'person', 'time-sweep'] as const;
    let rings = 0;
    for (let round = 0; round < 15; round += 1) {
      const storm = stores.flatMap((store) =>
        ids.map(() => {
          const id = ids[random.below(ids.length)];
          const cause = causes[random.below(causes.length)];
          if (!id || !cause) throw new Error('No such id or cause.');
          rings += 1;
          return store.ring({ id, cause });
        }),
      );
      await Promise.all(storm);
    }
    const pairs = (await stores[0]?.list({ limit: 100 })) ?? [];
    expect(pairs.reduce((sum, pair) => sum + pair.rung, 0)).toBe(rings);
    expect(new Set(pairs.map((pair) => pair.recordId ?? pair.referralId)).size).toBe(pairs.length);
    // A connection tells what it met when it ends.
    await Promise.all(stores.map((store) => store.close()));
    const statistics =
      'select deadlocks::int from pg_stat_database where datname = current_database()';
    expect(await onServer(bench.url, statistics)).toEqual([{ deadlocks: 0 }]);
  });

  it('make one pair of a referral whose webhook meets the answer of its create', async () => {
    const [worker, door] = await openMany(2);
    if (!worker || !door) throw new Error('Two stores were to be opened.');
    for (let round = 1; round <= 20; round += 1) {
      const id = { referralId: referralId(round) };
      await worker.ring({ id: { recordId: recordId(round) }, cause: 'nudge' });
      const claim = only(await worker.claim({ limit: 5, leaseMs: LEASE_MS }));
      await Promise.all([
        worker.settle(claim, { state: 'open', ...id }, tomorrow()),
        door.ring({ id, cause: 'webhook' }),
      ]);
      const pair = await door.findByReferral(id.referralId);
      expect(pair, `round ${round}`).toMatchObject({ id: claim.pair.id, rung: 2 });
      const again = only(await door.claim({ limit: 5, leaseMs: LEASE_MS }));
      await door.settle(again, {}, tomorrow());
    }
    expect(await door.list({ limit: 100 })).toHaveLength(20);
  });

  it('give two stubs of one deal to its pair at the same moment, one id each', async () => {
    const [first, second] = await openMany(2);
    if (!first || !second) throw new Error('Two stores were to be opened.');
    for (let round = 1; round <= 10; round += 1) {
      const target = await first.ring({ id: { recordId: recordId(round) }, cause: 'nudge' });
      const held = only(await first.claim({ limit: 5, leaseMs: LEASE_MS }));
      await first.settle(held, { state: 'open' }, tomorrow());
      await first.ring({ id: { referralId: referralId(2 * round) }, cause: 'nudge' });
      await first.ring({ id: { referralId: referralId(2 * round + 1) }, cause: 'nudge' });
      const stubs = await first.claim({ limit: 5, leaseMs: LEASE_MS });
      const given = await Promise.all(
        stubs.map((stub, n) => (n === 0 ? first : second).giveOver(stub, target.pairId, 'adopted')),
      );
      expect(given.toSorted(), `round ${round}`).toEqual([false, true]);
      for (const [n, stub] of stubs.entries()) if (!given[n]) await first.dropStub(stub);
      await first.settle(only(await first.claim({ limit: 5, leaseMs: LEASE_MS })), {}, tomorrow());
    }
  });

  it('belong to one org: of two that bind an empty store at once, the other is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const stores = await openMany(2);
      const bindings = [1, 2].map((n) => ({ orgId: `org-${round}-${n}`, tenantId: `tenant-${n}` }));
      const said = await Promise.all(
        stores.map((store, n) => store.bind(bindings[n] ?? { orgId: '', tenantId: '' })),
      );
      const winner = said.findIndex(({ kind }) => kind === 'ok');
      expect(said.filter(({ kind }) => kind === 'ok')).toHaveLength(1);
      expect(said[1 - winner]).toEqual({ kind: 'other', ...bindings[winner] });
      await onServer(bench.url, 'truncate settings');
    }
  });

  it('exceed the cap of webhook stubs by no more than what they commit at one moment', async () => {
    const stores = await Promise.all([1, 2].map(() => bench.open({ stubCap: 10 })));
    const outcomes = await Promise.allSettled(
      stores.flatMap((store, side) =>
        Array.from({ length: 40 }, (_, n) =>
          store.ring({ id: { referralId: referralId(100 * side + n) }, cause: 'webhook' }),
        ),
      ),
    );
    const refused = outcomes.filter((each) => each.status === 'rejected');
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StubCapReached);
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(10);
    expect(outcomes.length - refused.length).toBeLessThanOrEqual(20);
    await expect(
      stores[0]?.ring({ id: { referralId: referralId(999) }, cause: 'webhook' }),
    ).rejects.toThrow(StubCapReached);
  });

  it('write a secret once: of two at the same moment the second is told so', async () => {
    const keys = parseSealingKeys(keyText('a'));
    const secrets = (await openMany(2)).map((store) => store.secrets(keys));
    for (const expected of [null, 1, 2]) {
      const written = await Promise.all(
        secrets.map((each, n) => each.write('token', `${expected} by ${n}`, expected)),
      );
      expect(written.toSorted()).toEqual([false, true]);
      const secret = await secrets[0]?.read('token');
      expect(secret).toEqual({
        text: `${expected} by ${written.indexOf(true)}`,
        version: (expected ?? 0) + 1,
      });
      expect(await secrets[1]?.read('token')).toEqual(secret);
    }
    expect(await secrets[1]?.remove('token', 3)).toBe(true);
    expect(await secrets[0]?.read('token')).toBeUndefined();
  });

  it('see when a sweep last ended well on another replica, not when it failed', async () => {
    const [first, second] = await openMany(2);
    const cursor = await first?.claimCursor('sweep', LEASE_MS);
    if (!first || !second || !cursor) throw new Error('The cursor was not claimed.');
    expect(await second.lastSweeps()).toEqual({ sweep: null });
    await first.releaseCursor(cursor);
    expect(await second.lastSweeps()).toEqual({ sweep: null });
    const again = await second.claimCursor('sweep', LEASE_MS);
    if (!again) throw new Error('A cursor that was released is free.');
    await second.saveCursor(again, 'here');
    const { sweep } = await first.lastSweeps();
    expect(Math.abs((sweep ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});
