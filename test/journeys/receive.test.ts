/** Deals that Microsoft sends: what becomes of them, what the owner is told, and how they are answered. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  OUTSIDER,
  recordsOf,
  referralOf,
  SELLER,
} from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

const ON_HOLD = 'Qualification';

let rig: Rig;
const bellsOf = (id: string) => rig.org.bells().filter(({ recordId }) => recordId === id);
const titlesOf = (id: string) => bellsOf(id).map(({ title }) => title);

/** Waits until the deal is in the org; its id. */
async function received(referralId: string): Promise<string> {
  await rig.quiet();
  const [record, ...more] = recordsOf(rig, referralId);
  expect(more).toEqual([]);
  return String(record?.['Id']);
}

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 23, org });
    // What the first sweep finds is old news, and rings nowhere.
    await rig.quiet();
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  describe('the bell', () => {
    it('rings once for a deal that came in, and not for what our own seller did', async () => {
      const inbound = rig.partnerCenter.createInbound();
      const id = await received(inbound.id);
      expect(bellsOf(id)).toMatchObject([
        { title: 'New deal from Microsoft', recipients: [deal(rig, id)['OwnerId']] },
      ]);
      expect(bellsOf(id)[0]?.body).toContain(inbound.expirationDateTime?.slice(0, 10));
      rig.org.as(SELLER).update('Opportunity', id, { Referral_Response__c: 'Accept' });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Referral_Substatus__c: 'Accepted' });
      expect(titlesOf(id)).toEqual(['New deal from Microsoft']);
    });

    it('rings for each move of Microsoft’s half, once', async () => {
      const id = makeDeal(rig.org, { contact: true, fields: { How_can_Microsoft_help__c: HELP } });
      await rig.quiet();
      expect(bellsOf(id)).toEqual([]);
      const [microsoft] = microsoftReferrals(rig, referralOf(rig, id).engagementId);
      const theirs = String(microsoft?.id);
      rig.partnerCenter.asMicrosoft(theirs, {
        status: 'Active',
        substatus: 'Accepted',
        team: [
          {
            firstName: 'Ada',
            lastName: 'Berg',
            phoneNumber: '1231231234',
            email: 'ada.berg@microsoft.example',
          },
        ],
      });
      await rig.quiet();
      expect(bellsOf(id)).toMatchObject([
        {
          title: 'Microsoft accepted your deal',
          body: expect.stringContaining('Ada Berg') as string,
        },
      ]);
      rig.partnerCenter.asMicrosoft(theirs, { notes: 'Call me on Monday' });
      await rig.quiet();
      expect(bellsOf(id)[1]).toMatchObject({
        title: 'New note from Microsoft',
        body: expect.stringContaining('Call me on Monday') as string,
      });
      rig.partnerCenter.asMicrosoft(theirs, { status: 'Closed', substatus: 'Lost' });
      await rig.quiet();
      expect(titlesOf(id).slice(2)).toEqual(['Microsoft closed its half as lost']);
    });

    it('tells when a deal was declined in the portal, and when a wish came too late', async () => {
      const [declined, accepted] = [
        rig.partnerCenter.createInbound(),
        rig.partnerCenter.createInbound(),
      ];
      const [first, second] = [await received(declined.id), await received(accepted.id)];
      rig.partnerCenter.asPartnerPortal(declined.id, { status: 'Closed', substatus: 'Declined' });
      await rig.bridge.kill();
      rig.partnerCenter.asPartnerPortal(accepted.id, { status: 'Active', substatus: 'Accepted' });
      rig.org.as(SELLER).update('Opportunity', second, {
        Referral_Response__c: 'Decline',
        Referral_Response_Reason__c: 'Not a customer',
      });
      await rig.bridge.start();
      await rig.quiet();
      expect(titlesOf(first).slice(1)).toEqual(['This deal was declined in Partner Center']);
      expect(bellsOf(second).slice(1)).toMatchObject([
        {
          title: 'Something needs your attention',
          body: expect.stringContaining('too late') as string,
        },
      ]);
    });

    it('tells that a deal has expired', async () => {
      const { id: referralId } = rig.partnerCenter.createInbound();
      const id = await received(referralId);
      rig.partnerCenter.expire(referralId);
      await rig.quiet();
      expect(titlesOf(id).slice(1)).toEqual(['This deal has expired']);
      expect(deal(rig, id)).toMatchObject({ Referral_Substatus__c: 'Expired' });
    });
  });

  describe('answered without the card', () => {
    const update = (id: string, fields: Record<string, unknown>) =>
      rig.org.as(SELLER).update('Opportunity', id, fields);
    async function onHold(): Promise<{ id: string; answered: () => string }> {
      const { id: referralId } = rig.partnerCenter.createInbound();
      const id = await received(referralId);
      expect(deal(rig, id)['StageName']).toBe(ON_HOLD);
      const answered = () => {
        const { status, substatus } = rig.partnerCenter.referral(referralId) ?? {};
        return `${String(status)}/${String(substatus)}`;
      };
      return { id, answered };
    }
    const requestedBy = (id: string) =>
      rig.org
        .query(
          `SELECT Actor__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}' AND Action__c = 'requested'`,
        )
        .map((row) => row['Actor__c']);

    it('is accepted by leaving the on-hold stage, once the undo window is over', async () => {
      const { id, answered } = await onHold();
      update(id, { StageName: 'Proposal/Price Quote' });
      await rig.quiet();
      expect(answered()).toBe('New/Pending');
      expect(Date.parse(String(deal(rig, id)['Co_Sell_Close_Sends_At__c']))).toBeGreaterThan(
        rig.clock.now() + 5 * 60_000,
      );
      // Taken back in time: nothing was said.
      update(id, { StageName: ON_HOLD });
      await rig.quiet();
      expect(deal(rig, id)['Co_Sell_Close_Sends_At__c']).toBeNull();
      expect(answered()).toBe('New/Pending');
      update(id, { StageName: 'Proposal/Price Quote' });
      await rig.quiet();
      // As if the ten minutes were almost over: the rest passes by itself.
      const end = new Date(rig.clock.now() + 2_000).toISOString();
      rig.org.as('system').update('Opportunity', id, { Co_Sell_Close_Sends_At__c: end });
      update(id, { Co_Sell_Request__c: 'Sync Now' });
      await expect.poll(answered, { timeout: PATIENCE_MS }).toBe('Active/Accepted');
      expect(rig.clock.now()).toBeGreaterThanOrEqual(Date.parse(end) - 1_000);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        StageName: 'Proposal/Price Quote',
        Referral_Substatus__c: 'Accepted',
        Co_Sell_Close_Sends_At__c: null,
        Co_Sell_Sync_Status__c: 'Synced',
      });
    });

    it.each([
      {
        how: 'an update of the field, for a user without any permission of ours',
        actor: OUTSIDER,
        name: 'Olga Seller',
        flow: (id: string) =>
          `update as system new Opportunity(Id = '${id}', Referral_Response__c = 'Accept');`,
      },
      {
        how: 'the action of the package',
        actor: SELLER,
        name: 'Anna Seller',
        flow: (id: string) => `
          CoSellRequestAction.Request wish = new CoSellRequestAction.Request();
          wish.recordId = '${id}';
          wish.response = 'Accept';
          List<CoSellRequestAction.Request> wishes = new List<CoSellRequestAction.Request>{ wish };
          System.assert(CoSellRequestAction.request(wishes)[0].saved);`,
      },
    ])('is accepted by Flow at once: $how', async ({ actor, name, flow }) => {
      const { id, answered } = await onHold();
      rig.org.execute(actor, flow(id));
      await rig.quiet();
      expect(answered()).toBe('Active/Accepted');
      expect(deal(rig, id)).toMatchObject({
        StageName: 'Proposal/Price Quote',
        Referral_Response__c: null,
        Referral_Substatus__c: 'Accepted',
        Co_Sell_Sync_Status__c: 'Synced',
      });
      expect(requestedBy(id)).toEqual([name]);
    });

    it('is declined by closing it as lost on hold, with its reason', async () => {
      const { id, answered } = await onHold();
      update(id, {
        StageName: 'Closed Lost',
        Referral_Response_Reason__c: 'Customer chose another vendor',
      });
      await rig.quiet();
      expect(answered()).toBe('New/Pending');
      update(id, { Co_Sell_Request__c: 'Send Close Now' });
      await rig.quiet();
      expect(answered()).toBe('Closed/Declined');
      expect(deal(rig, id)).toMatchObject({
        StageName: 'Closed Lost',
        Referral_Substatus__c: 'Declined',
        Referral_Status_Reason__c: 'Customer chose another vendor',
        Co_Sell_Sync_Status__c: 'Synced',
      });
    });
  });

  it('the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
    expect(rig.org.idleChanges()).toEqual([]);
  });
});
