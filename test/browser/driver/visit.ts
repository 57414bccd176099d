/** A page, open in a browser and watched: what it logs, asks for and, with a state of the gallery, asks of the port. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
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
  const open = await openPage(browser, size, options);
  await open.page.goto(`${url}/states/${state}?size=${size}`);
  await open.quiet();
  return {
    ...open,
    journal: () => open.page.evaluate(() => (globalThis as unknown as PageGlobals).coSellJournal),
  };
}

type PageGlobals = { coSellJournal: Journal };

/** An empty page in a context of its own, watched. */
export async function openPage(
  browser: Browser,
  size: Size,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  // What is missed is named, before the whole test runs out of time.
  page.setDefaultTimeout(LONGEST_MS);
  return {
    page,
    problems: watch(page),
    quiet: () => untilQuiet(page),
    [Symbol.asyncDispose]: () => context.close(),
  };
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
