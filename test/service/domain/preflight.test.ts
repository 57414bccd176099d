/** What must be there before a deal can be shared: each check alone stops it, with its own sentence. */
import { describe, expect, it } from 'vitest';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import { preflight } from '../../../service/src/domain/preflight.ts';
import { readRecord } from '../../../service/src/domain/salesforce-lens.ts';
import { shareBody } from '../../../service/src/domain/share.ts';
import type { JsonObject, RecordSnapshot } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { defaultRows, orgProfile } from './org.ts';

const INES = {
  firstName: 'Ines',
  lastName: 'Okafor',
  phoneNumber: '+4942155501',
  email: 'ines.okafor@nordlicht.example',
};

const complete = (): RecordSnapshot => ({
  ...opportunity({
    'Account.Name': 'Nordlicht Werke GmbH',
    'Account.BillingStreet': 'Hafenstrasse 12',
    'Account.BillingCity': 'Bremen',
    'Account.BillingCountry': 'DE',
    'Owner.FirstName': 'Tomas',
    'Owner.LastName': 'Lindqvist',
    'Owner.Phone': '+4684445502',
    'Owner.Email': 'tomas.lindqvist@alderfinch.example',
    How_can_Microsoft_help__c: 'Proof of concept or demo',
  }),
  contacts: [INES],
});

const fields = (some: JsonObject) => (record: RecordSnapshot) => ({
  ...record,
  fields: { ...record.fields, ...some },
});
const solutions = (count: number) => (record: RecordSnapshot) => ({
  ...record,
  solutions: Array.from({ length: count }, (_, n) => ({
    id: `SOL-${n}`,
    name: null,
    quantity: 1,
    price: null,
    currency: null,
  })),
});

const CHECKS: [
  code: string,
  field: string,
  sentence: RegExp,
  spoil: (r: RecordSnapshot) => RecordSnapshot,
][] = [
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
  ['name', 'Name', /name/, fields({ Name: '' })],
  ['value', 'Amount', /amount/, fields({ Amount: null })],
  ['currency', 'CurrencyIsoCode', /three-letter/, fields({ CurrencyIsoCode: 'EURO' })],
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
  ['team-member', 'OwnerId', /owner needs/, fields({ 'Owner.Phone': '' })],
  [
    'customer-contact',
    'OpportunityContactRoles',
    /contact role/,
    (record) => ({
      ...record,
      contacts: [{ ...INES, email: null }],
    }),
  ],
];

describe('a deal that asks Microsoft for help', () => {
  it('is ready when everything is there', () => {
    const { kind, ready, items } = check(complete());
    expect([kind, ready]).toEqual(['co-sell', true]);
    expect(items.map(({ code }) => code)).toEqual(CHECKS.map(([code]) => code));
  });

  it.each(CHECKS)('is stopped by %s alone, which points at %s', (code, field, sentence, spoil) => {
    const { ready, items } = check(spoil(complete()));
    expect(ready).toBe(false);
    const failed = items.filter(({ ok }) => !ok);
    expect(failed).toEqual([{ code, field, ok: false, message: expect.stringMatching(sentence) }]);
    expect(failed[0]?.message).toMatch(/^[A-Z].*\.$/);
  });

  it('may have an amount of nothing and exactly fifty solutions', () => {
    expect(check(fields({ Amount: 0 })(complete())).ready).toBe(true);
    expect(check(solutions(50)(complete())).ready).toBe(true);
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
      const { mapping, profile } = org();
      return shareBody(record, readRecord(record, mapping, profile, false), profile);
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

function org() {
  const profile = orgProfile({}, defaultRows());
  return { profile, mapping: compileMapping(profile) };
}

function check(record: RecordSnapshot) {
  const { profile, mapping } = org();
  return preflight(record, readRecord(record, mapping, profile, false), mapping);
}
