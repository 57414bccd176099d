/** The human report of `sf apex run test`. */
import { orgWideCoverage, type CoverageRow } from './coverage-report.ts';
import type { TestResult } from './run-tests.ts';
import { drawTable } from './draw-table.ts';

export function tableReport(
  results: readonly TestResult[],
  coverage: readonly CoverageRow[],
): string {
  return [resultsTable(results), coverageTable(coverage), summaryTable(results, coverage)].join(
    '\n\n',
  );
}

const resultsTable = (results: readonly TestResult[]) =>
  `=== Test Results\n${drawTable(
    ['TEST NAME', 'OUTCOME', 'MESSAGE', 'RUNTIME (MS)'],
    results.map(({ className, method, outcome, message, stackTrace, runTimeMs }) => [
      `${className}.${method}`,
      outcome,
      [message, stackTrace].filter((text) => text !== '').join('\n'),
      String(runTimeMs),
    ]),
  )}`;

const coverageTable = (coverage: readonly CoverageRow[]) =>
  `=== Apex Code Coverage by Class\n${drawTable(
    ['CLASSES', 'PERCENT', 'UNCOVERED LINES'],
    coverage.map(({ name, percent, uncovered }) => [name, `${percent}%`, uncovered.join(',')]),
  )}`;

function summaryTable(results: readonly TestResult[], coverage: readonly CoverageRow[]): string {
  const failed = results.filter(({ outcome }) => outcome === 'Fail').length;
  const share = (count: number) =>
    `${results.length === 0 ? 0 : Math.round((100 * count) / results.length)}%`;
  return `=== Test Summary\n${drawTable(
    ['NAME', 'VALUE'],
    [
      ['Outcome', failed === 0 ? 'Passed' : 'Failed'],
      ['Tests Ran', String(results.length)],
      ['Pass Rate', share(results.length - failed)],
      ['Fail Rate', share(failed)],
      ['Skip Rate', '0%'],
      ['Test Execution Time', `${results.reduce((sum, { runTimeMs }) => sum + runTimeMs, 0)} ms`],
      ['Org Wide Coverage', `${orgWideCoverage(coverage)}%`],
    ],
  )}`;
}
