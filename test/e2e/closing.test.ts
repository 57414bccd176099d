/** How a deal ends: a seller closes it, takes it back within the window or lets Microsoft know. */
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { stageForEachTest } from './stage.ts';

const OURS = 'The partner’s referral';
const WON = 'Northwind – one ERP for all shops';
const LOST = 'Wide World – data platform';
const REASON = 'Customer chose another vendor';
const STAGE = 'Proposal/Price Quote';

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);

  type Closed = { kind: string; after: { status?: string } | null };
  const closedAtPartnerCenter = async () => {
    const answer = await fetch(`${stage.sandbox.ready.control.partnerCenter}/journal`);
    const entries = (await answer.json()) as Closed[];
    return entries.filter(({ after }) => after?.status === 'Closed').length;
  };

  it('a deal that is won is taken back within the window, then won for good', async () => {
    const { seller, microsoft } = stage;
    await seller.open(WON);
    await microsoft.open(WON);
    await microsoft.act('Accept', {
      'Seller’s first name': 'Ada',
      'Last name': 'Berg',
      'E-mail': 'ada.berg@microsoft.example',
    });
    await seller.shows('Ada Berg');
    await seller.close('Closed Won');
    await seller.shows('Microsoft will be told soon');
    await seller.shows(/^Microsoft is told "Won" on/);
    await seller.shows(/a deal won within 72 hours of being shared may be refused/);
    await stage.picture('closing-won-window');
    await seller.press(`Undo: back to ${STAGE}`);
    await seller.shows('Microsoft works with you on this deal');
    expect(await seller.card.getByText('Microsoft will be told soon').count()).toBe(0);
    await stage.sound();
    await microsoft.shows(OURS, 'Active');
    expect(await closedAtPartnerCenter()).toBe(0);

    await seller.close('Closed Won');
    await seller.press('Send now');
    await seller.shows('Send it at once? Partner Center cannot undo it.');
    await seller.press('Yes, send it');
    await seller.shows('Partner Center shows this deal as won.');
    await microsoft.shows(OURS, 'Won');
    expect(await closedAtPartnerCenter()).toBe(1);
    await stage.picture('closing-won');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('a deal that is lost goes with the reason that the seller gave', async () => {
    const { seller, microsoft } = stage;
    await seller.open(LOST);
    await seller.press('Share this deal');
    await seller.card.getByText(/^The customer agrees/).click();
    await seller.card.getByText('Microsoft sellers too').click();
    await seller.press('Share with Microsoft');
    await seller.shows('Shared with Microsoft');
    await microsoft.open(LOST);
    await seller.close('Closed Lost');
    await seller.shows(/^Microsoft is told "Lost" on/);
    await seller.choose('Reason for Microsoft', REASON);
    await stage.picture('closing-lost-reason');
    await seller.press('Send now');
    await seller.press('Yes, send it');
    await microsoft.shows(OURS, 'Lost');
    await microsoft.shows(OURS, REASON);
    await seller.shows(REASON);
    await stage.picture('closing-lost');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });
});
