/** What a seller does with deals that Microsoft sends, from the bell to the answer on the other side. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../browser/driver/test-browser.ts';
import type { SellerPage } from './seller-page.ts';
import { stageForEachTest } from './stage.ts';

const OURS = 'The partner’s referral';
const SEEN = fileURLToPath(new URL('../../test-results/receiving', import.meta.url));

await describeInBrowser('deals that Microsoft sends', (browser) => {
  const stage = stageForEachTest(browser);

  /** Sent at Microsoft; the seller comes to it by the bell. */
  async function sent(customer: string): Promise<void> {
    const answer = await fetch(`${stage.sandbox.ready.control.partnerCenter}/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customerProfile: { name: customer } }),
    });
    expect(answer.ok).toBe(true);
    await rung(stage.seller, 'New deal from Microsoft', customer);
  }

  async function rung(seller: SellerPage, title: string, customer: string): Promise<void> {
    const entry = await seller.inBell(title, customer);
    await picture(seller, `${customer} – ${title}`);
    await entry.click();
    await seller.card.getByRole('heading', { name: 'Co-sell with Microsoft' }).waitFor();
  }

  async function picture({ page }: SellerPage, name: string): Promise<void> {
    mkdirSync(SEEN, { recursive: true });
    await page.screenshot({ path: join(SEEN, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`) });
  }

  it('one is accepted on the card, and the stage follows', async () => {
    const { seller, microsoft } = stage;
    await sent('Alpine Ski House');
    await seller.shows(/left to answer/);
    await picture(seller, 'Alpine – on hold');
    await seller.press('Accept');
    await seller.press('Accept the deal');
    await seller.shows('In sync');
    await microsoft.open('Alpine Ski House');
    await microsoft.shows(OURS, 'Accepted');
    await expect
      .poll(() => seller.highlights(), { timeout: 30_000 })
      .toContain('Proposal/Price Quote');
    await picture(seller, 'Alpine – accepted');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('one is declined with a reason, which both sides show, and the card says what is left to do', async () => {
    const { seller, microsoft } = stage;
    await sent('Blue Yonder');
    await seller.press('Decline');
    await seller.choose('Reason', 'Not a customer');
    await seller.press('Decline the deal');
    await seller.shows('A declined deal cannot be accepted any more.');
    await seller.shows('Not a customer');
    await picture(seller, 'Blue – declined');
    await microsoft.open('Blue Yonder');
    await microsoft.shows(OURS, 'Declined');
    await microsoft.shows(OURS, 'Not a customer');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });

  it('one that nobody answers expires, and the bell says so', async () => {
    const { seller, microsoft } = stage;
    await sent('City Power');
    await microsoft.open('City Power');
    await microsoft.act('Expire now');
    await rung(seller, 'This deal has expired', 'City Power');
    await seller.shows('Expired');
    await picture(seller, 'City – expired');
    expect(stage.problems()).toEqual([]);
    await stage.sound();
  });
});
