import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../driver/test-browser.ts';
import { orgWithPages, recordPath } from './org-with-pages.ts';

const SHARED = { Sync_with_Partner_Center__c: true, Co_Sell_Customer_Consent__c: true };
const A_WHILE_MS = 20_000;

await describeInBrowser('what a page asks by itself', (browser) => {
  const held = orgWithPages();

  /** A deal whose answer is awaited, with the clock of the page in our hands. */
  async function openFollowed(name: string) {
    const id = held.createDeal({ Name: name, customer: 'Fabrikam', ...SHARED });
    const seen = await held.open(browser, 'anna', '/lightning/o/Lead/list');
    await seen.page.clock.install();
    await seen.page.goto(recordPath(id));
    await seen.page.getByText('On its way to Partner Center').waitFor();
    const asked: string[] = [];
    seen.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await pass(seen.page);
    await expect.poll(() => asked).toContain(`/lightning/api/records/${id}`);
    await expect.poll(() => asked).toContain('/lightning/api/notifications');
    await settled(seen.page);
    asked.length = 0;
    return { seen, asked, id };
  }

  it('ends with the card when another page is opened', async () => {
    const { seen, asked, id } = await openFollowed('Left');
    await using _closed = seen;
    await seen.page.getByRole('link', { name: 'Leads' }).click();
    await seen.page.getByRole('heading', { name: 'All Open Leads' }).waitFor();
    asked.length = 0;
    await pass(seen.page);
    await expect.poll(() => asked).toContain('/lightning/api/notifications');
    expect(asked).not.toContain(`/lightning/api/records/${id}`);
  });

  it('is nothing in a hidden tab, and goes on when somebody looks again', async () => {
    const { seen, asked, id } = await openFollowed('Hidden');
    await using _closed = seen;
    await show(seen.page, 'hidden');
    await pass(seen.page);
    await settled(seen.page);
    expect(asked.filter((path) => path.includes('/api/'))).toEqual([]);
    await show(seen.page, 'visible');
    await expect.poll(() => asked).toContain(`/lightning/api/records/${id}`);
    await expect.poll(() => asked).toContain('/lightning/api/notifications');
  });
});

const pass = (page: Page) => page.clock.runFor(A_WHILE_MS);

/** A call of our own comes after those of the page. */
const settled = (page: Page) =>
  page.evaluate<unknown>(`fetch('/lightning/assets/page/org.css').then((answer) => answer.status)`);

const show = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
