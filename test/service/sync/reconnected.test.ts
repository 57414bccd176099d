/** A person signs in again: nobody waits for a back-off or for the next round. */
import { expect, it, vi } from 'vitest';
import { SWEEPS } from '../../../service/src/sync/sweep.ts';
import { startBridge } from './bridge-under-test.ts';

it('probes and sweeps at once when a person has connected a side again', async () => {
  const never = 1_000_000;
  const ALL = Object.keys(SWEEPS).length;
  const { bridge, partnerCenter, events } = await startBridge({
    ...{ sweepMs: never, gateFirstMs: never, gateLastMs: 2 * never },
  });
  await vi.waitUntil(() => events.filter(({ kind }) => kind === 'swept').length === ALL);
  partnerCenter.faults.add({ do: 'status', status: 401, times: 0 });
  await bridge.ring({
    id: { referralId: 'aaaaaaaa-0000-4000-8000-000000000000' },
    cause: 'webhook',
  });
  const state = () => bridge.measure().then(({ gates }) => gates[0]?.state);
  await vi.waitUntil(async () => (await state()) === 'closed');

  partnerCenter.faults.clear();
  partnerCenter.createInbound();
  bridge.reconnected('partnerCenter');
  await vi.waitUntil(async () => (await state()) === 'open', { timeout: 20_000 });
  const pairs = async () => (await bridge.measure()).pairs?.open;
  await vi.waitUntil(async () => (await pairs()) === 1, { timeout: 20_000 });
  expect(events.filter(({ kind }) => kind === 'swept').length).toBeGreaterThan(ALL);
});
