/** The checks of the browser tests find what was planted for them, and nothing in a component that is sound. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBarriers, findOverflow } from './driver/find-faults.ts';
import { describeInBrowser } from './driver/test-browser.ts';
import { visit, type Size } from './driver/visit.ts';
import { SAMPLE_PACKAGE } from './fixtures/sample-package.ts';
import { SAMPLE_STATES } from './fixtures/sample-states.ts';
import { openGallery, type OpenGallery } from './gallery/open-gallery.ts';

await describeInBrowser('the checks of a page', (browser) => {
  let gallery: OpenGallery;
  beforeAll(async () => {
    gallery = await openGallery(0, SAMPLE_PACKAGE, SAMPLE_STATES);
  });
  afterAll(() => gallery.stop());

  async function faultsOf(state: string, size: Size = 'phone', options?: object) {
    await using seen = await visit(browser, gallery.url, state, size, options);
    const shown = [...(await findBarriers(seen.page)), ...(await findOverflow(seen.page))];
    return [...seen.problems, ...shown];
  }

  it.each(['desktop', 'phone'] as const)('find nothing in a sound card, %s', async (size) => {
    expect(await faultsOf('sample', size)).toEqual([]);
  });

  it.each([
    ['text of too little contrast', 'paletext', /^color-contrast: c-pale-text p /],
    ['an input without a label', 'namelessfield', /^label: /],
    ['an error in the console', 'loudcard', /^console error: something is wrong$/],
    ['a promise that nobody waits for', 'loudcard', /^script error: nobody waits for this$/],
    ['a request that the policy stopped', 'farcard', /^console error: .*Content Security Policy/],
    ['a card wider than the phone', 'widecard', /^div ends at \d+$/],
    [
      'an icon that is not built in',
      'iconcard',
      /^script error: the icon utility:anchor is named nowhere/,
    ],
    [
      'a call that the state has no answer for',
      'no-answer',
      /^script error: the state has no answer for SampleController\.findWords$/,
    ],
  ])('find %s', async (_what, state, sentence) => {
    expect(await faultsOf(state)).toContainEqual(expect.stringMatching(sentence));
  });

  it('find a request to another machine that no policy stopped', async () => {
    expect(await faultsOf('farcard', 'phone', { bypassCSP: true })).toContain(
      'request to the outside: https://example.com/track',
    );
  });
});
