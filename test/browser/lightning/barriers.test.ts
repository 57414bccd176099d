import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBarriers, findOverflow } from '../driver/find-faults.ts';
import { describeInBrowser } from '../driver/test-browser.ts';
import { orgWithPages, recordPath, type Who } from './org-with-pages.ts';

type Look = readonly [
  what: string,
  who: Who,
  path: (dealId: string) => string,
  open?: (page: Page) => Promise<void>,
];

const click = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).click();

const LOOKS: Look[] = [
  ['a list', 'anna', () => '/lightning/o/Opportunity/list'],
  [
    'the choice of lists',
    'anna',
    () => '/lightning/o/Opportunity/list',
    (page) => page.getByRole('button', { name: /Select a list view/ }).click(),
  ],
  ['an empty list', 'anna', () => '/lightning/o/Lead/list'],
  ['the form for a new deal', 'anna', () => '/lightning/o/Opportunity/new'],
  [
    'the form with complaints',
    'anna',
    () => '/lightning/o/Opportunity/new',
    (page) => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click(),
  ],
  [
    'the search for an account',
    'anna',
    () => '/lightning/o/Opportunity/new',
    (page) => page.getByRole('combobox', { name: 'Account Name' }).click(),
  ],
  ['a record', 'anna', recordPath],
  ['its details being edited', 'anna', recordPath, click('Edit Amount')],
  ['the card with its form', 'anna', recordPath, click('Share this deal')],
  ['the question before a record is deleted', 'anna', recordPath, click('Delete')],
  ['the user menu', 'anna', recordPath, click('User menu of Anna Seller')],
  ['the bell', 'anna', recordPath, click('Notifications')],
  [
    'a related list',
    'anna',
    (id) => `/lightning/r/Opportunity/${id}/related/Microsoft_Solutions__r/view`,
  ],
  ['a record for somebody without co-sell', 'sam', recordPath],
  ['a page that is closed', 'sam', () => '/lightning/n/Co_Sell_Operations'],
];

await describeInBrowser('the org’s pages', (browser) => {
  const held = orgWithPages();
  let dealId: string | undefined;
  const deal = () =>
    (dealId ??= held.createDeal({ Name: 'Deal with a name', customer: 'Fabrikam', Amount: 100 }));

  const looks = (['desktop', 'phone'] as const).flatMap((size) =>
    LOOKS.map(([what, who, path, open]) => ({ size, what, who, path, open })),
  );

  it.each(looks)('have no barrier at $size width: $what', async ({ size, who, path, open }) => {
    await using seen = await held.open(browser, who, path(deal()), size);
    if (open) await open(seen.page);
    await seen.quiet();
    expect(await findBarriers(seen.page)).toEqual([]);
    expect(await findOverflow(seen.page)).toEqual([]);
    expect(seen.problems).toEqual([]);
  });

  it('have none at the sign-in', async () => {
    await using seen = await held.open(browser, 'anna', '/');
    await seen.page.getByRole('button', { name: /Anna Seller/ }).waitFor();
    expect(await findBarriers(seen.page)).toEqual([]);
    expect(seen.problems).toEqual([]);
  });

  it('are worked by keys alone: a list, a record, a field', async () => {
    await using seen = await held.open(browser, 'anna', '/lightning/o/Opportunity/list');
    const { page } = seen;
    deal();
    await page.reload();
    await seen.quiet();
    await tabTo(page, 'Deal with a name');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit Next Step' }).waitFor();
    await tabTo(page, 'Edit Next Step');
    await page.keyboard.press('Enter');
    await page.keyboard.type('By keys');
    await tabTo(page, 'Save');
    await page.keyboard.press('Enter');
    await page.getByText('Opportunity "Deal with a name" was saved.').waitFor();
    expect(seen.problems).toEqual([]);
  });

  it('keep the focus in a modal, and give it back', async () => {
    await using seen = await held.open(browser, 'anna', recordPath(deal()));
    const { page } = seen;
    await click('Edit')(page);
    await seen.quiet();
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      const isBehind = await page.evaluate<boolean>(
        `document.getElementById('frame').contains(document.activeElement)`,
      );
      expect(isBehind).toBe(false);
    }
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Edit');
  });
});

const MOST_TABS = 90;

async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < MOST_TABS; n += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  throw new Error(`${MOST_TABS} tabs did not lead to ${name}`);
}

const focused = (page: Page) => page.evaluate<string>(`document.activeElement.textContent.trim()`);
