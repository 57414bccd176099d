/** The journeys of a deal, over real HTTP, with the bridge as its own process, in an unkind world. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import {
  addContact,
  addProduct,
  addSolution,
  bridgeWrites,
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  ownReferrals,
  recordsOf,
  referralOf,
  SELLER,
  shareDeal,
} from './deals.ts';
import { closedIn, roundedIn } from './customs.ts';
import { expectSound } from './judge.ts';
import { ORG_KEY, ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;
describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 11, org });
  });
  afterAll(() => rig?.stop());

  const audit = (recordId: string) =>
    rig.org.query(
      `SELECT Action__c, Field__c, Before__c, After__c, Entry_Key__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${recordId}'`,
    );
  const mark = () => ({
    org: rig.org.journal.entries().length,
    partnerCenter: rig.partnerCenter.journal.entries().length,
  });

  describe('sharing a deal', () => {
    it('(a) creates our referral with the right body and brings identifier, link, statuses and audit back', async () => {
      const id = makeDeal(rig.org, { fields: { Co_Sell_Notes__c: 'Pilot in spring' } });
      await rig.quiet();
      const referral = referralOf(rig, id);
      expect(referral).toMatchObject({
        externalReferenceId: id,
        status: 'Active',
        substatus: 'Accepted',
        type: 'Independent',
        qualification: 'SalesQualified',
        details: {
          dealValue: 50_000,
          currency: 'USD',
          notes: 'Pilot in spring',
          closingDateTime: `${nextYear('03-31')}T00:00:00Z`,
        },
      });
      expect(referral.consent.consentToShareReferralWithMicrosoftSellers).toBe(false);
      expect(referral.details.requirements.solutions.map((solution) => solution.id)).toEqual([
        'SOL-12345-ABC',
      ]);
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: referral.id,
        Referral_Status__c: 'Active',
        Referral_Substatus__c: 'Accepted',
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Change_Token__c: null,
      });
      expect(String(deal(rig, id)['Referral_Link__c'])).toContain(referral.id);
      expect(String(deal(rig, id)['Audit__c'])).toContain('shared');
      expect(audit(id).map((entry) => entry['Action__c'])).toContain('shared');
    });

    it('waits for what is missing and says so, then shares by itself once it is there', async () => {
      const id = makeDeal(rig.org, { solutions: [] });
      await rig.quiet();
      expect(ownReferrals(rig, id)).toEqual([]);
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Needs Attention' });
      expect(String(deal(rig, id)['Co_Sell_Sync_Message__c'])).toContain('Microsoft solution');
      expect(String(deal(rig, id)['Co_Sell_Checklist__c'])).toContain('"code":"solution"');
      addSolution(rig.org, id, { id: 'SOL-77777-XYZ', name: 'Late solution' });
      await rig.quiet();
      expect(referralOf(rig, id).details.requirements.solutions).toHaveLength(1);
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Checklist__c: null,
      });
    });

    it('waits for somebody to call, and invites Microsoft by itself once there is a contact', async () => {
      const id = makeDeal(rig.org, { fields: { How_can_Microsoft_help__c: HELP } });
      await rig.quiet();
      expect(String(deal(rig, id)['Co_Sell_Checklist__c'])).toContain('"code":"customer-contact"');
      expect(ownReferrals(rig, id)).toEqual([]);
      // No trigger of ours sees a contact role.
      addContact(rig.org, id, String(deal(rig, id)['AccountId']));
      await expect.poll(() => ownReferrals(rig, id).length, { timeout: PATIENCE_MS }).toBe(1);
      await rig.quiet();
      expect(microsoftReferrals(rig, referralOf(rig, id).engagementId)).toHaveLength(1);
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Checklist__c: null,
      });
    });

    it.each([
      { how: 'by a second referral of ours', autoCreate: false },
      { how: 'although the service makes it by itself', autoCreate: true },
    ])(
      '(b) with help and a contact invites Microsoft exactly once, $how',
      async ({ autoCreate }) => {
        rig.partnerCenter.switches.autoCreateMicrosoftReferral = autoCreate;
        const id = makeDeal(rig.org, {
          contact: true,
          fields: { How_can_Microsoft_help__c: HELP, Note_to_Microsoft__c: 'Need a POC' },
        });
        await rig.quiet();
        rig.partnerCenter.switches.autoCreateMicrosoftReferral = false;
        const own = referralOf(rig, id);
        expect(own).toMatchObject({ type: 'Shared' });
        expect(own.consent.consentToShareReferralWithMicrosoftSellers).toBe(true);
        const microsoft = microsoftReferrals(rig, own.engagementId);
        expect(microsoft).toHaveLength(1);
        expect(microsoft[0]?.inviteContext).toMatchObject({
          assistanceRequestCode: 'ProofOfConceptOrDemo',
          notes: 'Need a POC',
        });
        expect(deal(rig, id)).toMatchObject({ Microsoft_Status__c: 'Pending' });
      },
    );

    it('(k) a clone of a shared deal shares nothing', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const before = rig.partnerCenter.referrals().length;
      const cloneId = rig.org.as(SELLER).clone(id, { Name: 'Copy' });
      await rig.quiet();
      expect(deal(rig, cloneId)).toMatchObject({
        Sync_with_Partner_Center__c: false,
        Co_Sell_Customer_Consent__c: false,
        Referral_Identifier__c: null,
      });
      expect(rig.partnerCenter.referrals()).toHaveLength(before);
    });
  });

  describe('changing a shared deal', () => {
    it('(c) sends value and date of Salesforce as one PATCH of only the changed paths', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const since = mark();
      rig.org
        .as(SELLER)
        .update('Opportunity', id, { Amount: 61_000.5, CloseDate: nextYear('05-01') });
      await rig.quiet();
      const writes = bridgeWrites(rig, 'partnerCenter', since.partnerCenter);
      expect(writes).toHaveLength(1);
      expect(writes[0]?.changed.filter((path) => path.startsWith('details')).sort()).toEqual([
        'details.closingDateTime',
        'details.dealValue',
      ]);
      const [dealValue, closingDate] = [roundedIn(rig, 61_000.5), closedIn(rig, nextYear('05-01'))];
      expect(deal(rig, id)).toMatchObject({ Amount: dealValue, CloseDate: closingDate });
      expect(referralOf(rig, id).details).toMatchObject({
        dealValue,
        closingDateTime: `${closingDate}T00:00:00Z`,
      });
    });

    it('(d) writes value and date of Partner Center as one change with only these fields', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const { id: referralId } = referralOf(rig, id);
      const since = mark();
      rig.partnerCenter.asPartnerPortal(referralId, {
        dealValue: 72_000,
        closingDate: nextYear('06-15'),
      });
      await rig.quiet();
      const closingDate = closedIn(rig, nextYear('06-15'));
      expect(deal(rig, id)).toMatchObject({ Amount: 72_000, CloseDate: closingDate });
      // What an automation makes of a value that came from there does not go back: a person is told.
      expect(referralOf(rig, id).details).toMatchObject({
        dealValue: 72_000,
        closingDateTime: `${nextYear('06-15')}T00:00:00Z`,
      });
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: closingDate === nextYear('06-15') ? 'Synced' : 'Needs Attention',
        Co_Sell_Change_Token__c: null,
      });
      const merged = bridgeWrites(rig, 'org', since.org)
        .filter(({ type }) => type === 'Opportunity')
        .flatMap(({ changed }) => changed)
        .filter((field) =>
          ['Amount', 'CloseDate', 'Name', 'StageName', 'Co_Sell_Notes__c'].includes(field),
        );
      expect(merged.sort()).toEqual(['Amount', 'CloseDate']);
    });

    it('(e) different fields changed at once on both sides both survive', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const { id: referralId } = referralOf(rig, id);
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 81_000 });
      rig.partnerCenter.asPartnerPortal(referralId, { closingDate: nextYear('09-09') });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Amount: 81_000, CloseDate: nextYear('09-09') });
      expect(referralOf(rig, id).details).toMatchObject({
        dealValue: 81_000,
        closingDateTime: `${nextYear('09-09')}T00:00:00Z`,
      });
    });

    it('(f) the same field follows its rule, and the value that lost stands in the audit trail', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const { id: referralId } = referralOf(rig, id);
      await rig.bridge.kill();
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 91_111 });
      rig.partnerCenter.asPartnerPortal(referralId, { dealValue: 92_222 });
      await rig.bridge.start();
      await rig.quiet();
      const kept = roundedIn(rig, 91_111);
      expect(deal(rig, id)['Amount']).toBe(kept);
      expect(referralOf(rig, id).details.dealValue).toBe(kept);
      const conflicts = audit(id).filter((entry) => entry['Action__c'] === 'conflict');
      expect(conflicts).toHaveLength(1);
      expect(conflicts[0]).toMatchObject({
        Field__c: 'dealValue',
        Before__c: '92222',
        After__c: String(kept),
      });
    });

    it('asks a person where the rule says so, and takes the choice made for exactly these values', async () => {
      const id = makeDeal(rig.org, { fields: { Co_Sell_Notes__c: 'start' } });
      await rig.quiet();
      const { id: referralId } = referralOf(rig, id);
      await rig.bridge.kill();
      rig.org.as(SELLER).update('Opportunity', id, { Co_Sell_Notes__c: 'ours' });
      rig.partnerCenter.asPartnerPortal(referralId, { notes: 'theirs' });
      await rig.bridge.start();
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Notes__c: 'ours',
      });
      const [tile] = JSON.parse(String(deal(rig, id)['Co_Sell_Conflicts__c'])) as {
        field: string;
        hash: string;
      }[];
      expect(tile?.field).toBe('notes');
      rig.org.as(SELLER).update('Opportunity', id, {
        Co_Sell_Conflict_Choices__c: JSON.stringify({
          notes: `partnerCenter@${String(tile?.hash)}`,
        }),
      });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Notes__c: 'theirs',
        Co_Sell_Conflicts__c: null,
        Co_Sell_Conflict_Choices__c: null,
      });
      expect(referralOf(rig, id).details.notes).toBe('theirs');
    });

    it('combines solutions added on both sides at once', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const own = referralOf(rig, id);
      addSolution(rig.org, id, { id: 'SOL-22222-BBB', name: 'Ours', quantity: 2, price: 10 });
      rig.partnerCenter.asPartnerPortal(own.id, {
        solutions: [
          { id: 'SOL-12345-ABC', name: 'Contoso ERP', type: 'Name' },
          { id: 'SOL-33333-CCC', name: 'Theirs', type: 'Name' },
        ],
      });
      await rig.quiet();
      const there = referralOf(rig, id).details.requirements.solutions.map(
        (solution) => solution.id,
      );
      const here = rig.org
        .query(`SELECT Solution_Id__c FROM Microsoft_Solution__c WHERE Opportunity__c = '${id}'`)
        .map((row) => row['Solution_Id__c']);
      expect([...there].sort()).toEqual(['SOL-12345-ABC', 'SOL-22222-BBB', 'SOL-33333-CCC']);
      expect([...here].sort()).toEqual(['SOL-12345-ABC', 'SOL-22222-BBB', 'SOL-33333-CCC']);
    });

    it('(i) the webhooks of our own writes cause no writes', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const since = mark();
      const own = referralOf(rig, id);
      const body = JSON.stringify({
        EventName: 'referral-updated',
        ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${own.id}`,
        ResourceName: 'referral',
        AuditUri: null,
        ResourceChangeUtcDate: own.updatedDateTime,
      });
      for (let again = 0; again < 5; again++) {
        const answer = await fetch(`${rig.bridge.url}/webhooks/partner-center`, {
          method: 'POST',
          body,
          headers: await rig.partnerCenter.signNotification(body),
        });
        expect(answer.status).toBe(202);
      }
      await rig.quiet();
      expect(bridgeWrites(rig, 'partnerCenter', since.partnerCenter)).toEqual([]);
      expect(bridgeWrites(rig, 'org', since.org)).toEqual([]);
    });

    it('(j) leaves an amount that comes from products alone, shows it, and still sends it outwards', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const own = referralOf(rig, id);
      // Products fire no trigger of ours: only sweeps and regular looks can find them.
      const dealValue = () => referralOf(rig, id).details.dealValue;
      addProduct(rig.org, id, 40_000);
      await expect.poll(dealValue, { timeout: PATIENCE_MS }).toBe(40_000);
      await rig.quiet();
      rig.partnerCenter.asPartnerPortal(own.id, { dealValue: 45_000 });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Amount: 40_000,
        Co_Sell_Sync_Status__c: 'Needs Attention',
      });
      expect(String(deal(rig, id)['Co_Sell_Sync_Message__c'])).toContain('products');
      addProduct(rig.org, id, 7_000);
      await expect.poll(dealValue, { timeout: PATIENCE_MS }).toBe(47_000);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    });
  });

  describe('switching Sync off', () => {
    it('pauses the deal, and what was changed meanwhile travels when it is on again', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const seller = rig.org.as(SELLER);
      seller.update('Opportunity', id, { Sync_with_Partner_Center__c: false });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Paused',
        Co_Sell_Change_Token__c: null,
      });
      seller.update('Opportunity', id, { Amount: 58_000 });
      rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { closingDate: nextYear('10-10') });
      await rig.quiet();
      expect(referralOf(rig, id).details.dealValue).toBe(50_000);
      expect(deal(rig, id)['CloseDate']).toBe(nextYear('03-31'));
      seller.update('Opportunity', id, { Sync_with_Partner_Center__c: true });
      await rig.quiet();
      expect(referralOf(rig, id).details.dealValue).toBe(58_000);
      expect(deal(rig, id)).toMatchObject({
        CloseDate: nextYear('10-10'),
        Co_Sell_Sync_Status__c: 'Synced',
      });
    });

    it('before the deal was shared leaves nothing behind', async () => {
      const id = makeDeal(rig.org, { solutions: [] });
      await rig.quiet();
      rig.org.as(SELLER).update('Opportunity', id, { Sync_with_Partner_Center__c: false });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: null,
        Co_Sell_Checklist__c: null,
        Co_Sell_Change_Token__c: null,
      });
      expect(ownReferrals(rig, id)).toEqual([]);
    });

    it('unlinking clears the record, and its referral never comes back', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const own = referralOf(rig, id);
      rig.org.as(SELLER).update('Opportunity', id, { Co_Sell_Request__c: 'Unlink' });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: null,
        Sync_with_Partner_Center__c: false,
        Co_Sell_Request__c: null,
      });
      rig.partnerCenter.asPartnerPortal(own.id, { dealValue: 1 });
      await rig.quiet();
      expect(recordsOf(rig, own.id)).toEqual([]);
      expect(deal(rig, id)['Amount']).toBe(50_000);
    });
  });

  describe('what Microsoft does', () => {
    it('(g) a pending inbound deal becomes exactly one Opportunity, whatever the webhooks', async () => {
      rig.partnerCenter.switches.webhooks.duplicateChance = 1;
      const inbound = Array.from({ length: 5 }, () => rig.partnerCenter.createInbound());
      for (const referral of inbound) {
        rig.partnerCenter.asMicrosoft(referral.id, { notes: 'more to know' });
      }
      await rig.quiet();
      rig.partnerCenter.switches.webhooks.duplicateChance = 0.1;
      for (const referral of inbound) {
        const records = recordsOf(rig, referral.id);
        expect(records).toHaveLength(1);
        expect(records[0]).toMatchObject({ StageName: 'Qualification' });
        expect(deal(rig, String(records[0]?.['Id']))).toMatchObject({
          Sync_with_Partner_Center__c: true,
          Referral_Status__c: 'New',
          Referral_Substatus__c: 'Pending',
          Co_Sell_Notes__c: 'more to know',
        });
        expect(deal(rig, String(records[0]?.['Id']))['Referral_Expires__c']).not.toBeNull();
      }
    });

    it('keeps edits made on hold and sends them after the deal is accepted', async () => {
      const inbound = rig.partnerCenter.createInbound();
      await rig.quiet();
      const [record] = recordsOf(rig, inbound.id);
      const id = String(record?.['Id']);
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 33_333 });
      await rig.quiet();
      expect(rig.partnerCenter.referral(inbound.id)?.details.dealValue).toBe(50_000);
      rig.org.as(SELLER).update('Opportunity', id, { Referral_Response__c: 'Accept' });
      await rig.quiet();
      expect(rig.partnerCenter.referral(inbound.id)).toMatchObject({
        status: 'Active',
        substatus: 'Accepted',
        externalReferenceId: id,
        details: { dealValue: roundedIn(rig, 33_333) },
      });
      expect(deal(rig, id)).toMatchObject({
        StageName: 'Proposal/Price Quote',
        Referral_Response__c: null,
        Co_Sell_Sync_Status__c: 'Synced',
      });
    });

    it('a wish that comes too late is cleared with a sentence that stays', async () => {
      const inbound = rig.partnerCenter.createInbound();
      await rig.quiet();
      const id = String(recordsOf(rig, inbound.id)[0]?.['Id']);
      await rig.bridge.kill();
      rig.partnerCenter.asPartnerPortal(inbound.id, { status: 'Active', substatus: 'Accepted' });
      rig.org.as(SELLER).update('Opportunity', id, {
        Referral_Response__c: 'Decline',
        Referral_Response_Reason__c: 'Not a customer',
      });
      await rig.bridge.start();
      await rig.quiet();
      // The look that follows a write within its second must not wipe the sentence away.
      const looks = () =>
        rig.org.faults.calls().filter(({ url }) => url.includes('queryAll')).length;
      const before = looks();
      await expect.poll(looks, { timeout: PATIENCE_MS }).toBeGreaterThan(before + 1);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Referral_Response__c: null,
        Referral_Substatus__c: 'Accepted',
      });
      expect(String(deal(rig, id)['Co_Sell_Sync_Message__c'])).toContain('too late');
      expect(rig.partnerCenter.referral(inbound.id)).toMatchObject({ status: 'Active' });
    });

    it("(h) Microsoft's acceptance brings status, sellers and CRM id to the Opportunity", async () => {
      const id = makeDeal(rig.org, { contact: true, fields: { How_can_Microsoft_help__c: HELP } });
      await rig.quiet();
      const [microsoft] = microsoftReferrals(rig, referralOf(rig, id).engagementId);
      rig.partnerCenter.asMicrosoft(String(microsoft?.id), {
        status: 'Active',
        substatus: 'Accepted',
        microsoftMsxId: '7-ABC123',
        notes: 'Happy to help',
        team: [
          {
            firstName: 'Mika',
            lastName: 'Saari',
            phoneNumber: '555',
            email: 'mika@microsoft.example',
          },
        ],
      });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Microsoft_Status__c: 'Accepted',
        Microsoft_CRM_Identifier__c: '7-ABC123',
        Microsoft_Notes__c: 'Happy to help',
        Microsoft_Sellers__c: 'Mika Saari, mika@microsoft.example',
      });
    });
  });

  describe('the end of a deal', () => {
    it('a won stage waits for the undo window; reopening in time sends nothing', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      rig.org.as(SELLER).update('Opportunity', id, { StageName: 'Closed Won' });
      await rig.quiet();
      expect(referralOf(rig, id)).toMatchObject({ status: 'Active' });
      expect(deal(rig, id)['Co_Sell_Close_Sends_At__c']).not.toBeNull();
      rig.org.as(SELLER).update('Opportunity', id, { StageName: 'Negotiation/Review' });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Close_Sends_At__c: null });
      rig.org.as(SELLER).update('Opportunity', id, { StageName: 'Closed Won', Amount: 55_555 });
      rig.org.as(SELLER).update('Opportunity', id, { Co_Sell_Request__c: 'Send Close Now' });
      await rig.quiet();
      expect(referralOf(rig, id)).toMatchObject({
        status: 'Closed',
        substatus: 'Won',
        details: { dealValue: roundedIn(rig, 55_555) },
      });
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Request__c: null,
        Referral_Substatus__c: 'Won',
      });
    });
  });

  describe('the independent checker', () => {
    it('finds nothing lost, doubled, echoed, overwritten, written after the end or unsettled', async () => {
      await rig.quiet();
      expectSound(rig);
      // No answer was lost here, so nothing needed to be said twice.
      expect(rig.org.idleChanges()).toEqual([]);
    });
  });

  describe('an org that is not ours', () => {
    it('(l) is refused with a sentence, and nothing is read or written', async () => {
      const id = makeDeal(rig.org, { share: false });
      const answer = await fetch(`${rig.bridge.url}/v1/records/changed`, {
        method: 'POST',
        body: JSON.stringify({ ids: [id], more: false }),
        headers: {
          authorization: `Bearer ${ORG_KEY}`,
          'content-type': 'application/json',
          'x-co-sell-org': '00D000000000001AAA',
        },
      });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'other-org' });
    });

    it('(l) a bridge set up for another org claims nothing and says why', async () => {
      const other = await startRig({ org, settings: { SALESFORCE_ORG_ID: '00D5g000004XyZaEAK' } });
      try {
        const id = makeDeal(other.org, { share: false });
        shareDeal(other.org, id);
        await expect
          .poll(async () => (await (await other.operations('/health')).json()) as object, {
            timeout: PATIENCE_MS,
          })
          .toMatchObject({
            ok: false,
            org: { bound: false, refused: expect.stringContaining('00D5g000004XyZaEAK') },
          });
        expect(bridgeWrites(other, 'org')).toEqual([]);
        expect(other.partnerCenter.referrals()).toEqual([]);
      } finally {
        await other.stop();
      }
    });
  });
});
