import { get } from 'node:http';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../driver/test-browser.ts';
import { openPage } from '../driver/visit.ts';
import { orgWithPages } from './org-with-pages.ts';

await describeInBrowser('signing in to the org', (browser) => {
  const held = orgWithPages();
  const at = async (path: string) => {
    const open = await openPage(browser, 'desktop', { baseURL: held.org.url });
    await open.page.goto(path);
    return open;
  };

  it('offers everybody with a sentence about what they may do', async () => {
    await using seen = await at('/');
    await seen.page.getByRole('button', { name: /Sam Without/ }).waitFor();
    const names = await seen.page.getByRole('listitem').allInnerTexts();
    expect(names).toHaveLength(4);
    expect(names.find((text) => text.includes('Anna Seller'))).toMatch(
      /Seller\s+Shares deals with Microsoft/,
    );
    expect(seen.problems).toEqual([]);
  });

  it('leads to the first tab, and out again', async () => {
    await using seen = await at('/');
    const { page } = seen;
    await page.getByRole('button', { name: /Anna Seller/ }).click();
    await page.getByRole('heading', { name: 'All Opportunities' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/lightning/o/Opportunity/list');
    await page.getByRole('button', { name: 'User menu of Anna Seller' }).click();
    await page.getByRole('menuitem', { name: 'Log Out' }).click();
    await page.getByRole('heading', { name: 'Simulated Salesforce org' }).waitFor();
    await page.goBack();
    await page.getByText('Your session has ended.').waitFor();
    expect(seen.problems.filter((problem) => !problem.includes('401'))).toEqual([]);
  });

  it('is asked for again when the session has ended, and leads back to the page', async () => {
    await using seen = await held.open(browser, 'anna', '/lightning/o/Opportunity/list');
    const { page } = seen;
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Leads' }).click();
    await page.getByText('Your session has ended. Sign in again to go on.').waitFor();
    await page.getByRole('button', { name: /Mona Manager/ }).click();
    await page.getByRole('heading', { name: /Leads/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/lightning/o/Lead/list');
  });

  it.each([
    'https://example.com/lightning/o/Lead/list',
    '//example.com/lightning/x',
    '/_control/x',
  ])('leads to no other place than the org: %s', async (startURL) => {
    await using seen = await at(`/?startURL=${encodeURIComponent(startURL)}`);
    await seen.page.getByRole('button', { name: /Anna Seller/ }).click();
    await seen.page.getByRole('heading', { name: 'All Opportunities' }).waitFor();
    expect(new URL(seen.page.url()).origin).toBe(held.org.url);
  });

  it('leaves no script to the page itself, and no other address', async () => {
    for (const path of ['/', '/lightning/o/Opportunity/list', '/lightning/components.js']) {
      const policy = (await fetch(held.org.url + path)).headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'; script-src 'self';");
      expect(policy).not.toMatch(/https?:|\*/);
    }
  });

  it.each([
    '/lightning/assets/page/../../lightning.ts',
    '/lightning/assets/slds/%2e%2e/package.json',
  ])('hands out no other file: %s', async (path) => {
    expect(await statusOf(held.org.url, path)).toBe(404);
  });
});

/** Sent as it stands: what else asks would shorten the path before. */
const statusOf = (url: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
