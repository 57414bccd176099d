/** Private, partner-led, co-sell: what each discloses, the ways up, and what a shared deal must keep. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import {
  addContact,
  addSolution,
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  ownReferrals,
  referralOf,
  SELLER,
} from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

const VISIBLE = 'Visible to Microsoft';

let rig: Rig;
describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 23, org });
  }, 240_000);
  afterAll(() => rig?.stop());

  const update = (id: string, fields: Record<string, unknown>) =>
    rig.org.as(SELLER).update('Opportunity', id, fields);
  const isVisible = (id: string) =>
    referralOf(rig, id).consent.consentToShareReferralWithMicrosoftSellers;
  const invitations = (id: string) => microsoftReferrals(rig, referralOf(rig, id).engagementId);
  const message = (id: string) => String(deal(rig, id)['Co_Sell_Sync_Message__c']);
  const failing = (id: string) =>
    (JSON.parse(String(deal(rig, id)['Co_Sell_Checklist__c'])) as { code: string; ok: boolean }[])
      .filter(({ ok }) => !ok)
      .map(({ code }) => code);

  it('goes from private to partner-led to co-sell, each shown to Microsoft only when asked for', async () => {
    const id = makeDeal(rig.org, { contact: true });
    await rig.quiet();
    expect([isVisible(id), invitations(id)]).toEqual([false, []]);
    update(id, { Referral_Visibility__c: VISIBLE });
    await rig.quiet();
    expect([isVisible(id), invitations(id)]).toEqual([true, []]);
    update(id, { How_can_Microsoft_help__c: HELP, Note_to_Microsoft__c: 'The pilot in Bremen' });
    await rig.quiet();
    expect(invitations(id)).toMatchObject([
      {
        inviteContext: {
          assistanceRequestCode: 'ProofOfConceptOrDemo',
          notes: 'The pilot in Bremen',
        },
      },
    ]);
    update(id, { Note_to_Microsoft__c: 'Another thought' });
    await rig.quiet();
    expect(invitations(id).map(({ inviteContext }) => inviteContext.notes)).toEqual([
      'The pilot in Bremen',
    ]);
  });

  it('help for a private deal discloses nothing until somebody is there to be called', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    // As the card writes it: who asks for help is told that it shows the deal.
    update(id, { How_can_Microsoft_help__c: HELP, Referral_Visibility__c: VISIBLE });
    await rig.quiet();
    expect([isVisible(id), invitations(id)]).toEqual([false, []]);
    expect(failing(id)).toEqual(['customer-contact']);
    expect(deal(rig, id)['Co_Sell_Sync_Status__c']).toBe('Needs Attention');
    expect(message(id)).toMatch(/^Microsoft is not asked for help yet and sees no more/);
    addContact(rig.org, id, String(deal(rig, id)['AccountId']));
    // No trigger of ours sees a contact role: the regular look finds it.
    await expect.poll(() => invitations(id).length, { timeout: PATIENCE_MS }).toBe(1);
    await rig.quiet();
    expect(isVisible(id)).toBe(true);
    expect(deal(rig, id)).toMatchObject({
      Co_Sell_Sync_Status__c: 'Synced',
      Co_Sell_Checklist__c: null,
    });
  });

  it('visibility does not go back', async () => {
    const id = makeDeal(rig.org, { fields: { Referral_Visibility__c: VISIBLE } });
    await rig.quiet();
    expect(isVisible(id)).toBe(true);
    expect(() => update(id, { Referral_Visibility__c: 'Private' })).toThrow();
    await rig.quiet();
    expect(isVisible(id)).toBe(true);
  });

  it('without consent nothing leaves, and with it the deal goes by itself', async () => {
    const id = makeDeal(rig.org, { share: false });
    update(id, { Sync_with_Partner_Center__c: true });
    await rig.quiet();
    expect(ownReferrals(rig, id)).toEqual([]);
    expect(failing(id)).toEqual(['consent']);
    update(id, { Co_Sell_Customer_Consent__c: true });
    await rig.quiet();
    expect(ownReferrals(rig, id)).toHaveLength(1);
  });

  it('says what of a services deal or an old close date is missing, and shares once it is mended', async () => {
    const id = makeDeal(rig.org, {
      fields: {
        CloseDate: '2020-01-31',
        Co_Sell_Solution_Area__c: 'Data & AI',
        Co_Sell_Marketplace_Intent__c: 'Have not decided',
      },
    });
    await rig.quiet();
    expect(ownReferrals(rig, id)).toEqual([]);
    expect(failing(id)).toEqual(['close-date-past', 'partner-role', 'solution-play']);
    update(id, {
      CloseDate: nextYear('08-31'),
      Co_Sell_Partner_Role__c: 'Services partner',
      Co_Sell_Solution_Play__c: 'Build and modernize AI apps',
    });
    await rig.quiet();
    expect(
      referralOf(rig, id).details.requirements.additionalRequirements.attributes.map(
        ({ type, id: value }) => [type, value],
      ),
    ).toEqual([
      ['CustomerMarketplaceIntent', 'HaveNotDecided'],
      ['PartnerRole', 'Services partner'],
      ['SolutionArea', 'Data & AI'],
      ['SolutionPlay', 'Build and modernize AI apps'],
    ]);
  });

  it('keeps the last solution at Microsoft until another takes its place, and says so', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    const [row] = rig.org.query(
      `SELECT Id FROM Microsoft_Solution__c WHERE Opportunity__c = '${id}'`,
    );
    rig.org.as(SELLER).delete('Microsoft_Solution__c', String(row?.['Id']));
    await rig.quiet();
    const solutions = () =>
      referralOf(rig, id).details.requirements.solutions.map(({ id: one }) => one);
    expect(solutions()).toEqual(['SOL-12345-ABC']);
    expect(deal(rig, id)['Co_Sell_Sync_Status__c']).toBe('Needs Attention');
    expect(message(id)).toContain('at least one Microsoft solution');
    addSolution(rig.org, id, { id: 'SOL-77777-XYZ', name: 'What is sold now' });
    await rig.quiet();
    expect(solutions()).toEqual(['SOL-77777-XYZ']);
    expect(deal(rig, id)['Co_Sell_Sync_Status__c']).toBe('Synced');
  });

  it('and the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
  });
});
