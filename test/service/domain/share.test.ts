/** The two bodies that tell Partner Center of a deal, member by member. */
import { describe, expect, it } from 'vitest';
import {
  inviteBody,
  invitationShown,
  shareBody,
  sourceOf,
} from '../../../service/src/domain/share.ts';
import type { Settings } from '../../../service/src/domain/org.ts';
import type {
  Json,
  JsonObject,
  Member,
  RecordSnapshot,
} from '../../../service/src/domain/values.ts';
import { referralFixture } from './fixtures.ts';
import { INES, readyDeal, sharingOrg, shownIn } from './shareable-deals.ts';

const body = (record: RecordSnapshot, settings: Partial<Settings> = {}) => {
  const org = sharingOrg(settings);
  return shareBody(record, shownIn(org, record), org.profile);
};
const bodyOf = (fields: JsonObject, settings: Partial<Settings> = {}) =>
  body(readyDeal(fields), settings);
const PRIVATE = { Referral_Visibility__c: 'Private', How_can_Microsoft_help__c: null };
const VISIBLE = { How_can_Microsoft_help__c: null };

const TOMAS = {
  firstName: 'Tomas',
  lastName: 'Lindqvist',
  phoneNumber: '+4684445502',
  email: 'tomas.lindqvist@alderfinch.example',
};
const CUSTOMER = {
  name: 'Nordlicht Werke GmbH',
  address: {
    addressLine1: 'Hafenstrasse 12',
    addressLine2: null,
    city: 'Bremen',
    state: null,
    postalCode: null,
    country: 'DE',
  },
  team: [INES],
};
const UNDECIDED = { type: 'CustomerMarketplaceIntent', id: 'HaveNotDecided' };

describe('a referral that asks for help', () => {
  it('carries the deal, its customer, its solutions and the question', () => {
    expect(body(readyDeal())).toEqual({
      name: 'Warehouse planning for Nordlicht',
      externalReferenceId: '006Dn00000B3xYzIAJ',
      qualification: 'SalesQualified',
      type: 'Shared',
      customerProfile: CUSTOMER,
      consent: {
        consentToToShareInfoWithOthers: true,
        consentToContact: true,
        consentToShareReferralWithMicrosoftSellers: true,
      },
      details: {
        notes: 'Pilot in two warehouses before summer.',
        dealValue: 50_000,
        currency: 'EUR',
        closingDateTime: '2026-06-29T00:00:00Z',
        requirements: {
          solutions: [
            {
              ...{ id: 'SOL-40718-TWP', name: 'Tidewater Planner', type: 'Name' },
              ...{ quantity: 3, price: 1200.5, currency: 'EUR' },
            },
          ],
          additionalRequirements: { iot: {}, attributes: [UNDECIDED] },
        },
      },
      team: [TOMAS],
      target: [{ type: 'SolutionProfile', id: 'SOL-40718-TWP' }],
      inviteContext: { notes: null, assistanceRequestCode: 'ProofOfConceptOrDemo' },
    });
  });

  it('names no target where the deal has no solution', () => {
    expect(body({ ...readyDeal(), solutions: [] })).toMatchObject({ type: 'Shared', target: [] });
  });

  it('writes country and currencies in capitals', () => {
    const record = readyDeal({ 'Account.BillingCountry': 'de' });
    const [line] = record.solutions;
    const solutions = line
      ? [
          { ...line, currency: 'usd' },
          { ...line, id: 'S2', currency: null },
        ]
      : [];
    expect(body({ ...record, solutions })).toMatchObject({
      customerProfile: { address: { country: 'DE' } },
      details: { requirements: { solutions: [{ currency: 'USD' }, { currency: null }] } },
    });
  });

  it('has null for what the deal does not say', () => {
    const { profile } = sharingOrg();
    expect(shareBody(readyDeal(), {}, profile)).toMatchObject({
      name: null,
      customerProfile: {
        name: null,
        address: { addressLine1: null, city: null, state: null, postalCode: null, country: null },
      },
      details: { notes: null, dealValue: null, currency: null },
    });
  });
});

describe('a referral that asks for nothing', () => {
  it.each([
    ['is seen by Microsoft', VISIBLE, true],
    ['is not, where it is private', PRIVATE, false],
  ])('%s', (_what, fields, isSeen) => {
    const made = bodyOf(fields);
    expect(made).toMatchObject({
      type: 'Independent',
      target: [],
      consent: { consentToShareReferralWithMicrosoftSellers: isSeen },
    });
    expect(made).not.toHaveProperty('inviteContext');
  });
});

describe('a referral', () => {
  it('belongs to the location of the deal, else to the one of the org, else to none', () => {
    const own = { Co_Sell_Partner_Location__c: '111' };
    expect(bodyOf(own, { partnerLocation: '222' })['mpnId']).toBe('111');
    expect(bodyOf({ Co_Sell_Partner_Location__c: ' ' }, { partnerLocation: '222' })['mpnId']).toBe(
      '222',
    );
    expect(bodyOf({})).not.toHaveProperty('mpnId');
  });

  it.each<[what: string, fields: JsonObject, attributes: JsonObject[]]>([
    [
      'the customer’s answer',
      { Co_Sell_Marketplace_Intent__c: 'Yes' },
      [{ ...UNDECIDED, id: 'Yes' }],
    ],
    ['that nobody asked the customer', { Co_Sell_Marketplace_Intent__c: '' }, [UNDECIDED]],
    [
      'what makes it a services deal',
      {
        ...{ Co_Sell_Partner_Role__c: 'Build', Co_Sell_Solution_Area__c: 'AI' },
        Co_Sell_Solution_Play__c: ' ',
      },
      [UNDECIDED, { type: 'PartnerRole', id: 'Build' }, { type: 'SolutionArea', id: 'AI' }],
    ],
    [
      'the solution play',
      { Co_Sell_Solution_Play__c: 'P' },
      [UNDECIDED, { type: 'SolutionPlay', id: 'P' }],
    ],
  ])('carries %s', (_what, fields, attributes) => {
    expect(bodyOf(fields)).toMatchObject({
      details: { requirements: { additionalRequirements: { attributes } } },
    });
  });

  it('has the owner and the team once each, and only who is complete', () => {
    const member = (part: Partial<Member>) => ({ ...INES, email: 'a@us.example', ...part });
    const team = [
      member({}),
      member({ firstName: ' ' }),
      { ...TOMAS },
      member({ email: 'A@US.example' }),
    ];
    const made = body({ ...readyDeal(), team: [...team, member({ email: 'no address' })] });
    expect(made['team']).toEqual([TOMAS, member({})]);
  });

  it('leaves nobody out: too many are said before it is sent', () => {
    const people = Array.from({ length: 60 }, (_, n) => ({
      ...INES,
      email: `p${String(n)}@x.example`,
    }));
    const made = body({ ...readyDeal(), team: people, contacts: people });
    expect((made['team'] as Json[]).length).toBeGreaterThan(50);
    expect((made['customerProfile'] as JsonObject)['team']).toHaveLength(60);
  });

  it('leaves out a contact that is not complete', () => {
    const contacts = [
      INES,
      { ...INES, phoneNumber: null },
      { ...INES, lastName: '' },
      { ...INES, email: 'x@' },
    ];
    expect(body({ ...readyDeal(), contacts })).toMatchObject({ customerProfile: { team: [INES] } });
  });
});

describe('the invitation of Microsoft', () => {
  const shown = () => shownIn(sharingOrg(), readyDeal({ Amount: 1, CloseDate: '2027-01-01' }));

  it('says of the deal what Partner Center shows already', () => {
    const referral = referralFixture();
    expect(inviteBody(readyDeal(), { ...shown(), noteToMicrosoft: 'Hi' }, referral)).toEqual({
      name: 'Warehouse planning for Nordlicht',
      engagementId: referral.engagementId,
      qualification: 'SalesQualified',
      type: 'Shared',
      target: [{ type: 'BusinessProfileLocation', id: 'msft' }],
      customerProfile: CUSTOMER,
      consent: {
        consentToToShareInfoWithOthers: true,
        consentToContact: true,
        consentToShareReferralWithMicrosoftSellers: true,
      },
      details: {
        notes: 'Pilot in two warehouses before summer.',
        dealValue: 50_000,
        currency: 'EUR',
        closingDateTime: '2026-06-29T00:00:00Z',
        requirements: {
          solutions: (referral['details'] as { requirements: JsonObject }).requirements[
            'solutions'
          ],
          additionalRequirements: { iot: {}, attributes: [UNDECIDED] },
        },
      },
      team: [TOMAS],
      inviteContext: { notes: 'Hi', assistanceRequestCode: 'ProofOfConceptOrDemo' },
    });
  });

  it('says what we know where Partner Center shows nothing', () => {
    const bare = { ...referralFixture(), name: null, details: {} };
    expect(inviteBody(readyDeal(), shown(), bare)).toMatchObject({
      name: 'Warehouse planning for Nordlicht',
      details: {
        ...{ notes: null, dealValue: 1, currency: 'EUR' },
        closingDateTime: '2027-01-01T00:00:00Z',
        requirements: { solutions: [] },
      },
    });
    expect(inviteBody(readyDeal(), {}, bare)).toMatchObject({
      name: null,
      details: { notes: null, dealValue: null, currency: null },
      inviteContext: { notes: null, assistanceRequestCode: 'Unknown' },
    });
  });

  it('has the name and both kinds of notes as Partner Center shows them', () => {
    const referral = { ...referralFixture(), name: 'There' };
    const details = referralFixture()['details'] as JsonObject;
    const notes = 'ours\n\n--- Salesforce notes ---\nPlan';
    expect(invitationShown(shown(), { ...referral, details: { ...details, notes } })).toMatchObject(
      {
        ...{ dealName: 'There', notes: 'ours', attachedNotes: 'Plan' },
      },
    );
  });

  it('knows only solutions that Partner Center shows', () => {
    const ours = { id: 'OURS', name: null, quantity: null, price: null, currency: null };
    const told = invitationShown({ ...shown(), 'solutions:OURS': ours }, referralFixture());
    expect(Object.keys(told).filter((name) => name.startsWith('solutions:'))).toEqual([
      'solutions:SOL-40718-TWP',
    ]);
  });
});

it('nobody who was left out counts as told', () => {
  const shown = {
    dealValue: 1,
    'team:a@x.example': { email: 'a' },
    'contacts:b@x.example': { email: 'b' },
  };
  expect(sourceOf(shown, { 'team:a@x.example': { email: 'a' } })).toEqual({
    ...{ dealValue: 1, 'team:a@x.example': { email: 'a' } },
  });
});
