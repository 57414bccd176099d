/** The bridge in one file: it starts with a third of the work, and tests that kill it start it hundreds of times. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const ROOT = resolve(import.meta.dirname, '../..');
/** What the code reads beside itself. */
const BESIDE = ['partner-center/roots', 'partner-center/intermediates'];

let made: Promise<string> | undefined;

/** Its path. Made once per test file, and gone when that ends. */
export const bundledBridge = (): Promise<string> => (made ??= bundle());

/** Inside the repository, so that native packages are found. */
async function bundle(): Promise<string> {
  mkdirSync(join(ROOT, '.sandbox'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.sandbox', 'bundled-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const built = await rolldown({
    input: join(ROOT, 'service/src/main.ts'),
    platform: 'node',
    external: ['better-sqlite3', 'pg-native'],
    logLevel: 'silent',
  });
  const entry = join(folder, 'start.mjs');
  // As service/start.mjs does: a killed process would leave no compile cache.
  const footer = "(await import('node:module')).flushCompileCache();";
  await built.write({ file: entry, format: 'esm', codeSplitting: false, footer });
  await built.close();
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const path of BESIDE) {
    const name = path.split('/').at(-1) ?? path;
    cpSync(join(ROOT, 'service/src', path), join(folder, name), { recursive: true });
  }
  return entry;
}
