/** One state, open in a browser and watched: what its page logs, asks for and asks of the port. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Journal } from '../page/journal.ts';
import { watch } from './watch.ts';

export const SIZES = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 375, height: 812 },
} as const;
export type Size = keyof typeof SIZES;

const QUIET_MS = 150;
const LONGEST_MS = 10_000;

export type OpenPage = AsyncDisposable & {
  page: Page;
  /** Sentences: console messages, script errors, requests that left the machine or failed. */
  problems: readonly string[];
  /** Until nothing on the page has changed for a moment. */
  quiet(): Promise<void>;
};
export type Visit = OpenPage & { journal(): Promise<Journal> };

export async function visit(
  browser: Browser,
  url: string,
  state: string,
  size: Size,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const opened = await openPage(browser, `${url}/states/${state}?size=${size}`, size, options);
  return {
    ...opened,
    journal: () => opened.page.evaluate(() => (globalThis as unknown as PageGlobals).coSellJournal),
  };
}

/** Any page of this machine, at rest and watched. */
export async function openPage(
  browser: Browser,
  address: string,
  size: Size,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await openWatched(context);
  await page.page.goto(address);
  const quiet = () => untilQuiet(page.page);
  await quiet();
  return { ...page, quiet, [Symbol.asyncDispose]: () => context.close() };
}

type PageGlobals = { coSellJournal: Journal };

async function openWatched(context: BrowserContext): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage();
  // What is missed is named, before the whole test runs out of time.
  page.setDefaultTimeout(LONGEST_MS);
  return { page, problems: watch(page) };
}

/** Answers, icons and styles come in turns of their own; done is what draws nothing new. */
async function untilQuiet(page: Page): Promise<void> {
  await page.evaluate(
    `new Promise((resolve, reject) => {
      const give = setTimeout(() => reject(new Error('the page never comes to rest')), ${LONGEST_MS});
      let rest;
      const observer = new MutationObserver(wait);
      function wait() {
        clearTimeout(rest);
        rest = setTimeout(() => { observer.disconnect(); clearTimeout(give); resolve(); }, ${QUIET_MS});
      }
      observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
      wait();
    })`,
  );
}
