/** The package's own Apex, executed in each kind of org: its tests pass and cover it. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTestOrg, TEST_ORGS } from './org/tests/test-org.ts';
import { coverageRows } from './testing/coverage-report.ts';
import { findTests } from './testing/find-tests.ts';
import { runTests } from './testing/run-tests.ts';

const FORCE_APP = fileURLToPath(new URL('../../../../force-app/main/default', import.meta.url));
/** Of each class and trigger; a deployment wants 75 of all together. */
const LEAST_PERCENT = 95;

const orgs = TEST_ORGS.map(({ name, features }) => {
  const { interpreter, host, org } = createTestOrg(FORCE_APP, undefined, features);
  return { name, interpreter, host, org, classes: findTests(interpreter.program) };
});

describe.each(orgs)('in an org $name', ({ interpreter, host, org, classes }) => {
  describe.each(classes)('$cls.name', (each) => {
    const names = each.tests.map(({ name }) => name);
    it('has tests that pass, each alone', () => {
      const results = runTests(interpreter.run, host, [each]);
      const failed = results.filter(({ outcome }) => outcome === 'Fail');
      expect(
        failed.map(({ method, message, stackTrace }) => [method, message, stackTrace]),
      ).toEqual([]);
      expect(results.map(({ method }) => method)).toEqual(names);
    });
  });

  it('the Apex tests were found, and leave nothing behind', () => {
    expect(classes.length).toBeGreaterThan(10);
    expect(org.tables.all('Opportunity')).toEqual([]);
    expect(org.transaction).toBeUndefined();
  });
});

it(`Apex tests cover at least ${LEAST_PERCENT} % of each class and trigger in one of the orgs`, () => {
  const covered = orgs.map(({ interpreter }) => coverageRows(interpreter.program));
  const poor = covered.map((rows) => rows.filter(({ percent }) => percent < LEAST_PERCENT));
  const everywhere = poor
    .flat()
    .filter(({ name }) => poor.every((rows) => rows.some((row) => row.name === name)));
  expect(everywhere.map(({ name, uncovered }) => [name, uncovered])).toEqual([]);
});
