import { describe, expect, it } from 'vitest';
import { createInterpreter } from '../interpreter.ts';
import { platformWithoutOrg } from '../platform/no-org.ts';
import { coverageRows } from './coverage-report.ts';
import { findTests } from './find-tests.ts';
import { junitReport } from './junit-report.ts';
import { runTests, type TestHost } from './run-tests.ts';
import { tableReport } from './table-report.ts';

const CALCULATOR = `public class Calculator {
  public static Integer half(Integer value) {
    if (value == null) {
      System.debug('nothing to halve');
      return 0;
    }
    return value / 2;
  }
}`;

const CALCULATOR_TEST = `@IsTest
private class CalculatorTest {
  static Integer seen = 0;

  @IsTest
  static void halves() {
    seen++;
    Assert.areEqual(2, Calculator.half(4));
    Assert.areEqual(1, seen, 'statics begin anew');
  }

  @IsTest
  static void failsWithATrace() {
    seen++;
    Assert.areEqual(1, seen, 'statics begin anew');
    Assert.areEqual(3, Calculator.half(4), 'a "half" & more');
  }
}`;

const host: TestHost = { isolated: (_run, work) => work() };

function runAll() {
  const { program, run } = createInterpreter({
    platform: platformWithoutOrg(),
    sources: [
      { file: 'Calculator.cls', text: CALCULATOR },
      { file: 'CalculatorTest.cls', text: CALCULATOR_TEST },
    ],
  });
  const results = runTests(run, host, findTests(program));
  return { results, coverage: coverageRows(program) };
}

describe('Apex tests', () => {
  it('run each alone, with statics of their own', () => {
    const { results } = runAll();
    expect(results.map(({ method, outcome }) => [method, outcome])).toEqual([
      ['halves', 'Pass'],
      ['failsWithATrace', 'Fail'],
    ]);
  });

  it('fail with message and stack trace', () => {
    const failed = runAll().results.at(-1);
    expect(failed?.message).toBe(
      'System.AssertException: Assertion Failed: a "half" & more: Expected: 3, Actual: 2',
    );
    expect(failed?.stackTrace).toBe('Class.CalculatorTest.failsWithATrace: line 16, column 1');
  });

  it('cover lines of classes, not of tests and not of debug statements', () => {
    expect(runAll().coverage).toEqual([
      { name: 'Calculator', percent: 66, coveredLines: 2, totalLines: 3, uncovered: [5] },
    ]);
  });

  it('are reported as a table', () => {
    const { results, coverage } = runAll();
    const report = tableReport(results, coverage);
    expect(report).toMatch(/^CalculatorTest\.halves\s+Pass\s+\d+$/m);
    expect(report).toMatch(/^\s+Class\.CalculatorTest\.failsWithATrace: line 16, column 1$/m);
    expect(report).toMatch(/^Calculator\s+66%\s+5$/m);
    expect(report).toMatch(/^Pass Rate\s+50%$/m);
  });

  it('are reported as JUnit XML', () => {
    const xml = junitReport(runAll().results);
    expect(xml).toContain('tests="2" failures="1"');
    expect(xml).toContain('a &quot;half&quot; &amp; more');
  });
});
