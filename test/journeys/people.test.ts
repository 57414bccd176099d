/** The people of a deal, Microsoft's half and the notes of both, through the executed chain. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addContact,
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  recordsOf,
  referralOf,
  SELLER,
} from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

const NINA = {
  firstName: 'Nina',
  lastName: 'Holt',
  phoneNumber: '+49 1',
  email: 'nina.holt@fabrikam.example',
};

/** A member as the portal would send one back: what is not there is left out. */
const sentMember = (member: object): Record<string, string> =>
  Object.fromEntries(Object.entries(member).filter(([, value]) => typeof value === 'string'));

let rig: Rig;
describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 61, org, features: { teams: true, notes: true }, start: false });
    rig.org.as('system').create('Co_Sell_Setting__mdt', {
      DeveloperName: 'Org',
      Team__c: 'On',
      Contacts__c: 'On',
      Notes_Mode__c: 'Field and Notes',
    });
    await rig.start();
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  const own = (id: string) => referralOf(rig, id);
  const emails = (members: { email: string | null }[]) => members.map(({ email }) => email);
  const customers = (id: string) => emails(own(id).customerProfile.team);
  const team = (id: string) => emails(own(id).team);
  const roles = (id: string) =>
    rig.org.query(
      `SELECT Id, Contact.Email, Contact.LastName, Contact.AccountId FROM OpportunityContactRole WHERE OpportunityId = '${id}'`,
    );
  const syncNow = (id: string) =>
    rig.org.as(SELLER).update('Opportunity', id, { Co_Sell_Request__c: 'Sync Now' });

  describe('customer contacts', () => {
    it('a contact role added later is sent, and one added at Partner Center becomes a contact with a role', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      expect(customers(id)).toEqual([]);
      const accountId = String(deal(rig, id)['AccountId']);
      // No trigger of ours sees a contact role: the sweep does.
      addContact(rig.org, id, accountId);
      await expect
        .poll(() => customers(id), { timeout: PATIENCE_MS })
        .toEqual(['sue.smith@fabrikam.example']);
      await rig.quiet();
      const sent = own(id).customerProfile.team;
      rig.partnerCenter.asPartnerPortal(own(id).id, { contacts: [...sent.map(sentMember), NINA] });
      await rig.quiet();
      expect(roles(id).map(({ Contact }) => Contact)).toMatchObject([
        { LastName: 'Smith', AccountId: accountId },
        { LastName: 'Holt', AccountId: accountId },
      ]);
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Change_Token__c: null,
      });
      expect(own(id).customerProfile.team).toHaveLength(2);
    });

    it('nobody is taken away on either side, and nobody comes back', async () => {
      const id = makeDeal(rig.org, { contact: true });
      await rig.quiet();
      rig.partnerCenter.asPartnerPortal(own(id).id, { contacts: [NINA] });
      await rig.quiet();
      expect(roles(id)).toHaveLength(2);
      expect(customers(id)).toEqual([NINA.email]);
      for (const role of roles(id))
        rig.org.as(SELLER).delete('OpportunityContactRole', String(role['Id']));
      syncNow(id);
      await rig.quiet();
      expect(roles(id)).toEqual([]);
      expect(customers(id)).toEqual([NINA.email]);
    });
  });

  describe('the opportunity team', () => {
    const member = (Name: string, some: object = {}) =>
      rig.org.as('system').create('User', {
        FirstName: 'Tom',
        LastName: Name,
        Username: `${Name}@contoso.example`,
        Email: `${Name}@contoso.example`,
        Phone: '123',
        Alias: Name,
        ProfileId: rig.org.query('SELECT Id FROM Profile')[0]?.['Id'],
        TimeZoneSidKey: 'Europe/Berlin',
        LocaleSidKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        LanguageLocaleKey: 'en_US',
        ...some,
      });
    const join = (id: string, UserId: string) =>
      rig.org.as(SELLER).create('OpportunityTeamMember', {
        OpportunityId: id,
        UserId,
        TeamMemberRole: 'Sales Rep',
      });

    it('is sent by e-mail, loses only whom we sent, and keeps whom Partner Center has', async () => {
      const id = makeDeal(rig.org, { share: false });
      const first = join(id, member('first'));
      rig.org.as(SELLER).update('Opportunity', id, {
        Sync_with_Partner_Center__c: true,
        Co_Sell_Customer_Consent__c: true,
      });
      await rig.quiet();
      const [owner] = team(id);
      expect(team(id)).toEqual([owner, 'first@contoso.example']);
      rig.partnerCenter.asPartnerPortal(own(id).id, {
        team: [...own(id).team.map(sentMember), NINA],
      });
      join(id, member('silent', { Phone: null }));
      join(id, member('second'));
      syncNow(id);
      await rig.quiet();
      expect(team(id)).toEqual([
        owner,
        'first@contoso.example',
        NINA.email,
        'second@contoso.example',
      ]);
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
      expect(String(deal(rig, id)['Co_Sell_Sync_Message__c'])).toContain('silent@contoso.example');
      rig.org.as(SELLER).delete('OpportunityTeamMember', first);
      syncNow(id);
      await rig.quiet();
      expect(team(id)).toEqual([owner, NINA.email, 'second@contoso.example']);
      expect(
        rig.org.query(`SELECT Id FROM OpportunityTeamMember WHERE OpportunityId = '${id}'`),
      ).toHaveLength(2);
    });
  });

  describe('notes', () => {
    const attach = (id: string, Title: string, text: string) => {
      const note = rig.org.as(SELLER).create('ContentNote', {
        Title,
        Content: Buffer.from(text).toString('base64'),
      });
      rig.org.as(SELLER).create('ContentDocumentLink', {
        ContentDocumentId: note,
        LinkedEntityId: id,
        ShareType: 'I',
      });
      return note;
    };

    it('whose title begins with the prefix go one way, below the notes that go both ways', async () => {
      const id = makeDeal(rig.org, { fields: { Co_Sell_Notes__c: 'Pilot in spring' } });
      await rig.quiet();
      const note = attach(id, 'Microsoft: Line 4', 'Two &amp; a half<br/>lines');
      attach(id, 'Internal', 'our margin');
      syncNow(id);
      await rig.quiet();
      const section = '--- Salesforce notes ---\nLine 4\nTwo & a half\nlines';
      expect(own(id).details.notes).toBe(`Pilot in spring\n\n${section}`);
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Notes__c: 'Pilot in spring' });
      rig.partnerCenter.asPartnerPortal(own(id).id, { notes: `Pilot in May\n\n${section}` });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Co_Sell_Notes__c: 'Pilot in May' });
      rig.org.as(SELLER).delete('ContentNote', note);
      syncNow(id);
      await rig.quiet();
      expect(own(id).details.notes).toBe('Pilot in May');
      expect(JSON.stringify(rig.partnerCenter.journal.entries())).not.toContain('our margin');
    });
  });

  describe('Microsoft’s half', () => {
    const ADA = { firstName: 'Ada', lastName: 'Berg', email: 'ada.berg@microsoft.example' };
    const askForHelp = async () => {
      const id = makeDeal(rig.org, { contact: true, fields: { How_can_Microsoft_help__c: HELP } });
      await rig.quiet();
      const [theirs] = microsoftReferrals(rig, own(id).engagementId);
      return { id, theirs: String(theirs?.id) };
    };
    const audit = (id: string) =>
      rig.org.query(
        `SELECT Actor__c, Action__c, Side__c, Field__c, Before__c, After__c, Reason__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}'`,
      );

    it('rings the right deal at once, shows who and what, and the audit says who did it', async () => {
      const { id, theirs } = await askForHelp();
      const other = await askForHelp();
      const since = rig.partnerCenter.deliveries().length;
      rig.partnerCenter.asMicrosoft(theirs, {
        status: 'Active',
        substatus: 'Accepted',
        team: [ADA],
        microsoftMsxId: '7-1234567',
        notes: 'We bring an architect',
        dealValue: 61_000,
      });
      // Sooner than any regular look: the event of Microsoft's referral rings our pair.
      await expect
        .poll(() => deal(rig, id)['Microsoft_Status__c'], { timeout: PATIENCE_MS })
        .toBe('Accepted');
      await rig.quiet();
      const told = rig.partnerCenter.deliveries().slice(since);
      expect(told.map(({ notice }) => notice.EventName)).toContain('related-referral-updated');
      expect(deal(rig, id)).toMatchObject({
        Microsoft_CRM_Identifier__c: '7-1234567',
        Microsoft_Sellers__c: 'Ada Berg, ada.berg@microsoft.example',
        Microsoft_Notes__c: 'We bring an architect',
        Microsoft_Deal_Value__c: 61_000,
        Microsoft_Status_Reason__c: null,
      });
      expect(deal(rig, id)['Microsoft_Changed__c']).not.toBeNull();
      expect(deal(rig, other.id)).toMatchObject({ Microsoft_Status__c: 'Pending' });
      const moves = audit(id).filter(({ Actor__c }) => Actor__c === 'Ada Berg (Microsoft)');
      const changes = moves.map(({ Field__c, Before__c, After__c }) => [
        Field__c,
        Before__c,
        After__c,
      ]);
      expect(changes).toHaveLength(5);
      expect(changes).toEqual(
        expect.arrayContaining([
          ['microsoftStatus', 'Pending', 'Accepted'],
          ['microsoftDealValue', '50000', '61000'],
        ]),
      );
      expect(deal(rig, id)['Amount']).toBe(50_000);
    });

    it('declined comes with its reason, and our own deal goes on', async () => {
      const { id, theirs } = await askForHelp();
      rig.partnerCenter.asMicrosoft(theirs, {
        status: 'Closed',
        substatus: 'Declined',
        statusReason: 'Not a customer',
      });
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Microsoft_Status__c: 'Declined',
        Microsoft_Status_Reason__c: 'Not a customer',
        Referral_Status__c: 'Active',
      });
      expect(audit(id)).toContainEqual(
        expect.objectContaining({
          Actor__c: 'Microsoft',
          Side__c: 'partnerCenter',
          Field__c: 'microsoftStatus',
          After__c: 'Declined',
          Reason__c: 'Not a customer',
        }),
      );
    });

    it('of a deal Microsoft sent shows the note, the help asked for and who sent it', async () => {
      const inbound = rig.partnerCenter.createInbound({
        inviteContext: {
          notes: 'The customer asked for you',
          assistanceRequestCode: 'ProofOfConceptOrDemo',
        },
        microsoftSeller: ADA,
      });
      const alone = rig.partnerCenter.createInbound({ inviteContext: { notes: 'On my own' } });
      await rig.quiet();
      const idOf = (referralId: string) => String(recordsOf(rig, referralId)[0]?.['Id']);
      expect(deal(rig, idOf(inbound.id))).toMatchObject({
        Microsoft_Notes__c: 'Asked for: Proof of concept or demo\nThe customer asked for you',
        Microsoft_Sellers__c: 'Ada Berg, ada.berg@microsoft.example',
        Microsoft_Status__c: 'Accepted',
        How_can_Microsoft_help__c: null,
      });
      expect(deal(rig, idOf(alone.id))).toMatchObject({
        Microsoft_Notes__c: 'On my own',
        Microsoft_Sellers__c: null,
        Microsoft_Status__c: null,
      });
    });
  });

  it('the independent checker finds nothing', async () => {
    await rig.quiet();
    expectSound(rig);
  });
});
