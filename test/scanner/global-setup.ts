/** Around a whole test run: what its bridges write is collected, and searched at the end. A find fails the run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER_NAME } from './collection.ts';
import { scanFolder, type Scan } from './find-leaks.ts';

const MOST_SHOWN = 20;

/** @returns what ends the collection @throws Error when something was found */
export function setup(): () => void {
  // Several projects of one run share the folder; the last one to end searches all of it.
  const isFirst = process.env[FOLDER_NAME] === undefined;
  if (!isFirst) return () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-scanned-'));
  process.env[FOLDER_NAME] = folder;
  return () => {
    const scan = scanFolder(folder);
    Reflect.deleteProperty(process.env, FOLDER_NAME);
    rmSync(folder, { recursive: true, force: true });
    if (scan.files > 0) process.stdout.write(`\n${sentenceOf(scan)}\n`);
    if (scan.leaks.length > 0) throw new Error(reportOf(scan));
  };
}

const sentenceOf = ({ files, characters, wanted, leaks }: Scan): string =>
  `Log scanner: ${leaks.length} leaks in ${files} files of ${Math.ceil(characters / 1024)} KiB, ` +
  `looking for ${wanted} secrets and personal data and for what looks like them.`;

function reportOf({ leaks }: Scan): string {
  const lines = leaks
    .slice(0, MOST_SHOWN)
    .map(({ file, line, what }) => `${file}:${line}: ${what}`);
  const more = leaks.length > MOST_SHOWN ? [`and ${leaks.length - MOST_SHOWN} more`] : [];
  return ['Logs or metrics show what they must not:', ...lines, ...more].join('\n');
}
