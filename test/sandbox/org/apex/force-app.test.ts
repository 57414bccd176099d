/** The package's own Apex, executed: its tests pass and cover it. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTestOrg } from './org/tests/test-org.ts';
import { coverageRows } from './testing/coverage-report.ts';
import { findTests } from './testing/find-tests.ts';
import { runTests } from './testing/run-tests.ts';

const FORCE_APP = fileURLToPath(new URL('../../../../force-app/main/default', import.meta.url));
/** Of each class and trigger; a deployment wants 75 of all together. */
const LEAST_PERCENT = 95;

const { interpreter, host } = createTestOrg(FORCE_APP);
const classes = findTests(interpreter.program);

describe.each(classes)('$cls.name', (each) => {
  const names = each.tests.map(({ name }) => name);
  it('has tests that pass, each alone', () => {
    const results = runTests(interpreter.run, host, [each]);
    const failed = results.filter(({ outcome }) => outcome === 'Fail');
    expect(failed.map(({ method, message, stackTrace }) => [method, message, stackTrace])).toEqual(
      [],
    );
    expect(results.map(({ method }) => method)).toEqual(names);
  });
});

describe('Apex tests', () => {
  it('were found', () => {
    expect(classes.length).toBeGreaterThan(10);
  });

  it(`cover at least ${LEAST_PERCENT} % of each class and trigger`, () => {
    const poor = coverageRows(interpreter.program).filter(({ percent }) => percent < LEAST_PERCENT);
    expect(poor.map(({ name, uncovered }) => [name, uncovered])).toEqual([]);
  });

  it('leave nothing behind in the org', () => {
    const { org } = interpreter.run.platform as ReturnType<typeof createTestOrg>['platform'];
    expect(org.tables.all('Opportunity')).toEqual([]);
    expect(org.transaction).toBeUndefined();
  });
});
