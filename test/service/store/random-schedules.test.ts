import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClaimLost, PairFault } from '../../../service/src/errors.ts';
import { openStore } from '../../../service/src/store/store.ts';
import type { Claim, Ring, RingCause, RowChange, Store } from '../../../service/src/sync/ports.ts';
import { refOf } from './contract.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { recordId, referralId } from './ids.ts';
import { createModel, isResting, type ModelPair } from './model.ts';
import {
  createDatabase,
  NEEDS_POSTGRES,
  onServer,
  type TestDatabase,
} from './postgres-database.ts';
import { followClock, shadowServerClock } from './server-clock.ts';

const LEASE_MS = 1_000;
const BACK_OFF_MS = 5_000;
const IDS: Ring['id'][] = [
  ...[1, 2, 3].map((n) => ({ recordId: recordId(n) })),
  ...[1, 2, 3].map((n) => ({ referralId: referralId(n) })),
];
const CAUSES = ['webhook', 'time-sweep', 'nudge', 'person', 'resync'] as const;
const STATES = ['open', 'open', 'failed', 'paused', 'closed', 'tombstone'] as const;
const isUrgent = (cause: RingCause) => cause === 'nudge' || cause === 'person';
const textOf = (id: Ring['id']) => ('recordId' in id ? id.recordId : id.referralId);

const id = fc.constantFrom(...IDS);
const rings = fc.array(fc.record({ id, cause: fc.constantFrom(...CAUSES) }), {
  minLength: 1,
  maxLength: 4,
});
/** Which of the claims given so far acts: the newest mostly, an old one now and then. */
const who = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(4));
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ring' as const), rings }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), limit: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      who,
      state: fc.constantFrom(...STATES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('fail' as const, 'release' as const),
      who,
      failures: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('attempt' as const), who, open: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('learn' as const), who, id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('give' as const), who, id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renew' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 400, 1_001, 6_000),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const schedules = fc.array(command, { minLength: 10, maxLength: 60, size: 'max' });
type Open = (clock: FakeClock) => Promise<Store>;

async function survives(open: Open, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const clock = createFakeClock();
      const store = await open(clock);
      try {
        const run = createRun(store, clock);
        for (const each of schedule) {
          await run.step(each);
          await run.compare();
        }
        await run.comesToRest();
      } finally {
        await store.close();
      }
    }),
    { numRuns },
  );
}

describe('a store', () => {
  it(
    'keeps every ring, every fence and every due time through any schedule, on SQLite',
    () => survives((clock) => openStore({ file: ':memory:' }, { clock }), 100),
    120_000,
  );

  describe.skipIf(NEEDS_POSTGRES)(`on PostgreSQL${NEEDS_POSTGRES}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createDatabase();
      await shadowServerClock(database.url);
    });
    afterAll(() => database.drop());

    it('keeps every ring, every fence and every due time through any schedule', () => {
      const open: Open = async (clock) => {
        const store = await openStore({ databaseUrl: database.url }, { clock });
        await onServer(database.url, 'truncate pairs, audit, audit_chains, cursors');
        return followClock(store, database.url, clock);
      };
      return survives(open, 15);
    }, 240_000);
  });
});

function createRun(store: Store, clock: ReturnType<typeof createFakeClock>) {
  const model = createModel();
  const claims: Claim[] = [];

  /** Runs the call of a claim; one that no longer holds must be refused and change nothing. */
  const fenced = async (
    claim: Claim,
    call: () => Promise<unknown>,
    expectation: (pair: ModelPair) => Promise<void> | void,
  ) => {
    const pair = model.held(claim.pair.id, claim.token);
    if (pair) return expectation(pair);
    const before = await store.list({ limit: 100 });
    await expect(call()).rejects.toThrow(ClaimLost);
    expect(await store.list({ limit: 100 })).toEqual(before);
  };

  const ringAll = async (batch: Ring[]) => {
    const receipts = await Promise.all(batch.map((ring) => store.ring(ring)));
    receipts.forEach(({ pairId, rung }, n) => {
      const ring = batch[n];
      if (!ring) throw new Error('More receipts than rings.');
      const known = model.byId(textOf(ring.id));
      if (known) expect(pairId).toBe(known[0]);
      expect(rung).toBe(model.ring(textOf(ring.id), pairId, isUrgent(ring.cause), clock.now()));
    });
  };

  const claimSome = async (limit: number) => {
    for (const claim of await store.claim({ limit, leaseMs: LEASE_MS })) {
      const pair = model.pairs.get(claim.pair.id);
      if (!pair) throw new Error('A pair was claimed that nobody rang.');
      expect(model.canClaim(pair, clock.now()), 'given while held or not due').toBe(true);
      pair.token += 1;
      pair.holder = { token: pair.token, until: clock.now() + LEASE_MS };
      expect(claim).toMatchObject({ token: pair.token, rung: pair.rung });
      claims.unshift(claim);
    }
  };

  const settle = (claim: Claim, state: RowChange['state'] & string) => {
    const nextLookAt = isResting(state) ? null : clock.now() + 20_000;
    const notBefore = clock.now() + 100;
    const change: RowChange = { state, failures: 0, attempt: null };
    const call = () => store.settle(claim, change, { nextLookAt, notBefore });
    return fenced(claim, call, async (pair) => {
      await call();
      Object.assign(pair, { state, failures: 0, attempt: false });
      model.settle(pair, claim.rung, nextLookAt, notBefore);
    });
  };

  const end = (claim: Claim, how: 'fail' | 'release', failures: number) => {
    const dueAt = clock.now() + BACK_OFF_MS;
    const call = () => store[how](claim, { failures }, dueAt);
    return fenced(claim, call, async (pair) => {
      await call();
      pair.failures = failures;
      model.end(pair, claim.rung, dueAt, clock.now(), how === 'fail');
    });
  };

  const openAttempt = (claim: Claim, open: boolean) => {
    const attempt = { kind: 'patch', side: 'salesforce', fields: {}, startedAt: '2030' } as const;
    const call = () => store.commit(refOf(claim), { attempt: open ? attempt : null });
    return fenced(claim, call, async (pair) => {
      await call();
      pair.attempt = open;
    });
  };

  const learn = (claim: Claim, learned: Ring['id']) => {
    const call = () => store.commit(refOf(claim), { state: 'open', ...learned });
    return fenced(claim, call, async (pair) => {
      const other = model.byId(textOf(learned));
      const kind = 'recordId' in learned ? 18 : 36;
      const isLone = other?.[1].state === 'stub' && other[1].ids.size === 1;
      if (other && other[1] !== pair && !isLone) {
        return expect(call()).rejects.toThrow(PairFault);
      }
      await call();
      pair.state = 'open';
      const isStub = other && other[1] !== pair;
      for (const old of [...pair.ids]) if (old.length === kind) pair.ids.delete(old);
      if (isStub) model.merge(other[0], pair, other[1].urgent > other[1].settled, clock.now());
      pair.ids.add(textOf(learned));
    });
  };

  const give = (claim: Claim, targetOf: Ring['id']) => {
    const target = model.byId(textOf(targetOf));
    if (!target) return;
    const call = () => store.giveOver(claim, target[0], 'adopted');
    return fenced(claim, call, async (stub) => {
      if (stub.state !== 'stub') return expect(call()).rejects.toThrow(TypeError);
      const lengths = new Set([...target[1].ids].map((each) => each.length));
      const fits =
        target[1] !== stub &&
        target[1].state !== 'tombstone' &&
        ![...stub.ids].some((each) => lengths.has(each.length));
      expect(await call()).toBe(fits);
      if (fits) model.merge(claim.pair.id, target[1], true, clock.now());
    });
  };

  const drop = (claim: Claim) => {
    const call = () => store.dropStub(claim);
    return fenced(claim, call, async (stub) => {
      if (stub.state !== 'stub') return expect(call()).rejects.toThrow(TypeError);
      await call();
      if (stub.rung > claim.rung) model.settle(stub, claim.rung, null, clock.now());
      else model.pairs.delete(claim.pair.id);
    });
  };

  const renew = async (claim: Claim) => {
    const pair = model.held(claim.pair.id, claim.token);
    const kept = await store.renew([refOf(claim)], LEASE_MS);
    expect(kept).toEqual(pair ? [refOf(claim)] : []);
    if (pair?.holder) pair.holder.until = clock.now() + LEASE_MS;
  };

  const act = (each: Exclude<Command, { do: 'ring' | 'claim' | 'wait' }>) => {
    const claim = claims[each.who];
    if (!claim) return;
    if (each.do === 'settle') return settle(claim, each.state);
    if (each.do === 'attempt') return openAttempt(claim, each.open);
    if (each.do === 'learn') return learn(claim, each.id);
    if (each.do === 'give') return give(claim, each.id);
    if (each.do === 'drop') return drop(claim);
    if (each.do === 'renew') return renew(claim);
    return end(claim, each.do, each.failures);
  };

  return {
    async step(each: Command) {
      if (each.do === 'ring') await ringAll(each.rings);
      else if (each.do === 'claim') await claimSome(each.limit);
      else if (each.do === 'wait') clock.advance(each.ms);
      else await act(each);
    },

    /** The rows are what the model says, and no ring waits without a time. */
    async compare() {
      const rows = await store.list({ limit: 100 });
      expect(rows).toHaveLength(model.pairs.size);
      for (const row of rows) {
        const pair = model.pairs.get(row.id);
        expect({
          ids: new Set([row.recordId, row.referralId].filter((each) => each !== null)),
          state: row.state,
          rung: row.rung,
          settled: row.settledRung,
          due: row.dueAt,
          failures: row.failures,
          attempt: row.attempt !== null,
          until: row.claimedUntil,
        }).toEqual({
          ids: pair?.ids,
          state: pair?.state,
          rung: pair?.rung,
          settled: pair?.settled,
          due: pair?.due,
          failures: pair?.failures,
          attempt: pair?.attempt,
          until: pair?.holder?.until ?? null,
        });
        if (!isResting(row.state)) expect(row.dueAt).not.toBeNull();
        if (row.state !== 'tombstone' && row.rung > row.settledRung) {
          expect(row.dueAt, 'a ring nobody will answer').not.toBeNull();
        }
      }
    },

    /** With every worker well again, every ring is answered. */
    async comesToRest() {
      for (let round = 0; round < 30; round += 1) {
        clock.advance(BACK_OFF_MS);
        for (const claim of await store.claim({ limit: 100, leaseMs: LEASE_MS })) {
          const state = claim.pair.state === 'stub' ? 'open' : claim.pair.state;
          const times = { nextLookAt: clock.now() + 1e9, notBefore: clock.now() };
          await store.settle(claim, { state }, times);
        }
      }
      for (const pair of await store.list({ limit: 100 })) {
        if (pair.state !== 'tombstone') expect(pair.settledRung).toBe(pair.rung);
      }
    },
  };
}
