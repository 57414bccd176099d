/** All of `npm run test:apex` but the process: loads a folder, runs its tests, writes the reports. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterpreter } from '../interpreter.ts';
import { CompileProblems } from '../compile/problem.ts';
import type { Platform } from '../platform/platform.ts';
import { coverageRows } from './coverage-report.ts';
import { findTests } from './find-tests.ts';
import { junitReport } from './junit-report.ts';
import { runTests, type TestHost } from './run-tests.ts';
import { tableReport } from './table-report.ts';

export type ApexTestRun = {
  platform: Platform;
  host: TestHost;
  folder: string;
  /** Names of test classes; none means all. */
  classes: readonly string[];
  /** Where the JUnit XML goes. */
  junitFile: string | undefined;
  write(text: string): void;
};

/** The exit code: 0 when all passed, 1 when one failed, 2 when the code does not compile or there is no test. */
export function apexTestRun({
  platform,
  host,
  folder,
  classes,
  junitFile,
  write,
}: ApexTestRun): number {
  const interpreter = load(platform, folder, write);
  if (!interpreter) return 2;
  const { program, run } = interpreter;
  const results = runTests(run, host, findTests(program, classes));
  if (results.length === 0) {
    write(
      `No Apex test found in ${folder}${classes.length > 0 ? ` for ${classes.join(', ')}` : ''}`,
    );
    return 2;
  }
  write(tableReport(results, coverageRows(program)));
  if (junitFile !== undefined) {
    mkdirSync(dirname(junitFile), { recursive: true });
    writeFileSync(junitFile, junitReport(results));
  }
  return results.every(({ outcome }) => outcome === 'Pass') ? 0 : 1;
}

function load(platform: Platform, folder: string, write: (text: string) => void) {
  try {
    return createInterpreter({ platform, folders: [folder] });
  } catch (error) {
    if (!(error instanceof CompileProblems)) throw error;
    write(`${error.problems.length} problems; nothing was run\n${error.message}`);
    return undefined;
  }
}
