import { CompileProblem } from '../compile/problem.ts';
import type { Run } from '../run/run.ts';
import { ApexThrown } from '../run/thrown.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { Method } from '../types/type.ts';
import { exceptionText } from '../values/exception-text.ts';
import type { TestClass } from './find-tests.ts';

/** What tests need of the org besides the port. */
export type TestHost = {
  /** Runs `work` in an org that has only what every test sees, and undoes all that it did. Nests. */
  isolated<T>(run: Run, work: () => T): T;
};

export type TestOutcome = 'Pass' | 'Fail';
export type TestResult = {
  className: string;
  method: string;
  outcome: TestOutcome;
  message: string;
  stackTrace: string;
  runTimeMs: number;
  /** It met what the interpreter does not know, which says nothing about the Apex. */
  isUnknown: boolean;
};

/** One class after the other: its set-up once, then each test on top of it, alone. */
export const runTests = (run: Run, host: TestHost, classes: readonly TestClass[]): TestResult[] =>
  classes.flatMap((each) => host.isolated(run, () => runClass(run, host, each)));

function runClass(run: Run, host: TestHost, { cls, setups, tests }: TestClass): TestResult[] {
  const broken = setups.map((setup) => runMethod(run, cls.name, setup)).find(isFailed);
  return tests.map((test) =>
    broken
      ? { ...broken, method: test.name }
      : host.isolated(run, () => runMethod(run, cls.name, test)),
  );
}

const isFailed = ({ outcome }: TestResult) => outcome === 'Fail';

function runMethod(run: Run, className: string, method: Method): TestResult {
  const start = performance.now();
  const result = (verdict: Verdict): TestResult => ({
    className,
    method: method.name,
    ...verdict,
    runTimeMs: Math.round(performance.now() - start),
  });
  try {
    run.inTransaction({}, () => method.invoke(run, null, []));
    return result(PASSED);
  } catch (error) {
    return result({ ...PASSED, outcome: 'Fail', ...failure(error) });
  }
}

type Verdict = Pick<TestResult, 'outcome' | 'message' | 'stackTrace' | 'isUnknown'>;
const PASSED: Verdict = { outcome: 'Pass', message: '', stackTrace: '', isUnknown: false };

/** What is no failure of the Apex under test is a fault of this double and ends the run. */
function failure(error: unknown): Partial<Verdict> {
  if (error instanceof ApexThrown) {
    const stackTrace = error.exception.exception?.trace.join('\n') ?? '';
    return { message: exceptionText(error.exception), stackTrace };
  }
  if (error instanceof UnsupportedApex || error instanceof CompileProblem) {
    return { message: `Not known to the interpreter: ${error.message}`, isUnknown: true };
  }
  throw error;
}
