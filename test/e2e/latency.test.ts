/**
 * How long a change takes, printed; a machine of its own speed, so nothing is asserted but that every change arrives.
 * The simulators' journals say when something was written; they and this test read the same clock.
 */
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { nextYear } from '../sandbox/kit/days.ts';
import { stageForEachTest } from './stage.ts';

type Entry = { at: string; id: string; after: Record<string, unknown>; changed: string[] };

const ROUNDS = 15;
const DEALS = 8;
const soon = { timeout: 60_000, interval: 50 };

await describeInBrowser('how long a change takes', (browser) => {
  const stage = stageForEachTest(browser);

  const entries = async (side: 'org' | 'partnerCenter') => {
    const answer = await fetch(`${stage.sandbox.ready.control[side]}/journal`);
    return (await answer.json()) as Entry[];
  };
  /** When the first write that fits was made. */
  const writtenAt = async (side: 'org' | 'partnerCenter', fits: (entry: Entry) => boolean) => {
    let found: Entry | undefined;
    await expect.poll(async () => (found = (await entries(side)).find(fits)), soon).toBeDefined();
    return Date.parse(found?.at ?? '');
  };

  it('from a save in the card to Partner Center', async () => {
    const { seller } = stage;
    await seller.open('Fabrikam – warehouse robots');
    const took: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const text = `Round ${round} of ${ROUNDS}`;
      await seller.press('Change: Notes shared with Microsoft');
      await seller.card.getByRole('textbox').fill(text);
      const since = Date.now();
      await seller.press('Save');
      const at = await writtenAt('partnerCenter', ({ after }) => notesOf(after) === text);
      took.push(at - since);
      await seller.shows('In sync');
    }
    print('save in the card → written at Partner Center', took);
    expect(took).toHaveLength(ROUNDS);
  });

  it("from the Microsoft seller's click to the record, and to a card that stays open", async () => {
    const { microsoft, sandbox } = stage;
    const customers = Array.from({ length: DEALS }, (_each, i) => `Customer ${i + 1}`);
    const cards = new Map<string, Awaited<ReturnType<typeof stage.anotherSeller>>>();
    const ids = new Map<string, string>();
    for (const customer of customers) {
      const id = await sharedDeal(customer);
      const card = await stage.anotherSeller();
      await card.openRecord(id);
      await card.shows('Waiting for an answer from Microsoft');
      cards.set(customer, card);
      ids.set(customer, id);
    }
    const toRecord: number[] = [];
    const toCard: Promise<number>[] = [];
    for (const customer of customers) {
      await microsoft.open(customer);
      await microsoft.fillIn('Accept', { 'Microsoft’s CRM id': `MSX-${customer}` });
      const since = Date.now();
      await microsoft.send('Accept');
      toCard.push(shownAt(cards.get(customer), `MSX-${customer}`).then((at) => at - since));
      const id = ids.get(customer);
      const at = await writtenAt(
        'org',
        ({ id: written, after }) =>
          written === id && after['Microsoft_CRM_Identifier__c'] === `MSX-${customer}`,
      );
      toRecord.push(at - since);
    }
    print("Microsoft seller's click → written on the record", toRecord);
    print("Microsoft seller's click → on a card that stays open", await Promise.all(toCard));
    expect(toRecord).toHaveLength(DEALS);

    async function sharedDeal(customer: string): Promise<string> {
      const made = await sandbox.page<{ id: string }>('POST', '/api/deals', {
        customer,
        amount: 30_000,
        closeDate: nextYear('06-30'),
      });
      const { id } = made.body;
      const shared = await sandbox.page('PATCH', `/api/deals/${id}`, {
        Sync_with_Partner_Center__c: true,
        Co_Sell_Customer_Consent__c: true,
        How_can_Microsoft_help__c: 'Proof of concept or demo',
      });
      expect(shared.status).toBe(200);
      return id;
    }
  });
});

async function shownAt(
  card: { shows(text: string): Promise<void> } | undefined,
  text: string,
): Promise<number> {
  await card?.shows(text);
  return Date.now();
}

const notesOf = (referral: Record<string, unknown>): unknown =>
  (referral['details'] as { notes?: string } | undefined)?.notes;

function print(what: string, took: number[]): void {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number) =>
    ((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) / 1000).toFixed(2);
  process.stdout.write(
    `\nLATENCY ${what}: median ${at(0.5)} s, p95 ${at(0.95)} s (${sorted.length} times)\n`,
  );
}
