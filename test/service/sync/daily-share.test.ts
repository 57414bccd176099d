/** An org that runs out of API calls: what goes on, what waits, and that nothing is lost by it. */
import { expect, it, vi } from 'vitest';
import { PROBE_MS } from '../../../service/src/sync/budget.ts';
import { deal, makeDeal, referralOf, SELLER } from '../../journeys/deals.ts';
import { startBridge } from './bridge-under-test.ts';

type Started = Awaited<ReturnType<typeof startBridge>>;

/** Others use up this share of the day; the org says so with its next answer. */
async function useUp({ org, salesforce }: Started, share: number): Promise<void> {
  org.switches.callsElsewhere = share * org.switches.dailyApiRequests;
  await salesforce.readDailyShare();
}

const twoDeals = async (started: Started) => {
  const ids = [makeDeal(started.org), makeDeal(started.org)] as const;
  await started.bridge.recordsChanged([...ids], false);
  await vi.waitUntil(() => ids.every((id) => isSynced(started, id)), { timeout: 20_000 });
  await started.settled();
  return ids;
};
const isSynced = (started: Started, id: string) =>
  deal(started, id)['Co_Sell_Sync_Status__c'] === 'Synced';
const valueAt = (started: Started, id: string) => referralOf(started, id).details.dealValue;
const raise = ({ org, bridge }: Started, id: string, Amount: number) => {
  org.as(SELLER).update('Opportunity', id, { Amount });
  return bridge.recordsChanged([id], false);
};
const gate = async ({ bridge }: Started) =>
  (await bridge.health()).gates.find(({ side }) => side === 'salesforce');

it('above the first mark live work goes on, and backfill and resync wait', async () => {
  const started = await startBridge({ sweepMs: 1_000_000 });
  const { store, bridge } = started;
  const [first, second] = await twoDeals(started);
  await useUp(started, 0.85);
  expect(await gate(started)).toMatchObject({
    state: 'half-open',
    reason: 'salesforce-daily-share',
  });
  await store.ring({ id: { recordId: second }, cause: 'resync' });
  await raise(started, first, 60_000);
  await vi.waitUntil(() => valueAt(started, first) === 60_000, { timeout: 20_000 });
  const { due, failed } = (await bridge.health()).pairs;
  expect({ due, failed }).toEqual({ due: 1, failed: 0 });
});

it('above the second mark only what a person asks for is done, and the rest when the share has fallen', async () => {
  const started = await startBridge();
  const { org, bridge, jump, settled } = started;
  const [first, second] = await twoDeals(started);
  await useUp(started, 0.97);
  expect(await gate(started)).toMatchObject({ state: 'closed', reason: 'salesforce-daily-share' });
  await Promise.all([raise(started, first, 60_000), raise(started, second, 70_000)]);
  const calls = org.faults.calls().length;

  expect(await bridge.syncNow(first)).toMatchObject({ settled: true, error: null });
  expect(valueAt(started, first)).toBe(60_000);
  const forPeople = org.faults.calls().length - calls;
  expect(forPeople).toBeLessThan(10);
  await Promise.all([bridge.health(), bridge.measure()]);
  expect(valueAt(started, second)).toBe(50_000);
  expect((await bridge.health()).pairs).toMatchObject({ due: 1, failed: 0 });

  org.switches.callsElsewhere = 0;
  jump(PROBE_MS);
  await vi.waitUntil(() => valueAt(started, second) === 70_000, { timeout: 20_000 });
  await settled();
  expect(await gate(started)).toMatchObject({ state: 'open', reason: null });
  expect((await bridge.health()).pairs.failed).toBe(0);
});
