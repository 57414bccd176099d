/** Sellers' journeys, from a click to the other side and back, with everything real in between. */
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { NEXT_YEAR, nextYear } from '../sandbox/kit/days.ts';
import { stageForEachTest } from './stage.ts';

const OURS = 'The partner’s referral';
const THEIRS = 'Microsoft’s referral';

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);

  it('a seller shares a deal with a request for help, and Microsoft has it on the desk', async () => {
    const { seller, microsoft } = stage;
    await seller.open('Wide World – data platform');
    await seller.press('Share this deal');
    await seller.card.getByText(/^The customer agrees/).click();
    await seller.choose('How can Microsoft help?', 'Proof of concept or demo');
    await seller.card.getByRole('textbox', { name: 'Note to the Microsoft seller' }).fill('Line 4');
    await seller.press('Share and ask for help');
    await seller.shows('Waiting for an answer from Microsoft');
    await microsoft.open('Wide World – data platform');
    await microsoft.shows(THEIRS, 'Proof of concept or demo');
    await microsoft.shows(THEIRS, 'Line 4');
    await microsoft.shows(OURS, '75,000 USD');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('a deal that is stopped by the checklist is mended on the card and goes out', async () => {
    const { seller, microsoft } = stage;
    await seller.open('Adventure Works – shop tills');
    await seller.shows('At least one Microsoft solution');
    await seller.press('Choose solutions');
    await seller.card.getByRole('button', { name: /Contoso Retail/ }).click();
    await seller.press('Save');
    await seller.shows('In sync');
    await microsoft.open('Adventure Works – shop tills');
    await microsoft.shows(OURS, 'Contoso Retail');
    await microsoft.shows(OURS, '28,000 USD');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('Microsoft accepts, and the seller who has the record open sees who and which number', async () => {
    const { seller, microsoft } = stage;
    await seller.open('Northwind – one ERP for all shops');
    await seller.shows('Waiting for an answer from Microsoft');
    await microsoft.open('Northwind – one ERP for all shops');
    await microsoft.act('Accept', {
      'Seller’s first name': 'Ada',
      'Last name': 'Berg',
      'E-mail': 'ada.berg@microsoft.example',
      'Microsoft’s CRM id': '7-MSX',
    });
    await seller.shows('Ada Berg');
    await seller.shows('7-MSX');
    expect(await seller.card.getByText('Waiting for an answer from Microsoft').count()).toBe(0);
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('value and date changed in the record are at Partner Center', async () => {
    const { seller, microsoft } = stage;
    await microsoft.open('Fabrikam – warehouse robots');
    await seller.open('Fabrikam – warehouse robots');
    await seller.edit({ Amount: '61500', 'Close Date': `5/31/${NEXT_YEAR}` });
    await microsoft.shows(OURS, '61,500 USD');
    await microsoft.shows(OURS, `31 May ${NEXT_YEAR}`);
    await seller.shows('In sync');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('value and date that Microsoft changes are in the record', async () => {
    const { seller, microsoft } = stage;
    await seller.open('Tailspin Toys – Microsoft referral');
    await microsoft.open('Tailspin Toys');
    await microsoft.act(
      'Edit value, date, notes',
      { Value: '47300', 'Close date': nextYear('08-20') },
      'Save',
    );
    await expect
      .poll(
        async () => {
          await seller.page.reload();
          return seller.highlights();
        },
        { timeout: 30_000, interval: 1000 },
      )
      .toMatch(new RegExp(`8/20/${NEXT_YEAR}[\\s\\S]*\\$47,300\\.00`));
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('with the bridge down the save works, the card says it waits, and it heals by itself', async () => {
    const { seller, microsoft, sandbox } = stage;
    await seller.open('Fabrikam – warehouse robots');
    await microsoft.open('Fabrikam – warehouse robots');
    await sandbox.page('POST', '/_control/bridge/kill');
    await seller.edit({ Amount: '63000' });
    await seller.shows('On its way');
    await seller.press('Sync now');
    await seller.shows(/bridge/i);
    expect(await microsoft.part(OURS).getByText('63,000 USD').count()).toBe(0);
    await sandbox.page('POST', '/_control/bridge/start');
    await microsoft.shows(OURS, '63,000 USD');
    await seller.shows('In sync');
    const unexpected = stage
      .problems()
      .filter((problem) => !/apex\/CoSellCardController\/syncNow|status of 50\d/.test(problem));
    expect(unexpected).toEqual([]);
    await stage.sound();
  });
});
