import type { Browser } from 'playwright-core';
import { visit } from '../driver/visit.ts';
import type { Picture } from './pictures.ts';

/** Wide enough to read, small enough for a page. */
const GAP_PX = 8;

/** A PNG of the states of a picture, composed on one sheet. */
export async function takePicture(
  browser: Browser,
  url: string,
  picture: Picture,
): Promise<Buffer> {
  const columns = await Promise.all(
    picture.columns.map(async ({ size, states }) => {
      const shots: string[] = [];
      for (const state of states) {
        await using seen = await visit(browser, url, state, size);
        const shot = await seen.page.locator('#stage > *').screenshot();
        shots.push(`<img src="data:image/png;base64,${shot.toString('base64')}">`);
      }
      return `<div class="column">${shots.join('')}</div>`;
    }),
  );
  return compose(browser, columns);
}

async function compose(browser: Browser, columns: string[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 2000, height: 600 } });
  await page.setContent(`<style>
    body { background: #f3f3f3; margin: 0; width: max-content; }
    #sheet { display: flex; gap: ${GAP_PX}px; padding: ${GAP_PX}px; }
    .column { display: flex; flex-direction: column; gap: ${GAP_PX}px; }
  </style><div id="sheet">${columns.join('')}</div>`);
  const sheet = await page.locator('#sheet').screenshot();
  await page.close();
  return sheet;
}
