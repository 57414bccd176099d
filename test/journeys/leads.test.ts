/** Leads that Microsoft sends: received, answered, converted, and never doubled. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import { ownReferrals, recordsOf, requiredBy, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;
let settingId: string;

describe.each(ORGS)('leads of Microsoft in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 23, org, start: false, timings: { profileMs: 100 } });
    const admin = rig.org.as('system');
    settingId = admin.create('Co_Sell_Setting__mdt', { DeveloperName: 'Org', Leads__c: 'On' });
    await rig.start();
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  it('becomes one Lead with the person, the company and the days left, whatever the webhooks', async () => {
    rig.partnerCenter.switches.webhooks.duplicateChance = 1;
    const { id } = sendLead({ qualification: 'MarketingQualified' });
    await rig.quiet();
    rig.partnerCenter.switches.webhooks.duplicateChance = 0.1;
    expect(leadsOf(id)).toHaveLength(1);
    expect(recordsOf(rig, id)).toEqual([]);
    expect(leadOf(id)).toMatchObject({
      FirstName: 'Sue',
      LastName: 'Smith',
      Company: 'Fabrikam Customer Inc',
      Email: 'sue.smith@fabrikam.example',
      Phone: '1234567890',
      City: 'Redmond',
      PostalCode: '98052',
      Status: 'Open - Not Contacted',
      Sync_with_Partner_Center__c: true,
      Co_Sell_Sync_Status__c: 'Synced',
      Referral_Status__c: 'New',
      Referral_Substatus__c: 'Pending',
      Co_Sell_Change_Token__c: null,
    });
    expect(leadOf(id)['Referral_Expires__c']).not.toBeNull();
    expect(String(leadOf(id)['Referral_Link__c'])).toContain(id);
    const trail = rig.org.query(
      `SELECT Action__c FROM Co_Sell_Audit_Entry__c WHERE Lead__c = '${String(leadOf(id)['Id'])}'`,
    );
    expect(trail.map((entry) => entry['Action__c'])).toContain('received');
  });

  it('comes in without what Microsoft does not say, under a name that says so', async () => {
    const { id } = sendLead({ customerProfile: { team: [], address: { state: null } } });
    await rig.quiet();
    expect(leadOf(id)).toMatchObject({
      LastName: 'Fabrikam Customer Inc',
      Company: 'Fabrikam Customer Inc',
      Email: null,
    });
  });

  it('leaves marketplace leads where they are', async () => {
    const { id } = sendLead({ qualification: 'Direct' });
    await rig.quiet();
    expect(leadsOf(id)).toEqual([]);
    expect(recordsOf(rig, id)).toEqual([]);
    expect(rig.partnerCenter.referral(id)).toMatchObject({ status: 'New' });
  });

  it('is accepted on the record: Partner Center hears it, and the lead says so', async () => {
    const { id } = await received();
    answer(id, { Referral_Response__c: 'Accept' });
    await rig.quiet();
    expect(rig.partnerCenter.referral(id)).toMatchObject({
      status: 'Active',
      substatus: 'Accepted',
      externalReferenceId: leadOf(id)['Id'],
    });
    expect(leadOf(id)).toMatchObject({
      Referral_Status__c: 'Active',
      Referral_Substatus__c: 'Accepted',
      Referral_Response__c: null,
      Co_Sell_Sync_Status__c: 'Synced',
      Status: 'Open - Not Contacted',
    });
  });

  it('is declined on the record with its reason', async () => {
    const { id } = await received();
    answer(id, {
      Referral_Response__c: 'Decline',
      Referral_Response_Reason__c: 'Not a customer',
    });
    await rig.quiet();
    expect(rig.partnerCenter.referral(id)).toMatchObject({
      status: 'Closed',
      substatus: 'Declined',
      statusReason: 'Not a customer',
    });
    expect(leadOf(id)).toMatchObject({
      Referral_Substatus__c: 'Declined',
      Referral_Status_Reason__c: 'Not a customer',
      Referral_Response__c: null,
      Referral_Response_Reason__c: null,
    });
  });

  it('that is not pursued is declined after the undo window, and not when it is taken up again', async () => {
    const [kept, given] = [await received(), await received()];
    for (const { id } of [kept, given]) answer(id, { Status: 'Closed - Not Converted' });
    await rig.quiet();
    expect(leadOf(kept.id)['Co_Sell_Close_Sends_At__c']).not.toBeNull();
    expect(rig.partnerCenter.referral(kept.id)).toMatchObject({ status: 'New' });
    answer(kept.id, { Status: 'Working - Contacted' });
    answer(given.id, { Co_Sell_Request__c: 'Send Close Now' });
    await rig.quiet();
    expect(leadOf(kept.id)['Co_Sell_Close_Sends_At__c']).toBeNull();
    expect(rig.partnerCenter.referral(kept.id)).toMatchObject({ status: 'New' });
    expect(rig.partnerCenter.referral(given.id)).toMatchObject({ substatus: 'Declined' });
    expect(leadOf(given.id)).toMatchObject({ Co_Sell_Request__c: null });
  });

  it('that nobody answers in time is expired, and an answer that comes too late says so', async () => {
    const { id } = await received();
    rig.partnerCenter.expire(id);
    await rig.quiet();
    expect(leadOf(id)).toMatchObject({
      Referral_Status__c: 'Closed',
      Referral_Substatus__c: 'Expired',
    });
    answer(id, { Referral_Response__c: 'Accept' });
    await rig.quiet();
    expect(leadOf(id)).toMatchObject({ Referral_Response__c: null });
    expect(String(leadOf(id)['Co_Sell_Sync_Message__c'])).toContain('too late');
  });

  describe('a lead that is converted', () => {
    it.each([
      { triggers: true, how: 'where triggers of leads see it' },
      { triggers: false, how: 'where no trigger sees it' },
    ])('hands its referral to the opportunity, $how', async ({ triggers }) => {
      const { id } = await accepted();
      const leadId = String(leadOf(id)['Id']);
      rig.org.switches.convertRunsLeadTriggers = triggers;
      const dealId = convert(id);
      await handedTo(id, dealId);
      rig.org.switches.convertRunsLeadTriggers = true;
      expect(dealAt(dealId)).toMatchObject({
        Sync_with_Partner_Center__c: true,
        Referral_Identifier__c: id,
        Referral_Status__c: 'Active',
        Referral_Substatus__c: 'Accepted',
        Co_Sell_Sync_Status__c: 'Synced',
        Amount: 50_000,
        Co_Sell_Conflicts__c: null,
      });
      const told = rig.org.journal
        .entries()
        .find(
          ({ id: written, actor, after }) =>
            written === dealId && actor === 'bridge' && after?.['Referral_Identifier__c'] === id,
        );
      expect(told?.after).toMatchObject({ Co_Sell_Sync_Status__c: 'Queued' });
      // Both have a close date: the rule of the field decides, and the trail keeps the other.
      const { CloseDate: closeDate } = dealAt(dealId);
      expect(rig.partnerCenter.referral(id)).toMatchObject({
        externalReferenceId: dealId,
        details: { closingDateTime: `${String(closeDate)}T00:00:00Z` },
      });
      expect(String(dealAt(dealId)['Audit__c'])).toContain(nextYear('06-29'));
      expect(leadsOf(id).map((row) => row['Id'])).toEqual([leadId]);
      rig.org.as(SELLER).update('Opportunity', dealId, { Co_Sell_Notes__c: 'We go on here' });
      await rig.quiet();
      expect(rig.partnerCenter.referral(id)?.details.notes).toBe('We go on here');
    });

    it('while the bridge is down, with the deal shared by its seller: no second referral', async () => {
      const { id } = await accepted();
      const before = rig.partnerCenter.referrals().length;
      await rig.bridge.kill();
      const dealId = convert(id);
      rig.org.as(SELLER).update('Opportunity', dealId, {
        Sync_with_Partner_Center__c: true,
        Co_Sell_Customer_Consent__c: true,
      });
      await rig.bridge.start();
      await handedTo(id, dealId);
      expect(rig.partnerCenter.referrals()).toHaveLength(before);
      expect(ownReferrals(rig, dealId).map((referral) => referral.id)).toEqual([id]);
      expect(dealAt(dealId)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    });

    it('before anybody answered is accepted by that, after the undo window', async () => {
      const { id } = await received();
      const dealId = convert(id);
      await handedTo(id, dealId);
      expect(rig.partnerCenter.referral(id)).toMatchObject({ status: 'New' });
      expect(dealAt(dealId)['Co_Sell_Close_Sends_At__c']).not.toBeNull();
      rig.org.as(SELLER).update('Opportunity', dealId, { Co_Sell_Request__c: 'Send Close Now' });
      await rig.quiet();
      expect(rig.partnerCenter.referral(id)).toMatchObject({
        substatus: 'Accepted',
        externalReferenceId: dealId,
      });
    });

    it('after it was declined leaves a deal that is shared as one of ours', async () => {
      const { id } = await received();
      answer(id, { Referral_Response__c: 'Decline', Referral_Response_Reason__c: 'Others' });
      await rig.quiet();
      const dealId = convert(id);
      await rig.quiet();
      expect(dealAt(dealId)).toMatchObject({
        Referral_Identifier__c: null,
        Sync_with_Partner_Center__c: false,
      });
    });

    it('without an opportunity sends nothing more', async () => {
      const { id } = await accepted();
      rig.org.as(SELLER).convertLead(String(leadOf(id)['Id']), { createsOpportunity: false });
      await rig.quiet();
      expect(rig.partnerCenter.referral(id)).toMatchObject({ status: 'Active' });
      expect(recordsOf(rig, id)).toEqual([]);
    });
  });

  describe('a lead that is merged', () => {
    it.each([
      { isUp: true, when: 'while the bridge looks on' },
      { isUp: false, when: 'while the bridge is down' },
    ])('hands its referral to the winner, $when', async ({ isUp }) => {
      const { id } = await received();
      const loser = String(leadOf(id)['Id']);
      const winner = rig.org.as(SELLER).create('Lead', {
        LastName: 'Smith',
        Company: 'Fabrikam Customer',
      });
      const before = rig.partnerCenter.referrals().length;
      if (!isUp) await rig.bridge.kill();
      rig.org.as('system').merge('Lead', winner, [loser]);
      if (!isUp) await rig.bridge.start();
      await expect
        .poll(() => leadsOf(id).map((row) => row['Id']), { timeout: PATIENCE_MS })
        .toEqual([winner]);
      await rig.quiet();
      expect(leadOf(id)).toMatchObject({
        Company: 'Fabrikam Customer',
        Sync_with_Partner_Center__c: true,
        Referral_Substatus__c: 'Pending',
        Co_Sell_Sync_Status__c: 'Synced',
      });
      const trail = rig.org.query(
        `SELECT Reason__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${winner}'`,
      );
      expect(trail.map((entry) => entry['Reason__c'])).toContain('the lead was merged');
      answer(id, { Referral_Response__c: 'Accept' });
      await rig.quiet();
      expect(rig.partnerCenter.referral(id)).toMatchObject({
        substatus: 'Accepted',
        externalReferenceId: winner,
      });
      expect(rig.partnerCenter.referrals()).toHaveLength(before);
    });
  });

  it('rests while it is deleted, and goes on when it is restored', async () => {
    const { id } = await received();
    const leadId = String(leadOf(id)['Id']);
    rig.org.as(SELLER).delete('Lead', leadId);
    await rig.quiet();
    rig.partnerCenter.asMicrosoft(id, { notes: 'Still interested' });
    await rig.quiet();
    expect(leadsOf(id)).toEqual([]);
    rig.org.as(SELLER).undelete('Lead', leadId);
    answer(id, { Referral_Response__c: 'Accept' });
    await rig.quiet();
    expect(rig.partnerCenter.referral(id)).toMatchObject({ substatus: 'Accepted' });
    expect(leadsOf(id)).toHaveLength(1);
  });

  it('is left alone while leads are off, and taken up when they are on', async () => {
    const admin = rig.org.as('system');
    admin.update('Co_Sell_Setting__mdt', settingId, { Leads__c: 'Off' });
    await new Promise((resolve) => rig.clock.after(300, () => resolve(undefined)));
    const { id } = sendLead();
    await rig.quiet();
    expect(leadsOf(id)).toEqual([]);
    expect(recordsOf(rig, id)).toEqual([]);
    admin.update('Co_Sell_Setting__mdt', settingId, { Leads__c: 'On' });
    await expect.poll(() => leadsOf(id).length, { timeout: PATIENCE_MS }).toBe(1);
    await rig.quiet();
  });

  it('and everything above was sound', () => {
    expectSound(rig, { leads: true });
  });
});

/** Independent, qualified and from Microsoft: what the contract calls a qualified lead. */
const sendLead = (over: Record<string, unknown> = {}) =>
  rig.partnerCenter.createInbound({ type: 'Independent', target: [], ...over });

async function received(): Promise<{ id: string }> {
  const { id } = sendLead();
  await expect.poll(() => leadsOf(id).length, { timeout: PATIENCE_MS }).toBe(1);
  await rig.quiet();
  return { id };
}

async function accepted(): Promise<{ id: string }> {
  const { id } = await received();
  answer(id, { Referral_Response__c: 'Accept' });
  await rig.quiet();
  return { id };
}

const leadsOf = (referralId: string) =>
  rig.org.query(`SELECT Id FROM Lead WHERE Referral_Identifier__c = '${referralId}'`);

function leadOf(referralId: string): Record<string, unknown> {
  const [row] = leadsOf(referralId);
  const lead = row && rig.org.as(SELLER).get('Lead', String(row['Id']));
  if (!lead) throw new Error(`no Lead of ${referralId}`);
  return lead;
}

const answer = (referralId: string, fields: Record<string, unknown>) =>
  rig.org.as(SELLER).update('Lead', String(leadOf(referralId)['Id']), fields);

function convert(referralId: string): string {
  const leadId = String(leadOf(referralId)['Id']);
  const { opportunityId } = rig.org
    .as(SELLER)
    .convertLead(leadId, { opportunity: requiredBy(rig.org) });
  return String(opportunityId);
}

async function handedTo(referralId: string, dealId: string): Promise<void> {
  await expect
    .poll(() => dealAt(dealId)['Referral_Identifier__c'], { timeout: PATIENCE_MS })
    .toBe(referralId);
  await rig.quiet();
}

function dealAt(id: string): Record<string, unknown> {
  const row = rig.org.as(SELLER).get('Opportunity', id);
  if (!row) throw new Error(`no Opportunity ${id}`);
  return row;
}
