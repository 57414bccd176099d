/** The browser of a test file. Where none can be started its tests are skipped and say so; in CI that is a failure. */
import type { Browser } from 'playwright-core';
import { afterAll, describe } from 'vitest';
import { launchBrowser, NoBrowser } from './launch-browser.ts';

type Start = () => Promise<Browser>;

/** @throws NoBrowser in CI, where nobody would notice the skip */
export async function browserOrReason(
  start: Start = launchBrowser,
  environment = process.env,
): Promise<Browser | NoBrowser> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof NoBrowser) || environment['CI']) throw error;
    return error;
  }
}

/** `describe`, with a browser that is closed behind it. */
export async function describeInBrowser(
  title: string,
  tests: (browser: Browser) => void,
): Promise<void> {
  const browser = await browserOrReason();
  if (browser instanceof NoBrowser) {
    // A reporter may leave out what was skipped, and why.
    process.stderr.write(`\nSKIPPED, no browser: ${title}. ${browser.message}\n`);
    describe.skip(`${title} (SKIPPED: ${browser.message})`, () => tests(null as never));
    return;
  }
  describe(title, () => {
    afterAll(() => browser.close());
    tests(browser);
  });
}
