/** What a seller asks for on a deal that has no referral yet: refused or carried out at once, never left standing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSolution, deal, makeDeal, ownReferrals, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 71, org });
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  const seller = () => rig.org.as(SELLER);

  it('an answer without a referral to answer leaves the record, and stands as refused in the trail', async () => {
    const id = makeDeal(rig.org, { solutions: [] });
    await rig.quiet();
    seller().update('Opportunity', id, {
      Referral_Response__c: 'Decline',
      Referral_Response_Reason__c: 'Not a customer',
    });
    await rig.quiet();
    expect(deal(rig, id)).toMatchObject({
      Referral_Response__c: null,
      Referral_Response_Reason__c: null,
      Co_Sell_Sync_Status__c: 'Needs Attention',
    });
    const refused = rig.org.query(
      `SELECT After__c, Reason__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}' AND Action__c = 'refused'`,
    );
    expect(refused).toMatchObject([
      { After__c: 'declined', Reason__c: 'Decline: this deal has no referral to answer' },
    ]);
    addSolution(rig.org, id, { id: 'SOL-71717-VWS', name: 'Late solution' });
    await rig.quiet();
    expect(ownReferrals(rig, id)).toMatchObject([{ status: 'Active', substatus: 'Accepted' }]);
  });

  it('Unlink on a deal that waits to be shared switches Sync off, so that it never is', async () => {
    const id = makeDeal(rig.org, { solutions: [] });
    await rig.quiet();
    seller().update('Opportunity', id, { Co_Sell_Request__c: 'Unlink' });
    await rig.quiet();
    expect(deal(rig, id)).toMatchObject({
      Co_Sell_Request__c: null,
      Sync_with_Partner_Center__c: false,
      Co_Sell_Sync_Status__c: null,
      Co_Sell_Checklist__c: null,
    });
    addSolution(rig.org, id, { id: 'SOL-71718-VWS', name: 'Late solution' });
    await rig.quiet();
    expect(ownReferrals(rig, id)).toEqual([]);
  });

  it('and the checker finds nothing in all of it', () => void expectSound(rig));
});
