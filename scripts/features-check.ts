/**
 * Whether the tests on the page of features would notice: for a sample of its rows the named function is made to throw,
 * in a copy of the repository, and the named test must fail. Exits 1 when one passes all the same.
 * `npm run test:features`, `npm run test:features -- --seed 7 --rows 20`, or some rows: `npm run test:features -- 3 6`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withoutFunction } from './features/find-function.ts';
import { readFeatures, type Feature } from './features/read-features.ts';
import { inCopiedTree, runTest } from './planted/copied-tree.ts';
import { chosenRows, sampledRows, seedOfToday, shareOut } from './planted/rows.ts';

type Verdict = 'failed as it must' | 'SURVIVED' | 'did not run';

const LANES = ['one', 'two'];
/** A journey may wait for something that never comes. */
const LONGEST_MS = 10 * 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, rows: { type: 'string', default: '20' } },
});
const seed = Number(values.seed ?? seedOfToday());
const features = readFeatures();
const sampled =
  positionals.length > 0
    ? chosenRows(features, positionals)
    : sampledRows(chosenRows(features, []), Number(values.rows), seed);

const verdicts: Verdict[] = [];
console.log(
  `${String(sampled.length)} of ${String(features.length)} features, seed ${String(seed)}`,
);
await shareOut(sampled, LANES, async ({ n, planted: feature }) => {
  const began = Date.now();
  const verdict = await tryWithout(feature);
  verdicts.push(verdict);
  const { what, test, source } = feature;
  const seconds = Math.round((Date.now() - began) / 1_000);
  console.log(
    `${String(n)} | ${what} | ${source.file}#${source.name} | ${test.file} › ${test.title} | ${verdict} | ${String(seconds)} s`,
  );
});
const bad = verdicts.filter((verdict) => verdict !== 'failed as it must').length;
console.log(`${String(verdicts.length - bad)} failed as they must, ${String(bad)} did not`);
process.exitCode = bad > 0 ? 1 : 0;

async function tryWithout({ source, test }: Feature): Promise<Verdict> {
  return inCopiedTree(async (folder) => {
    const path = join(folder, source.file);
    writeFileSync(path, withoutFunction(source.file, readFileSync(path, 'utf8'), source.name));
    // A template's own marks are no title of a test that runs: then the whole file is asked.
    const title = /\$\w|%[sdij]/.test(test.title) ? {} : { title: test.title };
    const run = await runTest(folder, { file: test.file, ...title }, LONGEST_MS);
    if (run.code === 0) return run.passed > 0 ? 'SURVIVED' : 'did not run';
    return 'failed as it must';
  });
}
