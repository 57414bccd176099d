/** Several bridges on one PostgreSQL: whatever happens to one of them, or to the server, the others finish the work. */
import { afterEach, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import { createRandom } from '../sandbox/kit/random.ts';
import type { BridgeProcess } from './bridge-process.ts';
import type { CrashSide } from './crash-rows.ts';
import { deal, makeDeal, referralOf, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { HAS_POSTGRES, needsPostgres } from './needs-database.ts';
import { makeDeals, randomEdit } from './random-edits.ts';
import { startRig, type Rig } from './rig.ts';

const PATIENCE = { timeout: 600_000 };
const DEALS = 12;

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

type Moment = { side: CrashSide; method: string; path: string };
const READ: Moment = { side: 'partnerCenter', method: 'GET', path: '/referrals/' };
const PATCH: Moment = { side: 'partnerCenter', method: 'PATCH', path: '/referrals/' };
const CHANGE: Moment = { side: 'org', method: 'POST', path: '/cosell/v1/changes' };

/** Does something to the bridge that makes a call, before the call is carried out. */
function whenCalled(
  started: Rig,
  { side, method, path }: Moment,
  act: (caller: BridgeProcess) => void,
) {
  const caught = Promise.withResolvers<BridgeProcess>();
  started[side].faults.onCall = (call) => {
    if (call.method !== method || !call.url.includes(path)) return;
    started[side].faults.onCall = undefined;
    const caller = started.behind(call.door);
    act(caller);
    caught.resolve(caller);
  };
  return caught.promise;
}

describe.skipIf(!HAS_POSTGRES)(needsPostgres('of several bridges'), PATIENCE, () => {
  it.for([
    { what: 'about to read Partner Center', moment: READ },
    { what: 'about to write to Partner Center', moment: PATCH },
    { what: 'about to write to Salesforce', moment: CHANGE },
  ])(
    'one stops, $what: another finishes, and when it wakes it does no harm',
    async ({ moment }) => {
      const started = (rig = await startRig({
        seed: 71,
        engine: { kind: 'postgres', replicas: 2 },
      }));
      const id = makeDeal(started.org);
      await started.quiet();
      const stopped = whenCalled(started, moment, started.pause);
      started.org.as(SELLER).update('Opportunity', id, { Amount: 61_234 });
      const sleeper = await stopped;

      await started.quiet();
      expect(referralOf(started, id).details.dealValue).toBe(61_234);

      // Whatever it still means to write is older than this.
      started.partnerCenter.asPartnerPortal(referralOf(started, id).id, {
        closingDate: nextYear('08-08'),
      });
      started.org.as(SELLER).update('Opportunity', id, { Amount: 62_345 });
      sleeper.resume();
      await started.quiet();
      expect(referralOf(started, id).details).toMatchObject({ dealValue: 62_345 });
      expect(deal(started, id)).toMatchObject({ Amount: 62_345, CloseDate: nextYear('08-08') });
      expectSound(started);
    },
  );

  it('one dies for good: another finishes', async () => {
    const started = (rig = await startRig({ seed: 74, engine: { kind: 'postgres', replicas: 2 } }));
    const id = makeDeal(started.org);
    await started.quiet();
    started.partnerCenter.faults.add({
      method: 'PATCH',
      do: 'pass',
      kill: started.killing('commit'),
    });
    started.org.as(SELLER).update('Opportunity', id, { Amount: 61_234 });
    await started.quiet();
    expect(started.bridges.filter((bridge) => bridge.isAlive())).toHaveLength(1);
    expect(referralOf(started, id).details.dealValue).toBe(61_234);
    expectSound(started);
  });

  it('each is restarted in turn while people go on working', async () => {
    const started = (rig = await startRig({ seed: 72, engine: { kind: 'postgres', replicas: 4 } }));
    const working = await edits(started, 72);
    for (const bridge of started.bridges) {
      await bridge.stop();
      await bridge.start();
    }
    await working.stop();
    await started.quiet();
    expectSound(started);
  });

  it.for([1, 2] as const)(
    '%i bridges lose every connection to the database again and again, and nothing else',
    async (replicas) => {
      const started = (rig = await startRig({ seed: 73, engine: { kind: 'postgres', replicas } }));
      const working = await edits(started, 73);
      for (let cut = 0; cut < 5; cut++) {
        await working.pass(10);
        await started.cutConnections();
      }
      await working.stop();
      await started.quiet();
      expect(started.bridges.every((bridge) => bridge.isAlive())).toBe(true);
      expectSound(started);
    },
  );
});

type Working = {
  /** Resolves after so many more edits. */
  pass(edits: number): Promise<void>;
  stop(): Promise<void>;
};

/** Enough for any of these; a loaded machine must not be given more than it can do. */
const MOST_EDITS = 300;

/** People who edit until they are stopped. */
async function edits(started: Rig, seed: number): Promise<Working> {
  const random = createRandom(seed);
  const deals = makeDeals(started, DEALS);
  await started.quiet();
  let [n, isOver] = [0, false];
  const pause = () =>
    new Promise((resolve) => started.clock.after(random.below(100), () => resolve(undefined)));
  const work = (async () => {
    while (!isOver && n < MOST_EDITS) {
      n += 1;
      randomEdit(started, deals, random, n);
      await pause();
    }
  })();
  return {
    async pass(more) {
      const from = n;
      await expect.poll(() => n - from, { ...PATIENCE, interval: 10 }).toBeGreaterThanOrEqual(more);
    },
    async stop() {
      isOver = true;
      await work;
      expect(n, 'people must have edited meanwhile').toBeGreaterThan(20);
    },
  };
}
