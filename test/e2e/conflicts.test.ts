/** A field that both sides changed at once: asked on the card, chosen there, and asked again when the choice is stale. */
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { stageForEachTest } from './stage.ts';

const DEAL = 'Tailspin Toys – Microsoft referral';
const OURS = 'The partner’s referral';
const EDIT = 'Edit value, date, notes';

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);
  const bridge = (what: 'kill' | 'start') => stage.sandbox.page('POST', `/_control/bridge/${what}`);

  it('both values stand on a tile, a stale choice is asked again, and the one that is chosen is on both sides', async () => {
    const { seller, microsoft } = stage;
    const tile = seller.card.locator('c-co-sell-conflict');
    const keep = (owner: string) => tile.getByRole('button', { name: `Keep this: ${owner}` });
    await microsoft.open('Tailspin Toys');
    await seller.open(DEAL);
    await seller.press('Accept');
    await seller.press('Accept the deal');
    await seller.shows('In sync');

    await bridge('kill');
    await seller.press('Change: Notes shared with Microsoft');
    await seller.card.getByRole('textbox').fill('Pilot in Bremen');
    await seller.press('Save');
    await microsoft.act(EDIT, { Notes: 'Pilot in Ulm' }, 'Save');
    await bridge('start');
    await seller.shows('Choose which values to keep');
    await tile.getByRole('heading', { name: 'Shared notes' }).waitFor();
    await tile.getByText('Pilot in Bremen').waitFor();
    await tile.getByText('Pilot in Ulm').waitFor();
    await tile.getByText(/^Open since/).waitFor();
    await tile.getByText(/Anna Seller/).waitFor();
    await stage.picture('conflict-asked');

    await bridge('kill');
    await microsoft.act(EDIT, { Notes: 'Pilot in Ulm, later' }, 'Save');
    await keep('Here in Salesforce').click();
    await tile.getByText('Your choice is saved and carried out in a moment.').waitFor();
    await bridge('start');
    await tile.getByText('A value has changed since you chose. Please choose again.').waitFor();
    await tile.getByText('Pilot in Ulm, later').waitFor();
    await stage.picture('conflict-asked-again');
    await microsoft.shows(OURS, 'Pilot in Ulm, later');

    await keep('In Partner Center').click();
    await seller.shows('In sync');
    expect(await tile.count()).toBe(0);
    await seller.shows('Pilot in Ulm, later');
    await microsoft.shows(OURS, 'Pilot in Ulm, later');
    await stage.picture('conflict-chosen');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });
});
