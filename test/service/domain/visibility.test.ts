/** Who sees a deal: it only ever grows, and a request for help shows nothing before the invitation can go. */
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../service/src/domain/preflight.ts';
import type { JsonObject, RecordSnapshot } from '../../../service/src/domain/values.ts';
import { settled } from './deals.ts';
import { stamped } from './partner-center-side.ts';
import { INES, readyDeal, sharingOrg } from './shareable-deals.ts';
import { referralFixture } from './fixtures.ts';
import { isQuiet, reconcile, saveRecord, shownBy, type World } from './world.ts';

const PRIVATE = { How_can_Microsoft_help__c: null, Referral_Visibility__c: 'Private' };

/** Shared by us, privately, and settled. */
function privateDeal(people: RecordSnapshot['contacts'] = []): World {
  const referral = referralFixture();
  const consent = {
    ...(referral['consent'] as JsonObject),
    consentToShareReferralWithMicrosoftSellers: false,
  };
  return settled({
    profile: sharingOrg().profile,
    record: { ...readyDeal(PRIVATE), contacts: people },
    referral: { ...referral, consent },
  });
}

const help = { How_can_Microsoft_help__c: 'Proof of concept or demo' };
/** What the card writes when help is chosen. */
const helpAndVisible = { ...help, Referral_Visibility__c: 'Visible to Microsoft' };
const isVisible = (world: World) => shownBy(world).partnerCenter.visibility;

describe('asking for help with a private deal', () => {
  it.each([
    ['by the field alone', help],
    ['on the card', helpAndVisible],
  ])('%s discloses nothing while the invitation lacks something', (_how, set) => {
    const world = privateDeal();
    saveRecord(world, { set });
    const told = reconcile(world);
    expect(told.operations).toEqual([]);
    expect(isVisible(world)).toBe(false);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it.each([
    ['by the field alone', help],
    ['on the card', helpAndVisible],
  ])('%s shows it once nothing is missing any more', (_how, set) => {
    const world = privateDeal();
    saveRecord(world, { set });
    reconcile(world);
    world.record = { ...world.record, contacts: [INES] };
    reconcile(world);
    expect(isVisible(world)).toBe(true);
    expect(world.held).toEqual({});
    expect(world.record.fields['Referral_Visibility__c']).toBe('Visible to Microsoft');
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('sends a new close date first where the old one has gone by, and then shows it', () => {
    const world = privateDeal([INES]);
    const details = world.referral['details'] as JsonObject;
    world.referral = stamped({
      ...world.referral,
      details: { ...details, closingDateTime: '2026-01-31T00:00:00Z' },
    });
    reconcile(world);
    saveRecord(world, { set: { ...help, CloseDate: '2026-09-30' } });
    const { operations } = reconcile(world);
    expect(operations.map(({ path }) => path)).toEqual([
      '/details/closingDateTime',
      '/consent/consentToShareReferralWithMicrosoftSellers',
    ]);
  });

  it('shows nothing of a deal that is closed already', () => {
    const world = privateDeal([INES]);
    saveRecord(world, { set: { ...helpAndVisible, StageName: 'Closed Lost' } });
    reconcile(world);
    expect(isVisible(world)).toBe(false);
  });

  it('that was taken back shows it as the picklist says', () => {
    const world = privateDeal();
    saveRecord(world, { set: helpAndVisible });
    reconcile(world);
    expect(world.held.visibility).toMatchObject({ reason: 'invitation' });
    saveRecord(world, { set: { How_can_Microsoft_help__c: null } });
    reconcile(world);
    expect(isVisible(world)).toBe(true);
  });
});

it('a deal is made visible by the picklist alone, without anything of an invitation', () => {
  const world = privateDeal();
  saveRecord(world, { set: { Referral_Visibility__c: 'Visible to Microsoft' } });
  reconcile(world);
  expect(isVisible(world)).toBe(true);
});

it('a deal whose visibility is not mapped is what the picklist says', () => {
  const kindWith = (visibility: string) =>
    kindOf(readyDeal({ Referral_Visibility__c: visibility }), {});
  expect(['Visible to Microsoft', 'Private'].map(kindWith)).toEqual(['partner-led', 'private']);
});
