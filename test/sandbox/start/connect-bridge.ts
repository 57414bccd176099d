/** What an administrator does once after the first start: connect Partner Center on the set-up pages, register the webhook. */
import type { EntraSim } from '../entra/server.ts';
import { openSetup, setupTokenIn, type SetupBrowser } from './setup-browser.ts';

export type Connecting = {
  /** Where browsers find the bridge. */
  url: string;
  entra: Pick<EntraSim, 'approve'>;
  /** What the bridge has written to standard error so far. */
  lines: () => readonly string[];
};

const WITHIN_MS = 20_000;
const STEP_MS = 20;

/** Signs in with the one-time token and gives the consent; the browser stays signed in. @throws Error with what the page says */
export async function connectBridge({ url, entra, lines }: Connecting): Promise<SetupBrowser> {
  const setup = openSetup(url);
  await setup.signIn(await tokenIn(lines));
  await giveConsent(setup, entra);
  return setup;
}

/** @throws Error with what the page says */
export async function giveConsent(
  setup: SetupBrowser,
  entra: Pick<EntraSim, 'approve'>,
): Promise<void> {
  const page = await setup.connect((url) => entra.approve(url));
  if (!page.includes('Partner Center is connected.')) throw new Error(`not connected: ${page}`);
}

/** @throws Error with what the page says */
export async function registerOnPage(setup: SetupBrowser): Promise<void> {
  const page = await setup.press('webhook/register');
  if (!page.includes('Partner Center announces changes')) {
    throw new Error(`the webhook was not registered: ${page}`);
  }
}

async function tokenIn(lines: Connecting['lines']): Promise<string> {
  const until = performance.now() + WITHIN_MS;
  for (;;) {
    const token = setupTokenIn(lines());
    if (token !== undefined) return token;
    if (performance.now() > until) throw new Error('the bridge wrote no set-up token');
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
