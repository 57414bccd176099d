/** The record an inbound referral becomes, and that the first visit after it has nothing to add. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createdBase } from '../../../service/src/domain/attempts.ts';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { OrgProfile } from '../../../service/src/domain/org.ts';
import { receiveReferral, valuesOf, withoutBlanks } from '../../../service/src/domain/receive.ts';
import type { JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { inboundFixture } from './fixtures.ts';
import { FIELDS, mappingRow, orgProfile } from './org.ts';
import { PLAIN_SALESFORCE, save } from './salesforce-side.ts';
import { runs } from './runs.ts';
import { createWorld, isQuiet, reconcile, START, type World } from './world.ts';

describe('a referral from Microsoft', () => {
  it('becomes a record on hold with its values, account, contacts and solutions', () => {
    const { create: change, sent } = receive(inboundFixture(), orgProfile()) ?? {};
    expect(change?.object).toBe('Opportunity');
    expect(sent).toMatchObject({ status: 'pending', currency: 'EUR', dealValue: 50_000 });
    const create = change?.create;
    expect(create?.record).toMatchObject({
      Name: 'Nordlicht Werke GmbH – Microsoft referral',
      StageName: 'Microsoft Review',
      Amount: 50_000,
      CloseDate: '2026-06-29',
      Co_Sell_Notes__c: 'Pilot in two warehouses before summer.',
      Referral_Identifier__c: inboundFixture().id,
      Sync_with_Partner_Center__c: true,
      Co_Sell_Sync_Status__c: 'Synced',
    });
    expect(create?.team).toEqual(['tomas.lindqvist@alderfinch.example']);
    expect(create?.account?.match).toEqual({
      Name: 'Nordlicht Werke GmbH',
      BillingPostalCode: '28195',
    });
    expect(create?.contacts).toMatchObject([{ fields: { LastName: 'Okafor' }, role: 'Other' }]);
    expect(create?.solutions).toMatchObject([{ id: 'SOL-40718-TWP' }]);
  });

  it.each([
    ['Name', { Name: 'Nordlicht Werke GmbH' }],
    ['Name and Country', { Name: 'Nordlicht Werke GmbH', BillingCountry: 'DE' }],
    ['Never', {}],
    ['Whoever', { Name: 'Nordlicht Werke GmbH', BillingPostalCode: '28195' }],
    ['constructor', { Name: 'Nordlicht Werke GmbH', BillingPostalCode: '28195' }],
  ])('finds its account as the setting says: %s', (accountMatch, match) => {
    const { account } =
      receive(inboundFixture(), orgProfile({ accountMatch }))?.create.create ?? {};
    expect(account?.match).toEqual(match);
    expect(account?.fields).toMatchObject({ Name: 'Nordlicht Werke GmbH' });
  });

  it('finds its account by the country in the field and the words in which accounts have it', () => {
    const plain = orgProfile({ accountMatch: 'Name and Country' });
    const row = mappingRow('customerCountry', 'Account.Country_Name__c', {
      direction: 'To Salesforce',
      transform: 'Country',
      transformArgument: 'en',
    });
    const profile = {
      ...plain,
      mapping: [...plain.mapping.filter((one) => one.canonicalField !== 'customerCountry'), row],
    };
    expect(receive(inboundFixture(), profile)?.create.create.account?.match).toEqual({
      Name: 'Nordlicht Werke GmbH',
      Country_Name__c: 'Germany',
    });
  });

  it('finds its account by the country in the usual field where none is mapped', () => {
    const profile = orgProfile({ accountMatch: 'Name and Country' }, []);
    expect(receive(inboundFixture(), profile)?.create.create.account?.match).toEqual({
      ...{ Name: 'Nordlicht Werke GmbH', BillingCountry: 'DE' },
    });
  });

  it.each([
    ['an org where everything flows', orgProfile()],
    ['an org that only tells Partner Center', oneWay('To Partner Center')],
    ['an org that only listens', oneWay('To Salesforce')],
    ['an org that maps nothing', orgProfile({}, [])],
    ['an org without solutions', orgProfile({ solutions: false })],
  ])('leaves the first visit nothing to write or send, in %s', (_name, profile) => {
    const world = received(inboundFixture(), profile);
    const before = structuredClone([world.record.fields, world.referral]);
    reconcile(world);
    expect([world.record.fields, world.referral]).toEqual(before);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('writes only what its mapping lets in, but always a close date', () => {
    const record = receive(inboundFixture(), oneWay('To Partner Center'))?.create.create.record;
    expect(record).toMatchObject({ CloseDate: '2026-06-29' });
    expect(Object.keys(record ?? {})).not.toContain('Amount');
    expect(Object.keys(record ?? {})).not.toContain('Co_Sell_Notes__c');
    expect(receive(inboundFixture(), orgProfile({}, []))?.create.create.record).toMatchObject({
      CloseDate: '2026-06-29',
    });
  });

  it('without a date or a name gets a date in three months and the name of its customer', () => {
    const document = withDetails({ closingDateTime: null });
    expect(receive(document, orgProfile())?.create.create.record).toMatchObject({
      CloseDate: '2026-06-06',
    });
    const nobody = { ...document, customerProfile: {} };
    expect(receive(nobody, orgProfile())?.create.create).toMatchObject({
      record: { Name: 'Microsoft – Microsoft referral' },
      contacts: [],
    });
  });

  it('keeps its own name, as far as a name may go', () => {
    const named = (name: string) =>
      receive({ ...inboundFixture(), name }, orgProfile())?.create.create.record['Name'];
    expect(named('ERP for Nordlicht')).toBe('ERP for Nordlicht');
    expect(named('x'.repeat(130))).toBe('x'.repeat(120));
  });

  it('is given what templates make of it, and a name that fits', () => {
    const template = (name: string, field: string, transformArgument: string) =>
      mappingRow(name, field, {
        ...{ direction: 'To Salesforce', transform: 'Template', transformArgument },
      });
    const rows = [
      template('label', 'Label__c', '{dealValue} until {closingDate}'),
      template('title', 'Name', `{customerName} ${'x'.repeat(130)}`),
    ];
    const record = receive(inboundFixture(), orgProfile({}, rows))?.create.create.record;
    expect(record).toMatchObject({ Label__c: '50000 until 2026-06-29' });
    expect(record?.['Name']).toBe(`Nordlicht Werke GmbH ${'x'.repeat(99)}`);
  });

  it('brings the people who have what their place asks for', () => {
    const nobody = { firstName: 'A', lastName: null, email: null };
    const referral = {
      ...inboundFixture(),
      customerProfile: { team: [nobody, { lastName: 'B', email: null }] },
      team: [nobody, { email: 'c@x.example' }],
    } as ReferralDocument;
    expect(receive(referral, orgProfile())?.create.create).toMatchObject({
      contacts: [{ fields: { LastName: 'B' } }],
      team: ['c@x.example'],
    });
  });

  it('finds its account by the country of the referral where none is mapped', () => {
    const profile = orgProfile({ accountMatch: 'Name and Country' }, []);
    expect(receive(inboundFixture(), profile)?.create.create.account?.match).toEqual({
      Name: 'Nordlicht Werke GmbH',
      BillingCountry: 'DE',
    });
  });

  it('that is accepted already is not on hold, even where one stage is set for both', () => {
    const accepted = { ...inboundFixture(), status: 'Active', substatus: 'Accepted' };
    const one = orgProfile({ onHoldStage: 'Qualification' });
    expect(receive(accepted, one)?.sent.status).toBe('accepted');
    expect(receive(inboundFixture(), one)?.sent.status).toBe('pending');
  });

  it('remembers of the referral all but solutions that were not taken', () => {
    const { source } = receive(inboundFixture(), orgProfile({ solutions: false })) ?? {};
    expect(source).toMatchObject({ dealValue: 50_000, status: 'pending' });
    expect(Object.keys(source ?? {}).filter((field) => field.startsWith('solutions:'))).toEqual([]);
  });

  it('is given the constants of the org, which change nothing else', () => {
    const constant = (name: string, field: string, transformArgument: string) =>
      mappingRow(name, field, {
        direction: 'To Salesforce',
        transform: 'Constant',
        transformArgument,
      });
    const plain = orgProfile();
    const rows = [
      constant('salesRegion', 'Sales_Region__c', 'North'),
      constant('stage', 'StageName', 'Closed Won'),
    ];
    const profile = { ...plain, mapping: [...plain.mapping, ...rows] };
    const record = receive(inboundFixture(), profile)?.create.create.record;
    expect(record).toEqual({
      ...receive(inboundFixture(), plain)?.create.create.record,
      Sales_Region__c: 'North',
    });
  });

  it('in another currency brings no amount the record would show in its own', () => {
    const world = received(withDetails({ currency: 'USD', dealValue: 80_000 }), orgProfile());
    expect(world.record.fields['Amount']).toBeNull();
    reconcile(world);
    expect(world.held.dealValue?.reason).toBe('currency');
    expect(world.record.fields['Amount']).toBeNull();
  });

  it('in another currency brings it along where the org takes currencies', () => {
    const profile = orgProfile(
      {},
      Object.entries(FIELDS).map(([name, field]) => mappingRow(name, field)),
    );
    const document = withDetails({ currency: 'USD', dealValue: 80_000 });
    const world = received(document, profile);
    expect(world.record.fields).toMatchObject({ Amount: 80_000, CurrencyIsoCode: 'USD' });
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('brings its solutions later to an org that begins to take them', () => {
    const world = received(inboundFixture(), orgProfile({ solutions: false }));
    expect(world.record.solutions).toEqual([]);
    world.profile = orgProfile();
    reconcile(world);
    expect(world.record.solutions).toMatchObject([{ id: 'SOL-40718-TWP' }]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('is not taken where no stage fits', () => {
    expect(receive(inboundFixture(), orgProfile({ onHoldStage: 'Nowhere' }))).toBeUndefined();
  });

  it('has a name that fits and a quiet first visit, whatever its name and notes hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 300 }), (notes, name) => {
        const document = { ...withDetails({ notes }), name };
        const record = receive(document, orgProfile())?.create.create.record;
        expect(String(record?.['Name']).length).toBeLessThanOrEqual(120);
        const world = received(document, orgProfile());
        expect(isQuiet(reconcile(world))).toBe(true);
      }),
      runs(60),
    );
  });
});

describe('the values a record is made with', () => {
  const shown = {
    ...{ currency: 'USD', dealValue: 7, closingDate: '2026-06-29', notes: 'N', visibility: true },
  };
  const { closingDate, notes, visibility } = shown;
  const OUT = { direction: 'To Partner Center' };
  it.each<[what: string, row: object, org: Partial<OrgProfile>, currency: string, values: object]>([
    ['all, where all may come', {}, {}, 'USD', shown],
    [
      'no currency, and no amount in another, in an org of one currency',
      ...([{}, { isMultiCurrency: false }, 'USD', { closingDate, notes, visibility }] as const),
    ],
    [
      'blank but for the close date, where none may come',
      ...([
        OUT,
        {},
        'EUR',
        { dealValue: null, closingDate, notes: null, visibility: null },
      ] as const),
    ],
    [
      'blank as well, where none is for a new record',
      { onCreate: false },
      ...([{}, 'USD', { closingDate, notes: null, visibility: null }] as const),
    ],
  ])('are %s', (_what, row, org, currency, values) => {
    const rows = Object.entries(FIELDS).map(([name, field]) => mappingRow(name, field, row));
    const profile = { ...orgProfile({}, rows), ...org };
    const made = valuesOf({ ...shown, currency }, compileMapping(profile), profile);
    expect(Object.fromEntries(made)).toEqual(values);
  });

  it('are no blanks when they are sent', () => {
    expect(withoutBlanks({ a: null, b: '', c: 0, d: false })).toEqual({ c: 0, d: false });
  });
});

function oneWay(direction: string): OrgProfile {
  return orgProfile(
    {},
    Object.entries(FIELDS).map(([name, field]) => mappingRow(name, field, { direction })),
  );
}

function withDetails(some: JsonObject): ReferralDocument {
  const document = inboundFixture();
  return { ...document, details: { ...(document['details'] as JsonObject), ...some } };
}

function receive(referral: ReferralDocument, profile: OrgProfile) {
  const mapping = compileMapping(profile);
  return receiveReferral(referral, { mapping, profile, now: START, audit: [] });
}

/** Created as the changes resource creates it, with the base that follows from it. */
function received(referral: ReferralDocument, profile: OrgProfile): World {
  const result = receive(referral, profile);
  if (!result) throw new Error('the referral was expected to be taken');
  const { record, solutions } = result.create.create;
  const blank = opportunity({ Amount: null, CloseDate: null, Co_Sell_Notes__c: null });
  for (const name of ['Referral_Visibility__c', 'Referral_Status__c']) blank.fields[name] = null;
  const known = Object.entries(record).filter(([name]) => name in blank.fields);
  const saved = save(
    { ...blank, solutions: [] },
    { set: Object.fromEntries(known), solutions: { upsert: solutions, remove: [] } },
    { profile, habits: PLAIN_SALESFORCE, now: START },
  );
  const base = createdBase({
    kind: 'create-record',
    side: 'salesforce',
    fields: {},
    startedAt: new Date(START).toISOString(),
    source: result.source,
    sentValues: result.sent,
  });
  return createWorld({ profile, record: saved, referral, base });
}
