/** Which Chromium the browser tests drive: the one that is named, an installed one, or the one that came with npm. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import chromiumFromNpm from '@sparticuz/chromium';

export type Chromium = { path: string; flags: string[] };

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

/** The value `npm` of the variable asks for the one from npm even where another is installed. */
export async function findChromium(environment = process.env): Promise<Chromium> {
  const named = environment[CHROMIUM_VARIABLE];
  if (named !== undefined && named !== 'npm') return { path: named, flags: FLAGS };
  const installed = named === 'npm' ? undefined : findInstalled(environment['PATH'] ?? '');
  if (installed) return { path: installed, flags: FLAGS };
  const path = await chromiumFromNpm.executablePath();
  return { path, flags: [...chromiumFromNpm.args, ...FLAGS] };
}

function findInstalled(path: string): string | undefined {
  const folders = path.split(delimiter);
  return INSTALLED.flatMap((name) =>
    name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name)),
  ).find(existsSync);
}
