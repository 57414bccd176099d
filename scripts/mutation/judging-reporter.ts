/** Stryker's reporter that prints the score and the reason of each survivor, and lets the run fail for what is not judged. */
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';
import { JUDGED } from './judged/index.ts';
import { ignoredOf, problemsOf, scoresOf, survivorsOf, type MutationReport } from './report.ts';

function print(report: MutationReport): void {
  const problems = problemsOf(report, JUDGED);
  const parts = [survivorsOf(report, JUDGED), ignoredOf(report), scoresOf(report), problems];
  console.log(parts.map((lines) => lines.join('\n')).join('\n\n'));
  if (problems.length > 0) process.exitCode = 1;
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Reporter, 'judging', { onMutationTestReportReady: print }),
];
