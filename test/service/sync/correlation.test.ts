import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCorrelation } from '../../../service/src/sync/correlation.ts';
import { deal, makeDeal, referralOf, SELLER } from '../../journeys/deals.ts';
import { startBridge } from './bridge-under-test.ts';

/** Only what is rung happens. */
const NO_SWEEPS = { sweepMs: 1_000_000 };

describe('the correlation id of a call', () => {
  it('reaches both hosts, the audit trail and the log', async () => {
    const { bridge, org, partnerCenter, store, settled, lines } = await startBridge(NO_SWEEPS);
    const recordId = makeDeal(org);
    await bridge.recordsChanged([recordId], false);
    await settled();
    const referral = referralOf({ org, partnerCenter }, recordId);
    partnerCenter.asPartnerPortal(referral.id, { dealValue: 77_000 });
    const from = [org, partnerCenter].map(({ faults }) => faults.calls().length);
    partnerCenter.faults.add({ method: 'GET', do: 'status', status: 503 });
    const correlationId = randomUUID();
    await bridge.ring({ id: { referralId: referral.id }, cause: 'webhook', correlationId });
    await settled();

    expect(deal({ org, partnerCenter }, recordId)['Amount']).toBe(77_000);
    for (const [side, sim] of [org, partnerCenter].entries()) {
      const calls = sim.faults.calls().slice(from[side]);
      expect(calls.length).toBeGreaterThan(0);
      for (const call of calls) expect(call.correlationIds, call.url).toEqual([correlationId]);
    }
    const { pairId } = await store.ring({ id: { recordId }, cause: 'time-sweep' });
    const written = (await store.auditOf(pairId)).filter(({ after }) => after === 77_000);
    expect(written.map((entry) => entry.correlationId)).toEqual([correlationId]);
    const faults = lines.filter(({ message }) => message === 'host fault');
    expect(faults).toMatchObject([{ pairId, correlationId }]);
  });

  it('of a check before sharing reaches the org', async () => {
    const { bridge, org } = await startBridge(NO_SWEEPS);
    const recordId = makeDeal(org, { share: false });
    const from = org.faults.calls().length;
    const correlationId = randomUUID();
    await bridge.preflight(recordId, correlationId);
    const read = org.faults
      .calls()
      .slice(from)
      .filter(({ correlationIds }) => correlationIds[0]);
    expect(read.length).toBeGreaterThan(0);
    for (const { correlationIds } of read) expect(correlationIds).toEqual([correlationId]);
  });

  it('stands beside those of others where one call serves several deals', async () => {
    const { bridge, org, settled } = await startBridge(NO_SWEEPS);
    const records = [makeDeal(org), makeDeal(org)];
    const ids = [randomUUID(), randomUUID()];
    await Promise.all(
      records.map((recordId, n) =>
        bridge.ring({ id: { recordId }, cause: 'nudge', correlationId: ids[n] }),
      ),
    );
    await settled();
    const shared = org.faults.calls().filter(({ correlationIds }) => correlationIds.length > 1);
    expect(shared.length).toBeGreaterThan(0);
    for (const { correlationIds } of shared)
      expect(correlationIds.toSorted()).toEqual(ids.toSorted());
  });

  it('is not taken for the work nobody asked for afterwards', async () => {
    const { bridge, org, partnerCenter, settled, store } = await startBridge(NO_SWEEPS);
    const recordId = makeDeal(org);
    const correlationId = randomUUID();
    await bridge.ring({ id: { recordId }, cause: 'nudge', correlationId });
    await settled();
    const from = partnerCenter.faults.calls().length;
    org.as(SELLER).update('Opportunity', recordId, { Amount: 51_000 });
    await store.ring({ id: { recordId }, cause: 'token-sweep', token: 'another' });
    await settled();
    const later = partnerCenter.faults.calls().slice(from);
    expect(later.length).toBeGreaterThan(0);
    for (const call of later) expect(call.correlationIds).not.toContain(correlationId);
  });
});

describe('two visits side by side', () => {
  it('do not see each other’s id', async () => {
    const correlation = createCorrelation();
    const seen = await Promise.all(
      ['one', 'two'].map((id) =>
        correlation.run(id, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return correlation.current();
        }),
      ),
    );
    expect(seen).toEqual(['one', 'two']);
    expect(correlation.current()).toBeUndefined();
  });
});
