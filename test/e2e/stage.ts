/** The whole sandbox, a seller's tab and a Microsoft seller's tab. What a failed test saw is kept: picture and trace. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, type TestContext } from 'vitest';
import { watch } from '../browser/driver/watch.ts';
import { runSandbox, type RunningSandbox } from '../sandbox/running-sandbox.ts';
import type { JudgeOptions } from '../journeys/judge.ts';
import { expectSound } from './judge.ts';
import { MicrosoftDesk } from './microsoft-desk.ts';
import { SellerPage } from './seller-page.ts';

export type Stage = {
  sandbox: RunningSandbox;
  seller: SellerPage;
  microsoft: MicrosoftDesk;
  /** What should not happen on a page of ours, in both tabs, without the answers that the test provokes. */
  problems(): string[];
  /** Keeps what the seller's tab shows, to look at: `test-results/e2e/<name>.png`. */
  picture(name: string): Promise<void>;
  /** Waits until the checker finds nothing in all that happened in the sandbox. @throws AssertionError its findings */
  sound(options?: JudgeOptions): Promise<void>;
  /** More tabs of the seller, side by side. */
  anotherSeller(): Promise<SellerPage>;
};

const SIZE = { width: 1280, height: 900 };
const READY_WITHIN_MS = 240_000;
/** What is missed is named, before the whole test runs out of time. */
const PATIENCE_MS = 60_000;
const KEPT = fileURLToPath(new URL('../../test-results/e2e', import.meta.url));

/** One sandbox for the tests of a file, fresh tabs for each; read the returned object inside tests only. */
export function stageForEachTest(browser: Browser): Stage {
  const stage = {} as Stage;
  let context: BrowserContext;
  beforeAll(async () => {
    stage.sandbox = await runSandbox();
    // Compiled before anybody waits for it.
    await fetch(`${stage.sandbox.ready.org}/lightning/components.js`);
  }, READY_WITHIN_MS);
  afterAll(() => stage.sandbox?.stop());

  beforeEach(async () => {
    context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.tracing.start({ screenshots: true, snapshots: true });
    const tabs = [await context.newPage(), await context.newPage()] as const;
    const problems = tabs.flatMap((page) => [watch(page)]);
    stage.problems = () => problems.flat();
    stage.seller = await signedIn(tabs[0], stage.sandbox.ready.org);
    stage.microsoft = new MicrosoftDesk(tabs[1], stage.sandbox.ready.microsoft);
    stage.picture = async (name) => {
      mkdirSync(KEPT, { recursive: true });
      await tabs[0].screenshot({ path: join(KEPT, `${name}.png`), fullPage: true });
    };
    stage.sound = (options) => expectSound(stage.sandbox, options);
    stage.anotherSeller = async () =>
      new SellerPage(await context.newPage(), stage.sandbox.ready.org);
  }, READY_WITHIN_MS);
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keep(context, task);
    else await context.tracing.stop();
    await context.close();
  });
  return stage;
}

async function signedIn(page: Page, address: string): Promise<SellerPage> {
  const seller = new SellerPage(page, address);
  await seller.signIn('Anna Seller');
  return seller;
}

async function keep(context: BrowserContext, task: TestContext['task']): Promise<void> {
  const folder = join(KEPT, task.name.replaceAll(/[^a-z0-9]+/gi, '-'));
  mkdirSync(folder, { recursive: true });
  for (const [i, page] of context.pages().entries()) {
    await page.screenshot({ path: join(folder, `tab-${i + 1}.png`), fullPage: true });
  }
  await context.tracing.stop({ path: join(folder, 'trace.zip') });
  process.stderr.write(`\nKept what the tabs showed: ${folder}\n`);
}
