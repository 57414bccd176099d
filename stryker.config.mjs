/** `npm run test:mutation`; a part of it: `npm run test:mutation -- --mutate service/src/domain/merge.ts`. */
import { env } from 'node:process';

// A mutant is noticed in a few cases or hardly ever: properties try a twentieth of their cases here.
env.PROPERTY_FACTOR ??= '0.05';

export default {
  mutate: ['service/src/domain/**/*.ts', 'service/src/sync/**/*.ts'],
  plugins: ['test-runner', 'ignore-log-texts', 'judging-reporter'].map(
    (name) => `./scripts/mutation/${name}.ts`,
  ),
  ignorers: ['log-texts'],
  testRunner: 'collected',
  coverageAnalysis: 'perTest',
  // Types are checked elsewhere; a mutant that does not compile would only be thrown away.
  checkers: [],
  ignorePatterns: ['.sandbox', 'test-results', 'coverage', 'docs', 'test/e2e', 'test/browser'],
  reporters: ['progress', 'json', 'judging'],
  jsonReporter: { fileName: 'test-results/mutation.json' },
  incremental: true,
  incrementalFile: 'test-results/mutation-incremental.json',
  tempDirName: '.sandbox/stryker',
  concurrency: 2,
  // Under the load of everything else a machine does, a slow mutant is not one that never ends.
  timeoutMS: 10_000,
  dryRunTimeoutMinutes: 60,
  // Every reload for a mutant in a table stays in memory.
  maxTestRunnerReuse: 200,
  warnings: { slow: false },
};
