/** What must be there before a deal can be shared: each check alone stops it, with its own sentence. */
import { describe, expect, it } from 'vitest';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { Settings } from '../../../service/src/domain/org.ts';
import { kindOf, type CheckItem } from '../../../service/src/domain/preflight.ts';
import { shareBody } from '../../../service/src/domain/share.ts';
import type { JsonObject, RecordSnapshot, Solution } from '../../../service/src/domain/values.ts';
import { defaultRows, orgProfile } from './org.ts';
import { checkIn, colleagues, INES, readyDeal, sharingOrg, shownIn } from './shareable-deals.ts';

const complete = readyDeal;

const fields = (some: JsonObject) => (record: RecordSnapshot) => ({
  ...record,
  fields: { ...record.fields, ...some },
});
const solutions =
  (count: number, some: Partial<Solution> = {}) =>
  (record: RecordSnapshot) => ({
    ...record,
    solutions: Array.from({ length: count }, (_, n) => ({
      id: `SOL-${n}`,
      name: null,
      quantity: 1,
      price: null,
      currency: null,
      ...some,
    })),
  });

type Row = [
  code: string,
  field: string,
  sentence: RegExp,
  spoil: (r: RecordSnapshot) => RecordSnapshot,
  who?: CheckItem['who'],
];

/** On the list of every deal that asks for help. */
const LISTED: Row[] = [
  [
    'sync-on',
    'Sync_with_Partner_Center__c',
    /Switch on/,
    fields({ Sync_with_Partner_Center__c: false }),
  ],
  [
    'consent',
    'Co_Sell_Customer_Consent__c',
    /agreed/,
    fields({ Co_Sell_Customer_Consent__c: null }),
  ],
  ['still-open', 'StageName', /closed already/, fields({ StageName: 'Closed Won' })],
  ['name', 'Name', /name/, fields({ Name: ' ' })],
  ['value', 'Amount', /amount/, fields({ Amount: null })],
  [
    'currency',
    'CurrencyIsoCode',
    /three-letter/,
    fields({ CurrencyIsoCode: 'EURO' }),
    'salesforce-admin',
  ],
  ['close-date', 'CloseDate', /close date/, fields({ CloseDate: null })],
  ['customer-name', 'Account.Name', /account/, fields({ 'Account.Name': null })],
  ['customer-street', 'Account.BillingStreet', /street/, fields({ 'Account.BillingStreet': '' })],
  ['customer-city', 'Account.BillingCity', /city/, fields({ 'Account.BillingCity': null })],
  [
    'customer-country',
    'Account.BillingCountry',
    /two-letter/,
    fields({ 'Account.BillingCountry': 'Germany' }),
  ],
  ['solution', 'Microsoft_Solution__c', /at least one/, solutions(0)],
  ['solutions-limit', 'Microsoft_Solution__c', /at most 50/, solutions(51)],
  ['team-member', 'OwnerId', /owner needs/, fields({ 'Owner.Phone': '' }), 'salesforce-admin'],
  [
    'customer-contact',
    'OpportunityContactRoles',
    /contact role/,
    (record) => ({ ...record, contacts: [{ ...INES, email: null }] }),
  ],
];

/** On the list only while they fail. */
const RARE: Row[] = [
  ['value-negative', 'Amount', /below zero/, fields({ Amount: -1 })],
  ['close-date-past', 'CloseDate', /is over/, fields({ CloseDate: '2026-03-06' })],
  [
    'solution-amounts',
    'Microsoft_Solution__c',
    /Quantity and price/,
    solutions(1, { price: -0.01 }),
  ],
  [
    'solution-currency',
    'Microsoft_Solution__c',
    /three-letter/,
    solutions(1, { currency: 'DOLLAR' }),
  ],
  [
    'marketplace-intent',
    'Co_Sell_Marketplace_Intent__c',
    /three answers/,
    fields({ Co_Sell_Marketplace_Intent__c: 'Perhaps' }),
  ],
  [
    'help-unknown',
    'How_can_Microsoft_help__c',
    /kind of help/,
    fields({ How_can_Microsoft_help__c: 'Money' }),
  ],
  [
    'team-limit',
    'OpportunityTeamMembers',
    /at most 50 members of your own team/,
    (record) => ({ ...record, team: colleagues(50) }),
  ],
  [
    'contacts-limit',
    'OpportunityContactRoles',
    /at most 50/,
    (record) => ({ ...record, contacts: Array.from({ length: 51 }, () => INES) }),
  ],
];

const codes = (rows: Row[]) => rows.map(([code]) => code);

describe('a deal that asks Microsoft for help', () => {
  it('is ready when everything is there, and what hardly ever fails is not listed', () => {
    const { kind, ready, items } = check(complete());
    expect([kind, ready]).toEqual(['co-sell', true]);
    expect(items.map(({ code }) => code)).toEqual(codes(LISTED));
  });

  it.each([...LISTED, ...RARE])(
    'is stopped by %s alone, which points at %s',
    (code, field, sentence, spoil, who = 'seller') => {
      const { ready, items } = check(spoil(complete()));
      expect(ready).toBe(false);
      const failed = items.filter(({ ok }) => !ok);
      expect(failed).toEqual([
        { code, field, ok: false, message: expect.stringMatching(sentence), who },
      ]);
      expect(failed[0]?.message).toMatch(/^[A-Z].*\.$/);
    },
  );

  it.each([
    ['an amount of nothing', fields({ Amount: 0 })],
    ['exactly fifty solutions', solutions(50)],
    [
      'exactly fifty contacts, and more that do not count',
      (record) => ({
        ...record,
        contacts: Array.from({ length: 60 }, (_, n) => (n < 50 ? INES : { ...INES, email: null })),
      }),
    ],
    [
      'exactly fifty of its own team, the owner among them',
      (record) => ({
        ...record,
        team: colleagues(49),
      }),
    ],
    ['its last day today', fields({ CloseDate: '2026-03-07' })],
    ['a country in small letters', fields({ 'Account.BillingCountry': 'gb' })],
    ['an answer about the marketplace', fields({ Co_Sell_Marketplace_Intent__c: 'No' })],
  ] satisfies [string, (record: RecordSnapshot) => RecordSnapshot][])(
    'may have %s',
    (_what, change) => {
      expect(check(change(complete())).ready).toBe(true);
    },
  );

  it('is told of its missing amount only once', () => {
    const org = sharingOrg();
    const { dealValue: _missing, ...shown } = shownIn(org, complete());
    const { items } = checkIn(org, complete(), Date.parse('2026-03-07T00:00:00Z'), shown);
    expect(items.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(['value']);
  });

  it('takes no text for its amount', () => {
    const org = sharingOrg();
    const shown = { ...shownIn(org, complete()), dealValue: '5' };
    const { ready } = checkIn(org, complete(), Date.parse('2026-03-07T00:00:00Z'), shown);
    expect(ready).toBe(false);
  });

  it.each(['UK', 'EL', 'SU', 'XX', 'D', ''])('takes no %s for a country', (country) => {
    expect(check(fields({ 'Account.BillingCountry': country })(complete())).ready).toBe(false);
  });
});

describe('a services deal', () => {
  const filled: [code: string, field: string, needs: string][] = [
    ['partner-role', 'Co_Sell_Partner_Role__c', 'your role as a partner'],
    ['solution-area', 'Co_Sell_Solution_Area__c', 'its solution area'],
    ['solution-play', 'Co_Sell_Solution_Play__c', 'its solution play'],
  ];
  it.each(filled)('is known by one of its three properties; it lacks all but %s', (_code, one) => {
    const { ready, items } = check(fields({ [one]: 'Something' })(complete()));
    expect(ready).toBe(false);
    const missing = filled
      .filter(([, field]) => field !== one)
      .map(([code, field, needs]) => [code, field, `A services deal needs ${needs}.`]);
    const failed = items.filter(({ ok }) => !ok);
    expect(failed.map(({ code, field, message }) => [code, field, message])).toEqual(missing);
  });

  it('is ready with all three', () => {
    const all = Object.fromEntries(filled.map(([, field]) => [field, 'Something']));
    const { ready, items } = check(fields(all)(complete()));
    expect(ready).toBe(true);
    expect(items.map(({ code }) => code)).toEqual(expect.arrayContaining(codes(LISTED)));
  });
});

describe('where the company needs a location', () => {
  it.each([
    ['neither the deal nor the settings have one', null, null, false],
    ['the settings have one', null, '1234567', true],
    ['the deal has one', '7654321', null, true],
  ])('is asked for unless there is one: %s', (_when, own, partnerLocation, ready) => {
    const record = fields({ Co_Sell_Partner_Location__c: own })(complete());
    const { items, ...result } = check(record, { partnerLocation, needsLocation: true });
    expect(result.ready).toBe(ready);
    expect(items.find(({ code }) => code === 'location')).toMatchObject({
      ok: ready,
      field: 'Co_Sell_Partner_Location__c',
      message: 'Your company shares deals by location: enter the PartnerID of yours.',
    });
  });
});

describe('the kind of a deal', () => {
  const withoutHelp = fields({ How_can_Microsoft_help__c: null });
  it.each([
    ['co-sell', complete()],
    ['partner-led', withoutHelp(complete())],
    ['private', fields({ Referral_Visibility__c: 'Private' })(withoutHelp(complete()))],
    ['private', fields({ Referral_Visibility__c: null })(withoutHelp(complete()))],
  ] as const)('is %s', (kind, record) => {
    expect(check(record).kind).toBe(kind);
  });

  it.each([
    ['partner-led', { visibility: true }, {}],
    ['partner-led', {}, { Referral_Visibility__c: 'Visible to Microsoft' }],
    ['private', {}, { Referral_Visibility__c: 'Private' }],
    ['private', {}, {}],
  ] as const)('is %s where %j is mapped and the record says %j', (kind, shown, some) => {
    expect(kindOf({ ...complete(), fields: some }, shown)).toBe(kind);
  });

  it('is one without help where the org has no field for that', () => {
    const profile = orgProfile(
      {},
      defaultRows().filter((row) => row.canonicalField !== 'help'),
    );
    const org = { profile, mapping: compileMapping(profile) };
    const { kind, ready } = checkIn(org, complete(), Date.parse('2026-03-07T00:00:00Z'));
    expect([kind, ready]).toEqual(['partner-led', true]);
  });

  it('asks for a customer contact only when Microsoft is asked for help', () => {
    const record = { ...withoutHelp(complete()), contacts: [] };
    expect(check(record).ready).toBe(true);
  });

  it('decides what Microsoft is told: nothing, the deal, or a question', () => {
    const bodies = [
      fields({ Referral_Visibility__c: null })(withoutHelp(complete())),
      withoutHelp(complete()),
      complete(),
    ].map((record) => {
      const org = sharingOrg();
      return shareBody(record, shownIn(org, record), org.profile);
    });
    expect(
      bodies.map(({ type, consent, inviteContext }) => [
        type,
        (consent as JsonObject)['consentToShareReferralWithMicrosoftSellers'],
        (inviteContext as JsonObject | undefined)?.['assistanceRequestCode'],
      ]),
    ).toEqual([
      ['Independent', false, undefined],
      ['Independent', true, undefined],
      ['Shared', true, 'ProofOfConceptOrDemo'],
    ]);
  });
});

function check(record: RecordSnapshot, settings: Partial<Settings> = {}) {
  return checkIn(sharingOrg(settings), record, Date.parse('2026-03-07T23:59:59Z'));
}
