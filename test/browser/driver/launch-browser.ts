import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_VARIABLE, findChromium } from './find-chromium.ts';

/** No Chromium can be started here: the sentence says why, and what to do about it. */
export class NoBrowser extends Error {}

/** No sandbox, because a container's root has none; no traffic of the browser's own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws NoBrowser */
export async function launchBrowser(): Promise<Browser> {
  const path = await findChromium();
  try {
    return await chromium.launch({ executablePath: path, args: FLAGS, headless: true });
  } catch (cause) {
    throw new NoBrowser(
      `${path} does not start (${firstLine(cause)}). Install Chromium, or name one in ${CHROMIUM_VARIABLE}; scripts/test-browser.sh finds or installs it.`,
      { cause },
    );
  }
}

/** The line that names the missing library, or whatever comes first. */
function firstLine(cause: unknown): string {
  const lines = String(cause instanceof Error ? cause.message : cause).split('\n');
  return (lines.find((line) => line.includes('shared libraries')) ?? lines[0] ?? '').trim();
}
