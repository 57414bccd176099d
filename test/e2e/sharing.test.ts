/** How a deal grows from a private one to one that Microsoft works on, from the first click to Microsoft's answer. */
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { stageForEachTest } from './stage.ts';

const DEAL = 'Wide World – data platform';
const OURS = 'The partner’s referral';
const THEIRS = 'Microsoft’s referral';

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);

  it('a private deal asks for help later: explained before the click, shown to Microsoft, answered on the card', async () => {
    const { seller, microsoft } = stage;
    await seller.open(DEAL);
    await seller.press('Share this deal');
    await seller.shows('This will be a private deal');
    await seller.shows('It stands in Partner Center, where only your company sees it.');
    await seller.press('Put in Partner Center');
    await seller.shows('Ask the customer first, then tick this box.');
    await seller.card.getByText(/^The customer agrees/).click();
    await seller.press('Put in Partner Center');
    await seller.shows('In Partner Center, private');
    await stage.picture('sharing-private');
    await microsoft.open(DEAL);
    await microsoft.shows(OURS, 'nobody at Microsoft is invited');
    expect(await microsoft.part(THEIRS).count()).toBe(0);

    await seller.press('Ask Microsoft for help');
    await seller.choose('How can Microsoft help?', 'Proof of concept or demo');
    await seller.shows('This will be a co-sell deal');
    await seller.shows(
      'A Microsoft seller is invited to help you and sees the deal, its contacts and your note.',
    );
    await seller.shows('never hide it again');
    await seller.card.getByRole('textbox', { name: 'Note to the Microsoft seller' }).fill('Line 4');
    await stage.picture('sharing-before-the-click');
    expect(await microsoft.part(THEIRS).count()).toBe(0);
    await seller.press('Ask for help');
    await seller.shows('Waiting for an answer from Microsoft');
    await microsoft.shows(THEIRS, 'Proof of concept or demo');
    await microsoft.shows(THEIRS, 'Line 4');
    await stage.picture('sharing-asked');

    await microsoft.act('Accept', {
      'Seller’s first name': 'Ada',
      'Last name': 'Berg',
      'E-mail': 'ada.berg@microsoft.example',
      'Microsoft’s CRM id': '7-WIDE',
    });
    await seller.shows('Microsoft works with you on this deal');
    await seller.shows('Ada Berg');
    await seller.shows('7-WIDE');
    await stage.picture('sharing-accepted');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });
});
