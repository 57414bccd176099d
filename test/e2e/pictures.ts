/** Part of `npm run screenshots`: the two tabs of the sandbox, after Microsoft accepted a deal. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser/driver/launch-browser.ts';
import { runSandbox } from '../sandbox/running-sandbox.ts';
import { MicrosoftDesk } from './microsoft-desk.ts';
import { SellerPage } from './seller-page.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images', import.meta.url));
const VIEW = { width: 1280, height: 960 };
const DEAL = 'Northwind – one ERP for all shops';
const MOST_BYTES = 200_000;

const sandbox = await runSandbox();
const browser = await launchBrowser();
try {
  const tab = () => browser.newPage({ viewport: VIEW, reducedMotion: 'reduce' });
  const microsoft = new MicrosoftDesk(await tab(), sandbox.ready.microsoft);
  await microsoft.open(DEAL);
  await microsoft.act('Accept', {
    'Seller’s first name': 'Ada',
    'Last name': 'Berg',
    'E-mail': 'ada.berg@microsoft.example',
    'Microsoft’s CRM id': '7-4XKQ2M',
  });
  await microsoft.shows('Webhooks sent', 'related-referral-updated');
  const seller = new SellerPage(await tab(), sandbox.ready.org);
  await seller.signIn('Anna Seller');
  await seller.open(DEAL);
  await seller.shows('Ada Berg');
  await take(seller.page, 'salesforce-tab.png');
  await take(microsoft.page, 'microsoft-tab.png');
} finally {
  await browser.close();
  await sandbox.stop();
}

async function take(page: Page, file: string): Promise<void> {
  const png = await page.screenshot();
  writeFileSync(join(IMAGES, file), png);
  process.stdout.write(`docs/images/${file}: ${Math.ceil(png.length / 1000)} kB\n`);
  if (png.length > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES} bytes`);
}
