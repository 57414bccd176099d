/** What sellers and managers do with solutions and links, from a click to the other side. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { stageForEachTest } from './stage.ts';

const OURS = 'The partner’s referral';
const KEPT = fileURLToPath(new URL('../../test-results/e2e/solutions', import.meta.url));

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);
  const picture = (name: string) => {
    mkdirSync(KEPT, { recursive: true });
    return stage.seller.page.screenshot({ path: `${KEPT}/${name}.png`, fullPage: true });
  };

  it('quantity and price edited on the card are at Partner Center, and a wrong one is explained', async () => {
    const { seller, microsoft } = stage;
    await microsoft.open('Fabrikam – warehouse robots');
    await seller.open('Fabrikam – warehouse robots');
    await seller.press('Change: Microsoft solutions');
    const group = seller.card.getByRole('group').first();
    await group.getByLabel('Quantity').fill('3');
    await group.getByLabel('Price each').fill('1250.5');
    await group.getByLabel('Currency').fill('us');
    await seller.press('Save');
    await seller.shows('A currency has three letters');
    await picture('wrong-currency');
    await group.getByLabel('Currency').fill('usd');
    await seller.press('Save');
    await seller.shows(/– 3 × 1250\.5 USD/);
    await microsoft.shows(OURS, /1,250\.5/);
    await seller.shows('In sync');
    await seller.shows(/: quantity Empty → 3, price Empty → 1,250\.5 USD$/);
    await picture('saved');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('a deal is unlinked after a question, and the referral stays', async () => {
    const { seller, microsoft } = stage;
    await seller.open('Fabrikam – warehouse robots');
    await seller.press('More co-sell actions');
    await seller.card.getByRole('menuitem', { name: 'Unlink from Partner Center' }).click();
    await seller.shows('Nothing is deleted');
    await picture('unlink-question');
    await seller.press('Cancel');
    expect(await seller.card.getByText('Nothing is deleted').count()).toBe(0);
    await seller.press('More co-sell actions');
    await seller.card.getByRole('menuitem', { name: 'Unlink from Partner Center' }).click();
    await seller.press('Unlink');
    await seller.shows(/Ready to share|Not shared with Microsoft/);
    await picture('unlinked');
    await microsoft.open('Fabrikam – warehouse robots');
    await microsoft.shows(OURS, 'Active');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });
});
