/** Microsoft's half of a deal, from the desk of Microsoft's seller to the card and back. */
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { stageForEachTest } from './stage.ts';

const DEAL = 'Northwind – one ERP for all shops';

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);

  it('Microsoft accepts, and the open card shows its seller, its number, its note and when', async () => {
    const { seller, microsoft } = stage;
    await seller.open(DEAL);
    await seller.shows('Waiting for an answer from Microsoft');
    await microsoft.open(DEAL);
    await microsoft.act('Accept', {
      'Seller’s first name': 'Ada',
      'Last name': 'Berg',
      'E-mail': 'ada.berg@microsoft.example',
      'Microsoft’s CRM id': '7-4XKQ2M',
      'Notes for the partner': 'An architect joins the first call.',
    });
    await seller.shows('Ada Berg');
    await seller.shows('7-4XKQ2M');
    await seller.shows('An architect joins the first call.');
    await seller.shows('Last changed by Microsoft');
    await seller.press('Show the whole history');
    await seller.shows(/Ada Berg \(Microsoft\)/);
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });
});
