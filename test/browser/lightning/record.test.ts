import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { REGION } from '../../sandbox/org/hostile/deals.ts';
import { describeInBrowser } from '../driver/test-browser.ts';
import { orgWithPages, recordPath } from './org-with-pages.ts';

const SHARED = { Sync_with_Partner_Center__c: true, Co_Sell_Customer_Consent__c: true };

await describeInBrowser('the page of an Opportunity', (browser) => {
  const held = orgWithPages();
  const openDeal = async (name: string, fields: object = {}) => {
    const id = held.createDeal({ Name: name, customer: 'Fabrikam', Amount: 5000, ...fields });
    return { id, seen: await held.open(browser, 'anna', recordPath(id)) };
  };

  it('has the parts that its Lightning page names, where it says', async () => {
    const opened = await openDeal('Placed');
    await using seen = opened.seen;
    const regions = await seen.page
      .evaluate<object>(`Object.fromEntries([...document.querySelectorAll('[data-region]')].map(
        (region) => [region.dataset.region, [...region.children].map((part) => part.dataset.part)],
      ))`);
    expect(regions).toEqual({
      header: ['force:highlightsPanel', 'runtime_sales_pathassistant:pathAssistant'],
      main: ['force:detailPanel', 'force:relatedListContainer'],
      sidebar: ['coSellCard'],
    });
    expect(await facts(seen.page)).toMatchObject({
      'Account Name': 'Fabrikam',
      Amount: '$5,000.00',
      'Close Date': '3/31/2027',
      'Opportunity Owner': 'Anna Seller',
    });
    expect(seen.problems).toEqual([]);
  });

  describe('edited where it stands', () => {
    /** Where a rule of the customer's refuses large deals without a next step. */
    const hostile = orgWithPages({ kind: 'hostile' });

    it('shows the new values everywhere, and the card knows', async () => {
      const opened = await openDeal('Edited', SHARED);
      await using seen = opened.seen;
      const { page } = seen;
      await page.getByText('On its way to Partner Center').waitFor();
      await page.getByRole('button', { name: 'Edit Amount' }).click();
      const amount = page.getByRole('spinbutton', { name: 'Amount' });
      expect(await hasFocus(amount)).toBe(true);
      await amount.fill('7500');
      const read = page.waitForResponse(isCardRead);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Opportunity "Edited" was saved.').waitFor();
      await read;
      expect(await facts(page)).toMatchObject({ Amount: '$7,500.00' });
      expect(await detail(page, 'Amount')).toBe('$7,500.00');
      expect(await hasFocus(page.getByRole('button', { name: 'Edit Amount' }))).toBe(true);
      expect(
        held.org.query(`SELECT Amount FROM Opportunity WHERE Id = '${opened.id}'`),
      ).toMatchObject([{ Amount: 7500 }]);
      expect(seen.problems).toEqual([]);
    });

    it('says at the field why the org refused it, keeps what was typed, and takes it once it is mended', async () => {
      const customer = 'Fabrikam';
      const id = hostile.createDeal({ Name: 'Refused', customer, Amount: 5000, ...REGION });
      await using seen = await hostile.open(browser, 'anna', recordPath(id));
      const { page } = seen;
      await page.getByRole('button', { name: 'Edit Amount' }).click();
      await page.getByRole('spinbutton', { name: 'Amount' }).fill('2000000');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      const snag = page.getByRole('alert').filter({ hasText: 'We hit a snag.' });
      await snag.waitFor();
      expect(await page.getByRole('spinbutton', { name: 'Amount' }).inputValue()).toMatch(
        /2,?000,?000/,
      );
      const words = await page.locator('.org-details').innerText();
      await page.getByRole('textbox', { name: 'Next Step' }).fill('Call the board');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Opportunity "Refused" was saved.').waitFor();
      expect(words).toMatch(/next step/i);
      expect(await facts(page)).toMatchObject({ Amount: '$2,000,000.00' });
      expect(seen.problems.filter((problem) => !problem.includes('400'))).toEqual([]);
    });

    it('is as before when it is given up by Escape', async () => {
      const opened = await openDeal('Given up');
      await using seen = opened.seen;
      const { page } = seen;
      await page.getByRole('button', { name: 'Edit Next Step' }).click();
      await page.keyboard.type('Something');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('textbox', { name: 'Next Step' }).count()).toBe(0);
      expect(await detail(page, 'Next Step')).toBe('');
    });

    it('is complained about before it is sent when a required field is empty', async () => {
      const opened = await openDeal('Emptied');
      await using seen = opened.seen;
      const { page } = seen;
      await page.getByRole('button', { name: 'Edit Opportunity Name' }).click();
      const name = page.getByRole('textbox', { name: 'Opportunity Name' });
      await name.fill('');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Review the following fields').waitFor();
      expect(await name.getAttribute('aria-invalid')).toBe('true');
      expect(
        held.org.query(`SELECT Name FROM Opportunity WHERE Id = '${opened.id}'`),
      ).toMatchObject([{ Name: 'Emptied' }]);
    });
  });

  it('shows in its details what the card saved', async () => {
    const opened = await openDeal('Shared from the card');
    await using seen = opened.seen;
    const { page } = seen;
    expect(await detail(page, 'Sync with Partner Center')).toBe('No');
    await page.getByRole('button', { name: 'Share this deal' }).click();
    await page.getByText('The customer agrees').click();
    await page.getByRole('button', { name: 'Put in Partner Center' }).click();
    await page.getByText('On its way to Partner Center').waitFor();
    await expect.poll(() => detail(page, 'Sync with Partner Center')).toBe('Yes');
    expect(await detail(page, 'Co-Sell Sync Status')).toBe('Queued');
    expect(seen.problems).toEqual([]);
  });

  it('is closed by way of its path', async () => {
    const opened = await openDeal('Won', { StageName: 'Negotiation/Review' });
    await using seen = opened.seen;
    const { page } = seen;
    await page.getByRole('option', { name: /Proposal/ }).click();
    await page.getByRole('button', { name: 'Mark as Current Stage' }).click();
    await expect.poll(() => facts(page)).toMatchObject({ Stage: 'Proposal/Price Quote' });
    await page.getByRole('button', { name: 'Mark Stage as Complete' }).click();
    await expect.poll(() => facts(page)).toMatchObject({ Stage: 'Negotiation/Review' });
    await page.getByRole('button', { name: 'Mark Stage as Complete' }).click();
    const modal = page.getByRole('dialog', { name: 'Close This Opportunity' });
    await modal.getByRole('combobox', { name: 'Stage' }).selectOption('Closed Won');
    await modal.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => facts(page)).toMatchObject({ Stage: 'Closed Won' });
    await page.getByRole('button', { name: 'Change Closed Stage' }).waitFor();
    expect(seen.problems).toEqual([]);
  });

  it('keeps the step of its path that somebody looks at while the record changes', async () => {
    const opened = await openDeal('Looked at', { StageName: 'Qualification' });
    await using seen = opened.seen;
    const { page } = seen;
    await page.getByRole('option', { name: /Proposal/ }).click();
    await page.getByRole('button', { name: 'Mark as Current Stage' }).waitFor();
    await page.getByRole('button', { name: 'Edit Amount' }).click();
    await page.getByRole('spinbutton', { name: 'Amount' }).fill('7500');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Opportunity "Looked at" was saved.').waitFor();
    await expect.poll(() => facts(page)).toMatchObject({ Amount: '$7,500.00' });
    expect(await page.getByRole('button', { name: 'Mark as Current Stage' }).count()).toBe(1);
    expect(seen.problems).toEqual([]);
  });

  it('is edited in a modal from its button, and from the address of the editor', async () => {
    const opened = await openDeal('In a modal');
    await using seen = opened.seen;
    const { page } = seen;
    await page.goto(recordPath(opened.id).replace('/view', '/edit'));
    const modal = page.getByRole('dialog', { name: 'Edit In a modal' });
    await modal
      .getByRole('combobox', { name: 'Opportunity Type', exact: false })
      .or(modal.getByRole('combobox', { name: 'Type' }))
      .first()
      .waitFor();
    await modal.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(recordPath(opened.id));
    const edit = page.getByRole('button', { name: 'Edit', exact: true });
    await edit.click();
    await modal.getByRole('textbox', { name: 'Next Step' }).fill('Send an offer');
    await modal.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => detail(page, 'Next Step')).toBe('Send an offer');
    expect(await hasFocus(edit)).toBe(true);
    expect(seen.problems).toEqual([]);
  });

  it('is cloned without what only the bridge writes, and deleted after a question', async () => {
    const opened = await openDeal('Twice', SHARED);
    await using seen = opened.seen;
    const { page } = seen;
    await page.getByRole('button', { name: 'Clone' }).click();
    await page.getByText('Opportunity "Twice" was cloned.').waitFor();
    await expect.poll(() => page.url()).not.toContain(opened.id);
    await page.getByRole('button', { name: 'Delete' }).click();
    const modal = page.getByRole('dialog', { name: 'Delete Opportunity' });
    await modal.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Opportunity "Twice" was deleted.').waitFor();
    await page.getByRole('heading', { name: 'All Opportunities' }).waitFor();
    expect(held.org.query("SELECT Id FROM Opportunity WHERE Name = 'Twice'")).toMatchObject([
      { Id: opened.id },
    ]);
    expect(seen.problems).toEqual([]);
  });

  it('takes a contact role in its related list, where the deal is filled in already', async () => {
    const opened = await openDeal('With a contact');
    await using seen = opened.seen;
    const { page } = seen;
    held.org.as('seller:anna').create('Contact', { FirstName: 'Sue', LastName: 'Smith' });
    await page.getByRole('button', { name: 'New Opportunity Contact Role' }).click();
    const modal = page.getByRole('dialog', { name: 'New Opportunity Contact Role' });
    await modal.getByRole('combobox', { name: 'Contact' }).fill('sue');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await modal.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Contact Roles (1)' }).click();
    await page.getByRole('link', { name: 'Sue Smith' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(
      `/lightning/r/Opportunity/${opened.id}/related/OpportunityContactRoles/view`,
    );
    expect(seen.problems).toEqual([]);
  });

  it('says so when the org does not answer, once, and keeps what is shown', async () => {
    const opened = await openDeal('Alone');
    await using seen = opened.seen;
    const { page } = seen;
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Mark Stage as Complete' }).click();
    await page.getByRole('alert').filter({ hasText: 'The org does not answer.' }).first().waitFor();
    expect(await facts(page)).toMatchObject({ Stage: 'Prospecting' });
  });

  it.each([
    [
      'a record that is not there',
      '/lightning/r/Opportunity/006000000000999AAA/view',
      'We can’t open this record',
    ],
    ['an id of nothing', '/lightning/r/000000000000999AAA/view', 'We can’t open this record'],
    ['another address', '/lightning/r/Opportunity', 'Page doesn’t exist'],
  ])('is not there for %s', async (_what, path, title) => {
    await using seen = await held.open(browser, 'anna', path);
    await seen.page.getByRole('heading', { name: title }).waitFor();
    await seen.page.getByRole('link', { name: 'Go to Home' }).click();
    await seen.page.getByRole('heading', { name: 'All Opportunities' }).waitFor();
  });

  it('shows a user without co-sell no field of it, and saves all the same', async () => {
    const id = held.createDeal({ Name: 'Of both', customer: 'Contoso', ...SHARED });
    await using seen = await held.open(browser, 'sam', recordPath(id));
    const { page } = seen;
    await page.getByText('You cannot see the co-sell fields').waitFor();
    expect(await page.getByText('Sync with Partner Center').count()).toBe(0);
    await page.getByRole('button', { name: 'Edit Next Step' }).click();
    await page.keyboard.type('Mine');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => detail(page, 'Next Step')).toBe('Mine');
    expect(seen.problems).toEqual([]);
  });

  it('tells its owner in the bell', async () => {
    const opened = await openDeal('Rung', SHARED);
    await using seen = opened.seen;
    const { page } = seen;
    await held.notify(opened.id, 'Microsoft accepted', 'Rung has a seller now.');
    await page.goto('/lightning/o/Opportunity/list');
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click();
    await page.getByRole('link', { name: /Microsoft accepted/ }).click();
    await page.getByRole('heading', { name: 'Opportunity Rung' }).waitFor();
    expect(await page.getByRole('button', { name: 'Notifications', exact: true }).count()).toBe(1);
    expect(seen.problems).toEqual([]);
  });
});

const hasFocus = (locator: Locator) =>
  locator.evaluate((element: { matches(selector: string): boolean }) => element.matches(':focus'));

/** The card asks for the fields of a deal, the page for all. */
const isCardRead = (response: { url(): string }) =>
  response.url().includes('/lightning/api/records/') &&
  response.url().includes('Co_Sell_Change_Token__c');

/** The highlights, by label. */
const facts = (page: Page) =>
  page.evaluate<object>(`Object.fromEntries([...document.querySelectorAll('.org-fact')].map((fact) => [
    fact.querySelector('dt').textContent,
    fact.querySelector('dd').textContent,
  ]))`);

/** What the details show under a label. */
async function detail(page: Page, label: string): Promise<string> {
  const field = page
    .locator('.org-details .org-field')
    .filter({ has: page.locator('dt', { hasText: label }) });
  return (await field.locator('.org-field__value').first().textContent()) ?? '';
}
