/** Which Chromium the browser tests drive: the one that is named, an installed one, or the one that came with npm. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import chromiumFromNpm from '@sparticuz/chromium';

/** Names the program to use, for machines that keep it in a place of their own. */
export const CHROMIUM_VARIABLE = 'TEST_CHROMIUM';

/** A name that is looked for in PATH, or a whole path. */
const INSTALLED = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of its program. The value `npm` of the variable asks for the one from npm even where another is installed.
 */
export async function findChromium(environment = process.env): Promise<string> {
  const named = environment[CHROMIUM_VARIABLE] || undefined;
  if (named !== undefined && named !== 'npm') return named;
  const installed = named === 'npm' ? undefined : findInstalled(environment['PATH'] ?? '');
  // Unpacked at its first use. Its own flags are for a single page, so ours are used with it as well.
  return installed ?? (await chromiumFromNpm.executablePath());
}

function findInstalled(path: string): string | undefined {
  const folders = path.split(delimiter);
  return INSTALLED.flatMap((name) =>
    name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name)),
  ).find(existsSync);
}
