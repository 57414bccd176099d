/** Loads the tests that judge mutants, as often as a mutant asks for that: one in a table is read when its file is loaded. */
import { globSync, readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { collect, type CollectedTest } from './collected-tests.ts';

const TESTS = ['test/service/domain/**/*.test.ts', 'test/service/sync/**/*.test.ts'];
/** They start the simulators and wait for real time, or play whole stories again for each request that may be lost. */
const SLOW = ['correlation', 'crashes', 'daily-share', 'expiry', 'reconnected', 'webhook-desk'].map(
  (name) => `test/service/sync/${name}.test.ts`,
);
const COLLECTED_TESTS = import.meta.resolve('./collected-tests.ts');
const root = pathToFileURL(join(process.cwd(), '/')).href;

let generation = 0;
/** By path: the same text is loaded in every generation. */
const withoutTypes = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest' && context.parentURL !== COLLECTED_TESTS)
      return { url: COLLECTED_TESTS, shortCircuit: true };
    const found = next(specifier, context);
    const isOurs = found.url.startsWith(root) && !found.url.includes('/node_modules/');
    return isOurs ? { ...found, url: `${found.url}?${generation}` } : found;
  },
  load(url, context, next) {
    if (!url.startsWith(root) || context.format !== 'module-typescript') return next(url, context);
    const path = fileURLToPath(url);
    const source = withoutTypes.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'));
    withoutTypes.set(path, source);
    return { format: 'module', source, shortCircuit: true };
  },
});

// The first case that fails is enough, and a mutant that lived yesterday has to live today.
fc.configureGlobal({ seed: 20_260_101, endOnFailure: true });

export async function loadTests(): Promise<CollectedTest[]> {
  generation += 1;
  const loaded: CollectedTest[] = [];
  for (const file of globSync(TESTS, { exclude: SLOW }).toSorted()) {
    const url = pathToFileURL(join(process.cwd(), file)).href;
    loaded.push(...(await collect(fileURLToPath(url), () => import(url))));
  }
  return loaded;
}
