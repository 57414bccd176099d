/**
 * The tests of the native stand-ins again, in an org that executes the package's Apex: where both pass, journeys may
 * trust either.
 */
import { describe } from 'vitest';
import { startEveryOrgWith } from '../org-under-test.ts';

startEveryOrgWith({ apex: true });

describe('executed: the changes resource', async () => {
  await import('../changes-resource.test.ts');
});
describe('executed: marks of the triggers', async () => {
  await import('../package-marks.test.ts');
});
describe('executed: nudges', async () => {
  await import('../nudge.test.ts');
});
