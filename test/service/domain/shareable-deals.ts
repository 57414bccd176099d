/** Deals that are ready to be shared, and every single way in which one is not. */
import fc from 'fast-check';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { Settings } from '../../../service/src/domain/org.ts';
import { preflight } from '../../../service/src/domain/preflight.ts';
import { readRecord } from '../../../service/src/domain/salesforce-lens.ts';
import type {
  Json,
  JsonObject,
  Member,
  RecordSnapshot,
  Shown,
  Solution,
} from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { defaultRows, mappingRow, orgProfile } from './org.ts';

export const INES: Member = {
  firstName: 'Ines',
  lastName: 'Okafor',
  phoneNumber: '+4942155501',
  email: 'ines.okafor@nordlicht.example',
};
export const HELP = 'Proof of concept or demo';

/** Asks for help unless the fields say otherwise. */
export const readyDeal = (some: JsonObject = {}): RecordSnapshot => ({
  ...opportunity({
    'Account.Name': 'Nordlicht Werke GmbH',
    'Account.BillingStreet': 'Hafenstrasse 12',
    'Account.BillingCity': 'Bremen',
    'Account.BillingCountry': 'DE',
    'Owner.FirstName': 'Tomas',
    'Owner.LastName': 'Lindqvist',
    'Owner.Phone': '+4684445502',
    'Owner.Email': 'tomas.lindqvist@alderfinch.example',
    How_can_Microsoft_help__c: HELP,
    ...some,
  }),
  contacts: [INES],
});

const MORE = {
  marketplaceIntent: 'Co_Sell_Marketplace_Intent__c',
  partnerRole: 'Co_Sell_Partner_Role__c',
  solutionArea: 'Co_Sell_Solution_Area__c',
  solutionPlay: 'Co_Sell_Solution_Play__c',
  partnerLocation: 'Co_Sell_Partner_Location__c',
};

/** An org with every field mapped that a create can carry. */
export function sharingOrg(settings: Partial<Settings> = {}) {
  const rows = Object.entries(MORE).map(([canonical, field]) => mappingRow(canonical, field));
  const profile = orgProfile(settings, [...defaultRows(), ...rows]);
  return { profile, mapping: compileMapping(profile) };
}
export type SharingOrg = ReturnType<typeof sharingOrg>;

export const shownIn = ({ profile, mapping }: SharingOrg, record: RecordSnapshot): Shown =>
  readRecord(record, mapping, profile, false);

export function checkIn(
  org: SharingOrg,
  record: RecordSnapshot,
  now: number,
  shown = shownIn(org, record),
) {
  const { mapping, profile } = org;
  return preflight(record, shown, { mapping, settings: profile.settings, now });
}

const ordinary = (good: Json[], bad: Json[]) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
const text = (good: string) => ordinary([good], [null, '', ' ', '\t']);

const member = fc.record({
  firstName: text('Ines') as fc.Arbitrary<string | null>,
  lastName: text('Okafor') as fc.Arbitrary<string | null>,
  phoneNumber: text('+4942155501') as fc.Arbitrary<string | null>,
  email: ordinary(['ines@nordlicht.example'], [null, '', 'nobody', 'a b@c.d']) as fc.Arbitrary<
    string | null
  >,
});

const solution = (n: number) =>
  fc.record({
    id: fc.constant(`SOL-${n}-ABC`),
    name: fc.constantFrom('Tidewater Planner', null),
    quantity: ordinary([1, 2.5, 0, null], [-1]) as fc.Arbitrary<number | null>,
    price: ordinary([0, 1200.5, null], [-0.01]) as fc.Arbitrary<number | null>,
    currency: ordinary(['EUR', 'usd', null], ['EURO', 'ZZZ', '1']) as fc.Arbitrary<string | null>,
  });

const solutions: fc.Arbitrary<Solution[]> = fc
  .oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 49, 50, 51, 60) },
  )
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => solution(n))));

const contacts = fc.oneof(
  { weight: 12, arbitrary: fc.array(member, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 49, 50, 51).map((n) => Array<Member>(n).fill(INES)) },
);

/** People of our own besides the owner, each with an address of their own. */
export const colleagues = (count: number): Member[] =>
  Array.from({ length: count }, (_, n) => ({
    ...INES,
    email: `colleague.${n}@alderfinch.example`,
  }));

/** Null in an org without opportunity teams. */
const team = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.array(member, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(48, 49, 50, 60).map(colleagues) },
);

const services = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Json>(null, '', ' ') },
  { weight: 1, arbitrary: fc.constant<Json>('Whatever it is') },
);

const fieldsOf = (today: string) =>
  fc.record({
    Name: text('Warehouse planning'),
    StageName: ordinary(['Negotiation', 'Microsoft Review'], ['Closed Won', 'Closed Lost']),
    Amount: ordinary([50_000, 0, 0.01, 1e12], [null, -0.01]),
    CurrencyIsoCode: ordinary(['EUR', 'USD', 'usd'], ['', 'ZZZ', 'EURO', null]),
    CloseDate: ordinary(['2028-02-29', today], [null, '2026-03-01', '1999-12-31']),
    Sync_with_Partner_Center__c: ordinary([true], [false, null]),
    Co_Sell_Customer_Consent__c: ordinary([true], [false, null]),
    Co_Sell_Notes__c: fc.constantFrom(null, '', 'Pilot.'),
    Referral_Visibility__c: fc.constantFrom(null, 'Private', 'Visible to Microsoft'),
    How_can_Microsoft_help__c: ordinary([HELP, 'Quotes or licensing', null], ['Money', '']),
    Co_Sell_Marketplace_Intent__c: ordinary([null, 'Yes', 'No', 'Have not decided'], ['Perhaps']),
    Co_Sell_Partner_Role__c: services,
    Co_Sell_Solution_Area__c: services,
    Co_Sell_Solution_Play__c: services,
    Co_Sell_Partner_Location__c: fc.constantFrom(null, '', ' ', '1234567'),
    'Account.Name': text('Nordlicht Werke GmbH'),
    'Account.BillingStreet': text('Hafenstrasse 12'),
    'Account.BillingCity': text('Bremen'),
    'Account.BillingCountry': ordinary(
      ['DE', 'us', 'GB', 'XK'],
      [null, '', 'UK', 'Germany', 'ZZ', 'SU', 'AN', 'EU'],
    ),
    'Owner.FirstName': text('Tomas'),
    'Owner.LastName': text('Lindqvist'),
    'Owner.Phone': text('+4684445502'),
    'Owner.Email': ordinary(['tomas@alderfinch.example'], [null, '', 'tomas']),
  }) as fc.Arbitrary<JsonObject>;

/** Some ready, some with one thing wrong or several. */
export const anyDeal = (today: string): fc.Arbitrary<RecordSnapshot> =>
  fc
    .record({ fields: fieldsOf(today), solutions, contacts, team })
    .map(({ fields, solutions: chosen, contacts: people, team: own }) => ({
      ...readyDeal(fields),
      solutions: chosen,
      contacts: people,
      ...(own ? { team: own } : {}),
    }));
