/** What is said on the card and in the portal about a deal's status, and what the stage makes of it. */
import { describe, expect, it } from 'vitest';
import { pendingDeal, sharedDeal } from './deals.ts';
import { act } from './edits.ts';
import { orgProfile } from './org.ts';
import { stamped } from './partner-center-side.ts';
import { isQuiet, reconcile, saveRecord, shownBy, START } from './world.ts';

const MINUTE = 60_000;

describe('an answer on the card', () => {
  it.each([
    ['Accept', 'Active/Accepted', 'Qualification'],
    ['Decline', 'Closed/Declined', 'Closed Lost'],
  ] as const)(
    '%s is sent at once, the stage follows and the wish is cleared',
    (wish, to, stage) => {
      const world = pendingDeal();
      act(world, { kind: 'wish', wish });
      const { operations } = reconcile(world);
      expect(`${world.referral.status}/${world.referral.substatus}`).toBe(to);
      expect(world.record.fields).toMatchObject({ StageName: stage, Referral_Response__c: null });
      const reason = operations.find(({ path }) => path === '/statusReason')?.value;
      expect(reason).toBe(wish === 'Decline' ? 'The timeline is too short' : undefined);
      expect(isQuiet(reconcile(world))).toBe(true);
    },
  );

  it.each([
    ['Accept', 'expire', 'Closed/Expired'],
    ['Accept', 'decline', 'Closed/Declined'],
    ['Decline', 'accept', 'Active/Accepted'],
  ] as const)('%s that comes too late is refused once, with the reason', (wish, move, left) => {
    const world = pendingDeal();
    act(world, { kind: 'portal', move });
    act(world, { kind: 'wish', wish });
    const { audit } = reconcile(world);
    expect(audit.filter(({ action }) => action === 'refused')).toHaveLength(1);
    expect(world.record.fields['Referral_Response__c']).toBeNull();
    expect(`${world.referral.status}/${world.referral.substatus}`).toBe(left);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it.each([
    ['Accept', 'Closed Won', 'undo'],
    ['Accept', 'Closed Lost', 'undo'],
    ['Decline', 'Closed Won', 'closed-differently'],
  ] as const)('%s leaves a stage "%s" that was reached meanwhile alone', (wish, stage, reason) => {
    const world = pendingDeal();
    saveRecord(world, { set: { StageName: stage } });
    reconcile(world);
    act(world, { kind: 'wish', wish });
    reconcile(world);
    expect(world.record.fields['StageName']).toBe(stage);
    expect(world.held.status?.reason).toBe(reason);
    world.now += 11 * MINUTE;
    reconcile(world);
    expect(world.record.fields['StageName']).toBe(stage);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('whose stage could not follow while receiving was off is caught up later', () => {
    const off = orgProfile({ receive: false });
    const world = pendingDeal({ profile: off });
    act(world, { kind: 'wish', wish: 'Accept' });
    reconcile(world);
    expect(world.held.status?.reason).toBe('direction');
    world.profile = orgProfile();
    reconcile(world);
    expect(world.record.fields['StageName']).toBe('Qualification');
    expect(world.held).toEqual({});
  });
});

describe('what happens in the portal', () => {
  it.each([
    ['accept', 'Qualification'],
    ['decline', 'Closed Lost'],
    ['expire', 'Closed Lost'],
  ] as const)('%s moves the stage of a pending deal to "%s"', (move, stage) => {
    const world = pendingDeal();
    act(world, { kind: 'portal', move });
    expect(reconcile(world).set).toEqual({ StageName: stage });
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('after which edits made on hold are sent, in the same visit', () => {
    const world = pendingDeal();
    saveRecord(world, { set: { Amount: 70_000 } });
    reconcile(world);
    expect(world.held.dealValue?.reason).toBe('on-hold');
    act(world, { kind: 'portal', move: 'accept' });
    reconcile(world);
    expect(shownBy(world).partnerCenter.dealValue).toBe(70_000);
    expect(world.held).toEqual({});
  });

  it('with words nobody knows changes no stage', () => {
    const world = sharedDeal();
    world.referral = stamped({ ...world.referral, status: 'Reviewed', substatus: 'Maybe' });
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('that a flow in Salesforce reverts is held as refused, not written for ever', () => {
    const world = pendingDeal();
    act(world, { kind: 'portal', move: 'accept' });
    // No stage of this org is what the settings name: nothing can be written.
    world.profile = orgProfile({ activeStage: 'Nowhere' });
    world.held = {
      status: {
        reason: 'refused',
        partnerCenter: 'accepted',
        salesforce: 'pending',
        since: new Date(START).toISOString(),
      },
    };
    const [told, again] = [reconcile(world), reconcile(world)];
    expect([isQuiet(told), isQuiet(again)]).toEqual([true, true]);
    expect(world.held.status?.reason).toBe('refused');
  });
});
