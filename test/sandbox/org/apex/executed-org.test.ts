/**
 * The tests of the native stand-ins again, in an org that executes the package's Apex: where both pass, journeys may
 * trust either.
 */
import { describe, expect, it } from 'vitest';
import { orgForEachTest, SHARED, startEveryOrgWith } from '../org-under-test.ts';

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

describe('executed: what has no native stand-in', () => {
  const held = orgForEachTest();

  it('who asked for something is noted by the trigger', () => {
    const anna = held.org.as('seller:anna');
    const id = anna.create('Opportunity', SHARED);
    anna.update('Opportunity', id, { Co_Sell_Request__c: 'Sync Now' });
    expect(
      held.org.query('SELECT Actor__c, Action__c, After__c FROM Co_Sell_Audit_Entry__c'),
    ).toMatchObject([{ Actor__c: 'Anna Seller', Action__c: 'requested', After__c: 'Sync Now' }]);
  });
});
