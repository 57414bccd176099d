/** Every state that the gallery shows, as somebody at a desk and somebody with a phone sees it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, findOverflow } from './driver/find-faults.ts';
import { describeInBrowser } from './driver/test-browser.ts';
import { SIZES, visit, type Size } from './driver/visit.ts';
import { loadStates } from './gallery/load-states.ts';
import { openGallery, type OpenGallery } from './gallery/open-gallery.ts';

const states = loadStates();

describe('the states', () => {
  it('are there, for the card, both parts of the operations page and the error panel', () => {
    const components = new Set(states.map(({ component = 'coSellCard' }) => component));
    expect(components).toEqual(
      new Set(['coSellCard', 'coSellCatalogueImport', 'coSellErrorPanel', 'coSellOperations']),
    );
    expect(states.length).toBeGreaterThan(30);
  });
});

await describeInBrowser('every state', (browser) => {
  let gallery: OpenGallery;
  beforeAll(async () => {
    gallery = await openGallery(0);
  });
  afterAll(() => gallery.stop());

  const cases = states.flatMap(({ name }) =>
    (Object.keys(SIZES) as Size[]).map((size) => [name, size] as const),
  );

  it.each(cases)(
    '%s, %s: draws itself, logs nothing, fits, and keeps nobody out',
    async (name, size) => {
      await using seen = await visit(browser, gallery.url, name, size);
      expect(seen.problems).toEqual([]);
      expect((await seen.page.locator('#stage').innerText()).trim()).not.toBe('');
      expect(await findOverflow(seen.page)).toEqual([]);
      expect(await findBarriers(seen.page)).toEqual([]);
      // Looking at a deal writes nothing, and calls nobody.
      const { updates, apexCalls } = await seen.journal();
      expect(updates).toEqual([]);
      if (!name.startsWith('operations')) expect(apexCalls).toEqual([]);
    },
  );
});
