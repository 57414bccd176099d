import { delimiter } from 'node:path';
import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { copyTree } from '../gates/copied-tree.ts';
import { findChromium } from './driver/find-chromium.ts';
import { NoBrowser } from './driver/launch-browser.ts';
import { browserOrReason } from './driver/test-browser.ts';

describe('the browser of the tests', () => {
  const fails = (error: Error) => (): Promise<Browser> => Promise.reject(error);

  it('is missed with a reason on somebody’s machine', async () => {
    const reason = new NoBrowser('no libnss3');
    expect(await browserOrReason(fails(reason), {})).toBe(reason);
  });

  it('is missed with a failure in CI, where nobody reads what was skipped', async () => {
    const start = fails(new NoBrowser('no libnss3'));
    await expect(browserOrReason(start, { CI: 'true' })).rejects.toThrow('no libnss3');
  });

  it('is not missed by a mistake of ours', async () => {
    await expect(browserOrReason(fails(new Error('a typo')), {})).rejects.toThrow('a typo');
  });
});

describe('a Chromium', () => {
  it('is the one that is named', async () => {
    expect(await findChromium({ TEST_CHROMIUM: '/opt/chrome', PATH: '' })).toBe('/opt/chrome');
  });

  it('is the first one in PATH', async () => {
    using folder = copyTree();
    folder.write('google-chrome', '');
    const PATH = ['/nowhere', folder.folder].join(delimiter);
    expect(await findChromium({ PATH })).toBe(`${folder.folder}/google-chrome`);
  });
});
