/**
 * The failed tests of a whole run once more, shortly, so that whoever reads the last lines of a long log need not look
 * for them. Prints nothing of what passed; the exit code stays 0, because the run itself has told that it failed.
 * `node scripts/failed-tests.ts test-results/vitest.json`
 */
import { relative } from 'node:path';
import { readReport, type VitestReport } from './features/vitest-report.ts';
import { ROOT } from './features/read-features.ts';

/** Enough for a message and where it was thrown. */
const LINES = 12;
const shortly = (message: string): string =>
  message
    .split('\n')
    .slice(0, LINES)
    .map((line) => `    ${line}`)
    .join('\n');

const failedIn = ({ name, message, status, assertionResults }: VitestReport['testResults'][0]) => {
  const file = relative(ROOT, name);
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ ancestorTitles, title, failureMessages = [] }) =>
      [
        `  ${[file, ...ancestorTitles, title].join(' › ')}`,
        ...failureMessages.map((text) => shortly(text)),
      ].join('\n'),
    );
  return status === 'failed' && tests.length === 0
    ? [`  ${file}: not run\n${shortly(message ?? '')}`]
    : tests;
};

const [file = 'test-results/vitest.json'] = process.argv.slice(2);
const report = readReport(file);
const failed = report.testResults.flatMap(failedIn);
if (failed.length > 0) console.log(['Failed tests:', ...failed].join('\n'));
else if (!report.success) {
  console.log('No test failed, but the run did: an error outside of a test is told in its log.');
}
