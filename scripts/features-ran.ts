/**
 * After a whole run: every test that the page of features names must have run and passed. Reads what Vitest's JSON
 * reporter wrote; prints the rows that are not proved, and exits 1 when there is one.
 * `node scripts/features-ran.ts test-results/vitest.json`
 */
import { relative } from 'node:path';
import { testsNamed, type KnownTest } from './features/named-tests.ts';
import { readFeatures, ROOT } from './features/read-features.ts';
import { readReport } from './features/vitest-report.ts';

const [file = 'test-results/vitest.json'] = process.argv.slice(2);
const { testResults } = readReport(file);
const ran = testResults.flatMap(({ name, assertionResults }): KnownTest[] =>
  assertionResults.map(({ ancestorTitles, title, status }) => ({
    file: relative(ROOT, name),
    path: [...ancestorTitles, title],
    status,
  })),
);
const features = readFeatures();
const unproved = features.flatMap((feature) => {
  const named = testsNamed(feature, ran);
  const bad = named.filter(({ status }) => status !== 'passed');
  if (named.length > 0 && bad.length === 0) return [];
  const why = named.length === 0 ? 'did not run' : `${bad[0]?.status ?? ''}`;
  return [`${feature.what}: ${feature.test.file} › ${feature.test.title}: ${why}`];
});
console.log(
  [
    ...unproved,
    `${String(features.length - unproved.length)} of ${String(features.length)} features proved`,
  ].join('\n'),
);
process.exitCode = unproved.length > 0 ? 1 : 0;
