/** A qualified lead, from the bell to the deal that it becomes. */
import { beforeAll, expect, it, vi } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import { PACE } from '../sandbox/start/pace.ts';
import { stageForEachTest } from './stage.ts';

const OURS = 'The partner’s referral';
const COMPANY = 'Lamna Healthcare';

await describeInBrowser('in the whole sandbox', (browser) => {
  const stage = stageForEachTest(browser);
  const control = async <T>(method: string, url: string, body?: object): Promise<T> => {
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.status, url).toBeLessThan(300);
    return (await answer.json()) as T;
  };
  const rowsOf = async (type: string) =>
    control<Record<string, unknown>[]>('GET', `${stage.sandbox.ready.control.org}/records/${type}`);

  const sweptAt = async (): Promise<number> => {
    const { bridge, credentials } = stage.sandbox.ready;
    const answer = await fetch(`${bridge}/v1/operations/health`, {
      headers: { authorization: `Bearer ${credentials.operationsKey}` },
    });
    const { lastSweep } = (await answer.json()) as { lastSweep: { settings: string | null } };
    return Date.parse(lastSweep.settings ?? '');
  };

  /**
   * An administrator switches leads on. One that comes before the bridge has read that is fetched later, as any that waited
   * is: without a bell. So this waits for a look at settings that were read since.
   */
  beforeAll(async () => {
    const settings = 'Co_Sell_Setting__mdt';
    const own = (await rowsOf(settings)).find(({ DeveloperName }) => DeveloperName === 'Org');
    const url = `${stage.sandbox.ready.control.org}/records/${settings}/${String(own?.['Id'])}`;
    await control('PATCH', url, { Leads__c: 'On' });
    const readSince = Date.now() + PACE.profileMs;
    const isRead = async () => (await sweptAt()) > readSince;
    await vi.waitUntil(isRead, { timeout: 60_000, interval: 500 });
  });

  it('is accepted on its card, converted, and goes on as one deal', async () => {
    const { seller, microsoft, sandbox } = stage;
    await control('POST', `${sandbox.ready.control.partnerCenter}/inbound`, {
      type: 'Independent',
      qualification: 'SalesQualified',
      customerProfile: { name: COMPANY },
    });
    const entry = await seller.inBell('New lead from Microsoft', COMPANY);
    await stage.picture('lead-bell');
    await entry.click();
    await seller.shows('A lead from Microsoft');
    await seller.shows(/left to answer/);
    await stage.picture('lead-pending');
    await seller.press('Accept');
    await seller.press('Accept the deal');
    await seller.shows('You accepted this lead');
    await microsoft.open(COMPANY);
    await microsoft.shows(OURS, 'Accepted');
    await seller.press('Sync now');
    await seller.shows('Both sides are up to date.');
    await seller.press('Show the whole history');
    await seller.card
      .getByRole('list', { name: 'History' })
      .getByText('Accepted')
      .first()
      .waitFor();
    await stage.picture('lead-accepted');

    await seller.page.getByRole('button', { name: 'Convert', exact: true }).click();
    const dialog = seller.page.getByRole('dialog', { name: 'Convert Lead' });
    await dialog.getByRole('textbox', { name: 'Opportunity Name' }).fill('Lamna – clinics');
    await stage.picture('lead-convert');
    await dialog.getByRole('button', { name: 'Convert' }).click();
    const converted = seller.page.getByRole('dialog', { name: 'Your lead has been converted' });
    await converted.waitFor();
    await stage.picture('lead-converted');
    // Before the bridge has heard of it the deal is one like any other, and its card has no reason to look again.
    await expect.poll(() => nameless(), { timeout: 60_000 }).toBe(0);
    await converted.getByRole('link', { name: 'Lamna – clinics' }).click();
    await seller.card.getByRole('heading', { name: 'Co-sell with Microsoft' }).waitFor();
    await seller.shows('In sync');
    await seller.shows('Active · Accepted');
    await stage.picture('lead-deal');

    await seller.edit({ Amount: '64200' });
    await microsoft.shows(OURS, '64,200 USD');
    expect(await count('Opportunity', 'Name', 'Lamna – clinics')).toBe(1);
    expect(await count('Account', 'Name', COMPANY)).toBe(1);
    expect(await count('Lead', 'Company', COMPANY)).toBe(1);
    expect(await referralsOf(COMPANY)).toBe(1);
    expect(stage.problems()).toEqual([]);
    await stage.sound({ leads: true });

    async function count(type: string, field: string, value: string): Promise<number> {
      return (await rowsOf(type)).filter((row) => row[field] === value).length;
    }
    async function nameless(): Promise<number> {
      const deals = (await rowsOf('Opportunity')).filter(({ Name }) => Name === 'Lamna – clinics');
      return deals.filter((deal) => deal['Referral_Identifier__c'] === null).length;
    }
    async function referralsOf(customer: string): Promise<number> {
      type Kept = { customerProfile: { name: string } };
      const url = `${sandbox.ready.control.partnerCenter}/referrals`;
      const all = await control<Kept[]>('GET', url);
      return all.filter(({ customerProfile }) => customerProfile.name === customer).length;
    }
  });
});
