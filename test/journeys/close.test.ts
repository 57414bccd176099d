/** How a deal of ours ends: won and lost, taken back in time, held, sent at once, and what comes too late. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deal, makeDeal, referralOf, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, startRig, type Rig } from './rig.ts';

const HELD_FOR_EVER = '4000-12-31T00:00:00.000';

let rig: Rig;
describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 29, org });
  }, 240_000);
  afterAll(() => rig?.stop());

  const update = (id: string, fields: Record<string, unknown>) =>
    rig.org.as(SELLER).update('Opportunity', id, fields);
  const status = (id: string) => {
    const { status: one, substatus } = referralOf(rig, id);
    return `${one}/${substatus}`;
  };
  const shared = async (fields: Record<string, unknown> = {}) => {
    const id = makeDeal(rig.org, { fields });
    await rig.quiet();
    return id;
  };
  const sendNow = async (id: string) => {
    update(id, { Co_Sell_Request__c: 'Send Close Now' });
    await rig.quiet();
  };

  it('a deal that is won waits, is taken back, is won again, held, and goes when the seller says so', async () => {
    const id = await shared();
    update(id, { StageName: 'Closed Won' });
    await rig.quiet();
    expect(status(id)).toBe('Active/Accepted');
    expect(deal(rig, id)['Co_Sell_Stage_Before__c']).toBe('Proposal/Price Quote');
    // What Undo on the card saves.
    update(id, { StageName: deal(rig, id)['Co_Sell_Stage_Before__c'] });
    await rig.quiet();
    expect(deal(rig, id)).toMatchObject({
      Co_Sell_Close_Sends_At__c: null,
      Co_Sell_Stage_Before__c: null,
    });
    expect(status(id)).toBe('Active/Accepted');

    update(id, { StageName: 'Closed Won' });
    update(id, { Co_Sell_Request__c: 'Hold Close' });
    await rig.quiet();
    expect(String(deal(rig, id)['Co_Sell_Close_Sends_At__c'])).toContain(HELD_FOR_EVER);
    expect(deal(rig, id)['Co_Sell_Request__c']).toBeNull();
    expect(status(id)).toBe('Active/Accepted');
    await sendNow(id);
    expect(status(id)).toBe('Closed/Won');
  });

  it('a deal that is lost carries its reason', async () => {
    const id = await shared();
    update(id, {
      StageName: 'Closed Lost',
      Referral_Response_Reason__c: 'Customer chose another vendor',
    });
    await sendNow(id);
    expect(status(id)).toBe('Closed/Lost');
    expect(referralOf(rig, id).statusReason).toBe('Customer chose another vendor');
    expect(deal(rig, id)).toMatchObject({
      Referral_Substatus__c: 'Lost',
      Referral_Status_Reason__c: 'Customer chose another vendor',
    });
  });

  it('a deal that was reopened after its end says that it is final, and stays closed at Microsoft', async () => {
    const id = await shared();
    update(id, { StageName: 'Closed Lost' });
    await sendNow(id);
    update(id, { StageName: 'Negotiation/Review' });
    await rig.quiet();
    expect(status(id)).toBe('Closed/Lost');
    expect(deal(rig, id)).toMatchObject({
      StageName: 'Negotiation/Review',
      Co_Sell_Sync_Status__c: 'Needs Attention',
    });
    expect(String(deal(rig, id)['Co_Sell_Sync_Message__c'])).toContain(
      'cannot be changed or reopened',
    );
  });

  it('closed differently on the two sides is left alone on both, and said', async () => {
    const id = await shared();
    update(id, { StageName: 'Closed Won' });
    rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, {
      status: 'Closed',
      substatus: 'Lost',
      statusReason: 'Others',
    });
    await rig.quiet();
    await sendNow(id);
    expect(status(id)).toBe('Closed/Lost');
    expect(deal(rig, id)).toMatchObject({
      StageName: 'Closed Won',
      Co_Sell_Sync_Status__c: 'Needs Attention',
    });
    expect(String(deal(rig, id)['Co_Sell_Sync_Message__c'])).toContain(
      'closed this referral differently',
    );
  });

  it('and the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
  });
});
