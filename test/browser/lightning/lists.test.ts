import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../driver/test-browser.ts';
import { orgWithPages } from './org-with-pages.ts';

const LIST = '/lightning/o/Opportunity/list';

await describeInBrowser('a list of opportunities', (browser) => {
  const held = orgWithPages();

  it('has its columns, and is sorted by a click on one of them', async () => {
    held.createDeal({ Name: 'Middle', customer: 'Fabrikam', Amount: 900 });
    held.createDeal({ Name: 'Most', customer: 'Contoso', Amount: 10_000 });
    held.createDeal({ Name: 'Nothing', customer: 'Contoso' });
    await using seen = await held.open(browser, 'anna', `${LIST}?filterName=AllOpportunities`);
    expect(await columnsOf(seen.page)).toEqual([
      'Opportunity Name',
      'Account Name',
      'Stage',
      'Amount',
      'Close Date',
      'Owner Alias',
    ]);
    const amount = seen.page.getByRole('button', { name: 'Sort by Amount' });
    await amount.click();
    expect(await namesIn(seen.page)).toEqual(['Middle', 'Most', 'Nothing']);
    expect(await seen.page.getByText('3 items • Sorted by Amount').count()).toBe(1);
    await amount.click();
    expect(await namesIn(seen.page)).toEqual(['Most', 'Middle', 'Nothing']);
    expect(
      await seen.page.getByRole('columnheader', { name: 'Amount' }).getAttribute('aria-sort'),
    ).toBe('descending');
    expect(seen.problems).toEqual([]);
  });

  it('is changed for one of the package, and a row leads to its record', async () => {
    const shared = { Sync_with_Partner_Center__c: true, Co_Sell_Customer_Consent__c: true };
    held.createDeal({ Name: 'Shared', customer: 'Contoso', ...shared });
    await using seen = await held.open(browser, 'anna', LIST);
    const { page } = seen;
    await page.getByRole('button', { name: /Select a list view/ }).click();
    await page.getByRole('menuitemradio', { name: 'Co-Sell: My Deals' }).click();
    await page.getByRole('heading', { name: 'Co-Sell: My Deals' }).waitFor();
    await expect.poll(() => namesIn(page)).toEqual(['Shared']);
    await page.getByRole('link', { name: 'Shared' }).click();
    await page.getByRole('heading', { name: 'Opportunity Shared' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Co-Sell: My Deals' }).waitFor();
    expect(seen.problems).toEqual([]);
  });

  it('takes a new deal, after it has said what is missing', async () => {
    held.createDeal({ Name: 'First', customer: 'Northwind Traders' });
    await using seen = await held.open(browser, 'anna', LIST);
    const { page } = seen;
    const modal = page.getByRole('dialog', { name: 'New Opportunity' });
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await modal.getByRole('textbox', { name: 'Opportunity Name' }).fill('Twelve robots');
    await modal.getByRole('button', { name: 'Save' }).click();
    const snag = modal.getByRole('alert').filter({ hasText: 'We hit a snag.' });
    expect(await snag.getByRole('listitem').allInnerTexts()).toEqual(['Close Date', 'Stage']);
    await modal.getByRole('combobox', { name: 'Account Name' }).fill('north');
    await modal.getByRole('option', { name: 'Northwind Traders' }).click();
    await modal.getByRole('textbox', { name: 'Close Date' }).fill('Mar 1, 2027');
    await modal.getByRole('combobox', { name: 'Stage' }).click();
    await modal.getByRole('option', { name: 'Qualification' }).click();
    await modal.getByRole('spinbutton', { name: 'Amount' }).fill('1234.5');
    await modal.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Opportunity Twelve robots' }).waitFor();
    await page.getByText('Opportunity "Twelve robots" was created.').waitFor();
    const [row] = held.org.query(
      "SELECT Account.Name, StageName, CloseDate, Amount, Owner.Name FROM Opportunity WHERE Name = 'Twelve robots'",
    );
    expect(row).toMatchObject({
      Account: { Name: 'Northwind Traders' },
      StageName: 'Qualification',
      CloseDate: '2027-03-01',
      Amount: 1234.5,
      Owner: { Name: 'Anna Seller' },
    });
    expect(seen.problems).toEqual([]);
  });

  it('shows a user without co-sell another app, and no list that filters by what is hidden', async () => {
    await using seen = await held.open(browser, 'sam', LIST);
    const { page } = seen;
    expect(
      await page.getByRole('navigation', { name: 'Sales' }).getByRole('link').allInnerTexts(),
    ).toEqual(['Opportunities', 'Leads', 'Accounts', 'Contacts']);
    await page.getByRole('button', { name: /Select a list view/ }).click();
    expect(await page.getByRole('menuitemradio').allInnerTexts()).toEqual([
      'All Opportunities',
      'My Opportunities',
    ]);
    expect(seen.problems).toEqual([]);
  });
});

const columnsOf = async (page: Page) =>
  (await page.locator('thead th').allTextContents()).map((text) => text.replace('Sort by ', ''));

const namesIn = (page: Page) => page.locator('tbody th').allInnerTexts();
