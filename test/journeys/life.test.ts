/** What becomes of a deal besides its stages: deleted, merged, paused, linked, unlinked, and its bridge without a memory. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import {
  bridgeWrites,
  deal,
  HELP,
  makeDeal,
  microsoftHalf,
  microsoftReferrals,
  ownReferrals,
  recordsOf,
  referralOf,
  requiredBy,
  SELLER,
} from './deals.ts';
import { roundedIn } from './customs.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 71, org });
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  const seller = () => rig.org.as(SELLER);
  const admin = () => rig.org.as('system');
  const message = (id: string) => String(deal(rig, id)['Co_Sell_Sync_Message__c']);
  const audit = (id: string) =>
    rig.org.query(
      `SELECT Action__c, Field__c, Before__c, After__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}'`,
    );
  /** Where nothing is remembered of a referral, nothing tells an answer from before an edit from a fresh one. */
  const freshAnswers = (chance = 0): number => {
    const { switches } = rig.partnerCenter;
    const before = switches.staleGetChance;
    switches.staleGetChance = chance;
    return before;
  };
  const actions = (id: string) => audit(id).map((entry) => entry['Action__c']);
  async function shared(options: Parameters<typeof makeDeal>[1] = {}): Promise<string> {
    const id = makeDeal(rig.org, options);
    await rig.quiet();
    return id;
  }

  describe('a deleted deal', () => {
    it('is left alone at Microsoft, and restored sends and gets what was edited meanwhile', async () => {
      const id = await shared();
      const { id: referralId } = referralOf(rig, id);
      await rig.bridge.kill();
      seller().update('Opportunity', id, { Amount: 58_000 });
      seller().delete('Opportunity', id);
      const since = rig.partnerCenter.journal.entries().length;
      await rig.bridge.start();
      rig.partnerCenter.asPartnerPortal(referralId, { closingDate: nextYear('10-10') });
      await rig.quiet();
      expect(bridgeWrites(rig, 'partnerCenter', since)).toEqual([]);
      expect(recordsOf(rig, referralId)).toEqual([]);
      admin().undelete('Opportunity', id);
      await expect
        .poll(() => referralOf(rig, id).details.dealValue, { timeout: PATIENCE_MS })
        .toBe(58_000);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        CloseDate: nextYear('10-10'),
        Co_Sell_Sync_Status__c: 'Synced',
        Referral_Identifier__c: referralId,
      });
      expect(ownReferrals(rig, id)).toHaveLength(1);
    });
  });

  describe('merged accounts', () => {
    it('leave the deal in sync, and say that Partner Center keeps the old customer', async () => {
      const id = await shared();
      const old = String(deal(rig, id)['AccountId']);
      const { Name: oldName } = admin().get('Account', old) ?? {};
      const winner = admin().create('Account', {
        Name: 'Fabrikam Holding',
        BillingStreet: '2 Other Street',
        BillingCity: 'Berlin',
        BillingPostalCode: '10115',
        BillingCountry: 'DE',
      });
      admin().merge('Account', winner, [old]);
      await expect
        .poll(() => message(id), { timeout: PATIENCE_MS })
        .toContain(`Fabrikam Holding / ${String(oldName)}`);
      await rig.quiet();
      seller().update('Opportunity', id, { Amount: 59_000 });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ AccountId: winner, Co_Sell_Sync_Status__c: 'Synced' });
      expect(message(id)).toContain('another customer');
      expect(referralOf(rig, id)).toMatchObject({
        customerProfile: { name: oldName },
        details: { dealValue: 59_000 },
      });
      const told = audit(id).filter((entry) => entry['Field__c'] === 'customerName');
      expect(told).toMatchObject([{ Before__c: oldName, After__c: 'Fabrikam Holding' }]);
    });

    it('of one name say nothing', async () => {
      const id = await shared();
      const old = String(deal(rig, id)['AccountId']);
      const { Name } = admin().get('Account', old) ?? {};
      const winner = admin().create('Account', { Name: String(Name).toUpperCase() });
      admin().merge('Account', winner, [old]);
      await rig.quiet();
      seller().update('Opportunity', id, { Amount: 60_000 });
      await rig.quiet();
      expect(referralOf(rig, id).details.dealValue).toBe(60_000);
      expect(deal(rig, id)['Co_Sell_Sync_Message__c']).toBeNull();
    });
  });

  describe('merged contacts', () => {
    it('let a deal go out by itself that waited for somebody to call', async () => {
      const id = makeDeal(rig.org, { fields: { How_can_Microsoft_help__c: HELP } });
      const AccountId = String(deal(rig, id)['AccountId']);
      const nameless = seller().create('Contact', { AccountId, LastName: 'Smith' });
      seller().create('OpportunityContactRole', { OpportunityId: id, ContactId: nameless });
      await rig.quiet();
      expect(ownReferrals(rig, id)).toEqual([]);
      const complete = seller().create('Contact', {
        AccountId,
        FirstName: 'Sue',
        LastName: 'Smith',
        Email: 'sue.smith@fabrikam.example',
        Phone: '1234567890',
      });
      admin().merge('Contact', complete, [nameless]);
      await expect.poll(() => ownReferrals(rig, id).length, { timeout: PATIENCE_MS }).toBe(1);
      await rig.quiet();
      const [invited] = microsoftReferrals(rig, referralOf(rig, id).engagementId);
      expect(invited?.customerProfile.team).toMatchObject([
        { email: 'sue.smith@fabrikam.example' },
      ]);
    });
  });

  describe('Sync switched off', () => {
    it('deletes nothing, says so, and asks about what both sides changed when it is on again', async () => {
      const id = await shared({ fields: { Co_Sell_Notes__c: 'start' } });
      const { id: referralId } = referralOf(rig, id);
      seller().update('Opportunity', id, { Sync_with_Partner_Center__c: false });
      await rig.quiet();
      seller().update('Opportunity', id, { Co_Sell_Notes__c: 'ours', Amount: 61_000 });
      rig.partnerCenter.asPartnerPortal(referralId, { notes: 'theirs' });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Paused',
        Referral_Identifier__c: referralId,
        Co_Sell_Notes__c: 'ours',
      });
      expect(referralOf(rig, id)).toMatchObject({
        status: 'Active',
        details: { notes: 'theirs', dealValue: 50_000 },
      });
      seller().update('Opportunity', id, { Sync_with_Partner_Center__c: true });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Conflict',
        Co_Sell_Notes__c: 'ours',
      });
      expect(referralOf(rig, id).details).toMatchObject({
        notes: 'theirs',
        dealValue: 61_000,
      });
      seller().update('Opportunity', id, { Co_Sell_Notes__c: 'theirs' });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    });
  });

  describe('an identifier that an admin writes', () => {
    /** An Opportunity that was made here, for a deal that was made in the portal. */
    const plainDeal = (fields: object = {}) =>
      seller().create('Opportunity', {
        Name: 'Made here',
        StageName: 'Proposal/Price Quote',
        CloseDate: nextYear('06-29'),
        ...requiredBy(rig.org),
        ...fields,
      });
    const link = (id: string, identifier: string) =>
      admin().update('Opportunity', id, {
        Referral_Identifier__c: identifier,
        Sync_with_Partner_Center__c: true,
      });
    /** Made in the portal while nobody looks: else it would become a record of its own. */
    async function linked(
      write: (id: string) => string,
      fields: object,
    ): Promise<[string, string]> {
      await rig.bridge.kill();
      const referral = rig.partnerCenter.createInPortal();
      const id = plainDeal(fields);
      link(id, write(referral.id));
      await rig.bridge.start();
      await rig.quiet();
      return [id, referral.id];
    }

    it.each([
      ['as it is', (id: string) => id],
      ['in capitals', (id: string) => id.toUpperCase()],
    ])('%s links the two, fills blanks and overwrites nothing', async (_how, write) => {
      const [id, referralId] = await linked(write, { Amount: 62_000 });
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: referralId,
        Amount: 62_000,
        CloseDate: nextYear('06-29'),
        Co_Sell_Notes__c: 'Customer wants a pilot.',
        Co_Sell_Sync_Status__c: 'Conflict',
      });
      expect(rig.partnerCenter.referral(referralId)?.details.dealValue).toBe(50_000);
      expect(recordsOf(rig, referralId)).toHaveLength(1);
      expect(actions(id)).toContain('linked');
      seller().update('Opportunity', id, { Amount: 50_000 });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    });

    it('of a deal that was deleted links the two, and the new one goes on', async () => {
      const old = await shared();
      const { id: referralId } = referralOf(rig, old);
      seller().delete('Opportunity', old);
      await rig.quiet();
      const id = plainDeal({ Amount: 50_000, CloseDate: String(deal(rig, old)['CloseDate']) });
      link(id, referralId);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: referralId,
        Co_Sell_Sync_Status__c: 'Synced',
      });
      expect(actions(id)).toContain('linked');
      seller().update('Opportunity', id, { Amount: 50_500 });
      await rig.quiet();
      expect(rig.partnerCenter.referral(referralId)?.details.dealValue).toBe(50_500);
    });

    it('with blanks and braces around it links a deal that was unlinked', async () => {
      const old = await shared();
      const { id: referralId } = referralOf(rig, old);
      seller().update('Opportunity', old, { Co_Sell_Request__c: 'Unlink' });
      await rig.quiet();
      const id = plainDeal({ Amount: 50_000, CloseDate: nextYear('03-31') });
      link(id, ` {${referralId.toUpperCase()}} `);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: referralId,
        Co_Sell_Sync_Status__c: 'Synced',
      });
      expect(deal(rig, old)).toMatchObject({ Referral_Identifier__c: null });
    });

    it.each([
      ['no id at all', () => 'the deal with Contoso', 'no id of Partner Center'],
      [
        'one nobody knows',
        () => '00000000-1111-4222-8333-444444444444',
        'Partner Center has no referral with the identifier',
      ],
      [
        "that of Microsoft's half",
        (shared: string) => microsoftHalf(rig, shared).id,
        "Microsoft's half",
      ],
    ])(
      '%s is explained, and links nothing until it is corrected',
      async (_what, write, sentence) => {
        const other = await shared({ contact: true, fields: { How_can_Microsoft_help__c: HELP } });
        const id = plainDeal({ Amount: 50_000 });
        const since = rig.partnerCenter.journal.entries().length;
        link(id, write(other));
        await expect.poll(() => message(id), { timeout: PATIENCE_MS }).toContain(sentence);
        expect(deal(rig, id)['Co_Sell_Sync_Status__c']).toBe('Failed');
        expect(bridgeWrites(rig, 'partnerCenter', since)).toEqual([]);
        // Corrected to nothing: not linked, and nothing was shared by the way.
        admin().update('Opportunity', id, {
          Referral_Identifier__c: null,
          Sync_with_Partner_Center__c: false,
        });
        await rig.quiet();
        expect(deal(rig, id)).toMatchObject({
          Co_Sell_Sync_Status__c: null,
          Co_Sell_Sync_Message__c: null,
        });
      },
    );

    it('that another record has is refused by Salesforce, whatever its case', async () => {
      const other = await shared();
      const taken = String(deal(rig, other)['Referral_Identifier__c']).toUpperCase();
      expect(() => link(plainDeal(), taken)).toThrow(/duplicate value/i);
    });

    it('that another deal had until somebody cleared it there is explained', async () => {
      const other = await shared();
      const { id: referralId } = referralOf(rig, other);
      await rig.bridge.kill();
      admin().update('Opportunity', other, { Referral_Identifier__c: null });
      const id = plainDeal();
      link(id, referralId);
      await rig.bridge.start();
      await expect
        .poll(() => message(id), { timeout: PATIENCE_MS })
        .toContain('claim the same deal');
      admin().update('Opportunity', id, {
        Referral_Identifier__c: null,
        Sync_with_Partner_Center__c: false,
      });
      admin().update('Opportunity', other, { Co_Sell_Request__c: 'Sync Now' });
      await rig.quiet();
      expect(deal(rig, other)).toMatchObject({ Referral_Identifier__c: referralId });
    });
  });

  describe('an unlinked deal', () => {
    it('is never made anew from its referral, and only an admin who links it brings it back', async () => {
      const id = await shared();
      const { id: referralId } = referralOf(rig, id);
      seller().update('Opportunity', id, { Co_Sell_Request__c: 'Unlink' });
      await rig.quiet();
      rig.partnerCenter.asPartnerPortal(referralId, { dealValue: 64_000 });
      await rig.quiet();
      expect(recordsOf(rig, referralId)).toEqual([]);
      expect(deal(rig, id)).toMatchObject({
        Amount: 50_000,
        Co_Sell_Sync_Status__c: null,
        Sync_with_Partner_Center__c: false,
      });
      const chance = freshAnswers();
      admin().update('Opportunity', id, {
        Referral_Identifier__c: referralId,
        Sync_with_Partner_Center__c: true,
      });
      await rig.quiet();
      freshAnswers(chance);
      // Nobody remembers who changed what: a person decides.
      expect(deal(rig, id)).toMatchObject({
        Amount: 50_000,
        Referral_Identifier__c: referralId,
        Co_Sell_Sync_Status__c: 'Conflict',
      });
      seller().update('Opportunity', id, { Amount: 64_000 });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
      expect(actions(id)).toEqual(expect.arrayContaining(['unlinked', 'linked']));
      expect(ownReferrals(rig, id)).toHaveLength(1);
      // It is a pair like any other again.
      seller().update('Opportunity', id, { Amount: 65_000 });
      await rig.quiet();
      expect(referralOf(rig, id).details.dealValue).toBe(65_000);
    });
  });

  describe('a lost store', () => {
    it('is rebuilt from the identifiers: nothing overwritten, doubled or told again', async () => {
      const quiet = await shared({ contact: true, fields: { How_can_Microsoft_help__c: HELP } });
      const edited = await shared();
      const inbound = rig.partnerCenter.createInbound();
      await rig.quiet();
      const received = String(recordsOf(rig, inbound.id)[0]?.['Id']);
      const bells = async () =>
        ((await (await fetch(`${rig.org.url}/_control/notifications`)).json()) as object[]).length;
      const before = {
        referrals: rig.partnerCenter.referrals().length,
        bells: await bells(),
        audit: audit(quiet),
        deals: rig.org.query('SELECT Id FROM Opportunity').length,
      };
      await rig.bridge.kill();
      seller().update('Opportunity', edited, { Amount: 66_600 });
      rig.partnerCenter.asPartnerPortal(referralOf(rig, edited).id, {
        closingDate: nextYear('11-11'),
      });
      const since = {
        org: rig.org.journal.entries().length,
        partnerCenter: rig.partnerCenter.journal.entries().length,
      };
      const chance = freshAnswers();
      await rig.loseStore();
      await rig.quiet();
      freshAnswers(chance);
      expect(rig.partnerCenter.referrals()).toHaveLength(before.referrals);
      expect(rig.org.query('SELECT Id FROM Opportunity')).toHaveLength(before.deals);
      expect(bridgeWrites(rig, 'partnerCenter', since.partnerCenter)).toEqual([]);
      expect(await bells()).toBe(before.bells);
      // One line says that it was found again, and none says anything twice.
      const told = audit(quiet).slice(before.audit.length);
      expect(told.filter(({ Action__c: action }) => action !== 'linked')).toEqual([]);
      expect(told.length).toBeLessThanOrEqual(1);
      const overwritten = bridgeWrites(rig, 'org', since.org).flatMap(({ changed }) => changed);
      expect(overwritten).not.toContain('Amount');
      expect(overwritten).not.toContain('StageName');
      expect(overwritten).not.toContain('CloseDate');
      expect(deal(rig, edited)).toMatchObject({
        Amount: roundedIn(rig, 66_600),
        Co_Sell_Sync_Status__c: 'Conflict',
      });
      expect(deal(rig, received)).toMatchObject({ Referral_Substatus__c: 'Pending' });
      // And the deal that nobody edited goes on as before.
      seller().update('Opportunity', quiet, { Amount: 67_000 });
      await rig.quiet();
      expect(referralOf(rig, quiet).details.dealValue).toBe(67_000);
    });
  });

  it('and the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
  });
});
