/** What every store keeps, whatever database is below it: run it once per dialect. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Claim, ClaimRef, Ring, RingCause, Store } from '../../../service/src/sync/ports.ts';
import { auditContract } from './contract-audit.ts';
import { claimContract } from './contract-claim.ts';
import { cursorContract } from './contract-cursor.ts';
import { readContract } from './contract-read.ts';
import { ringContract } from './contract-ring.ts';
import { settleContract } from './contract-settle.ts';
import { stubContract } from './contract-stub.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export type OpenStore = (deps: { clock: FakeClock; stubCap: number }) => Promise<OpenedStore>;
/** `tamper` runs SQL behind the store's back. */
export type OpenedStore = { store: Store; tamper(sql: string): Promise<void> };
/** Filled anew before each test. */
export type Bench = OpenedStore & {
  clock: FakeClock;
  /** Claims everything that is due. */
  claimAll(): Promise<Claim[]>;
  /** Rings the id, claims it alone. */
  ringAndClaim(id: Ring['id'], cause?: RingCause): Promise<Claim>;
  /** An open pair, settled, next look in a day. */
  openPair(id: Ring['id'], change?: Parameters<Store['settle']>[1]): Promise<string>;
};

export const STUB_CAP = 3;
export const LEASE_MS = 60_000;
export const DAY_MS = 86_400_000;

export function refOf({ pair, token }: Claim): ClaimRef {
  return { pairId: pair.id, token };
}

export function storeContract(name: string, open: OpenStore): void {
  describe(`${name} store`, () => {
    const bench = {} as Bench;
    beforeEach(async () => {
      const clock = createFakeClock();
      const opened = await open({ clock, stubCap: STUB_CAP });
      Object.assign(bench, createBench(opened, clock));
    });
    afterEach(() => bench.store.close());

    ringContract(bench);
    claimContract(bench);
    settleContract(bench);
    stubContract(bench);
    auditContract(bench);
    readContract(bench);
    cursorContract(bench);
  });
}

function createBench({ store, tamper }: OpenedStore, clock: FakeClock): Bench {
  const claimAll = () => store.claim({ limit: 100, leaseMs: LEASE_MS });
  const ringAndClaim: Bench['ringAndClaim'] = async (id, cause = 'nudge') => {
    const { pairId } = await store.ring({ id, cause });
    const claim = (await claimAll()).find((each) => each.pair.id === pairId);
    if (!claim) throw new Error(`Pair ${pairId} was not due although it was rung.`);
    return claim;
  };
  return {
    store,
    tamper,
    clock,
    claimAll,
    ringAndClaim,
    async openPair(id, change = {}) {
      const claim = await ringAndClaim(id);
      const due = { nextLookAt: clock.now() + DAY_MS, notBefore: clock.now() };
      await store.settle(claim, { state: 'open', ...change }, due);
      return claim.pair.id;
    },
  };
}
