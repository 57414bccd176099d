/** The reminders before a deal expires: each once, on its day, and none for old news. */
import { expect, it, vi } from 'vitest';
import { startBridge } from './bridge-under-test.ts';

const DAY_MS = 86_400_000;
const PATIENCE = { timeout: 60_000, interval: 50 };

type Started = Awaited<ReturnType<typeof startBridge>>;

const titles = ({ org }: Started) => org.bells().map(({ title }) => title);
const bodies = ({ org }: Started) => org.bells().map(({ body }) => body);

async function received(started: Started, referralId: string): Promise<void> {
  await started.bridge.ring({ id: { referralId }, cause: 'webhook' });
  await vi.waitUntil(
    () =>
      started.org.query(`SELECT Id FROM Opportunity WHERE Referral_Identifier__c = '${referralId}'`)
        .length === 1,
    PATIENCE,
  );
  await started.settled();
}

it('come 7, 3 and 1 days before, each once, by the pair’s own looks', async () => {
  const started = await startBridge();
  await received(started, started.partnerCenter.createInbound().id);
  expect(titles(started)).toEqual(['New deal from Microsoft']);
  const reminders = [
    { days: 7, jump: 7 * DAY_MS },
    { days: 3, jump: 4 * DAY_MS },
    { days: 1, jump: 2 * DAY_MS },
  ];
  for (const [i, { days, jump }] of reminders.entries()) {
    started.jump(jump);
    await started.bridge.syncNow(String(started.org.bells()[0]?.recordId));
    await vi.waitUntil(() => started.org.bells().length > i + 1, PATIENCE);
    await started.settled();
    // Another look on the same day.
    await started.bridge.syncNow(String(started.org.bells()[0]?.recordId));
    await started.settled();
    expect(titles(started).slice(1)).toEqual(
      Array.from({ length: i + 1 }, () => 'A deal from Microsoft is about to expire'),
    );
    expect(bodies(started).at(-1)).toContain(days === 1 ? 'in one day' : `in ${days} days`);
  }
}, 180_000);

it('are due as looks of their own', async () => {
  const started = await startBridge();
  const { id } = started.partnerCenter.createInbound({
    expirationDateTime: new Date(Date.now() + 7 * DAY_MS + 3_600_000).toISOString(),
  });
  await received(started, id);
  const pair = await started.store.findByReferral(id);
  expect(pair?.dueAt).toBeLessThanOrEqual(Date.now() + 3_600_000);
  started.jump(3_700_000);
  await vi.waitUntil(() => started.org.bells().length === 2, PATIENCE);
});

it('are not given for a day that was over when the deal came', async () => {
  const started = await startBridge();
  const { id } = started.partnerCenter.createInbound({
    expirationDateTime: new Date(Date.now() + 2 * DAY_MS).toISOString(),
  });
  await received(started, id);
  await started.bridge.syncNow(String(started.org.bells()[0]?.recordId));
  await started.settled();
  expect(titles(started)).toEqual(['New deal from Microsoft']);
});

it.each(['backfill', 'resync'] as const)('nothing rings in a %s', async (cause) => {
  const started = await startBridge();
  const { id } = started.partnerCenter.createInbound({
    expirationDateTime: new Date(Date.now() + 2 * DAY_MS).toISOString(),
  });
  await started.bridge.ring({ id: { referralId: id }, cause });
  await vi.waitUntil(() => started.org.query('SELECT Id FROM Opportunity').length === 1, PATIENCE);
  await started.settled();
  const [record] = started.org.query('SELECT Id FROM Opportunity');
  await started.bridge.syncNow(String(record?.['Id']));
  await started.settled();
  expect(started.org.bells()).toEqual([]);
});
