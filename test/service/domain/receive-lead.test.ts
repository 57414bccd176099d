/** The Lead that a qualified lead of Microsoft's becomes. */
import { describe, expect, it } from 'vitest';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { MappingRow, Settings } from '../../../service/src/domain/org.ts';
import { receiveLead } from '../../../service/src/domain/receive-lead.ts';
import type { Json, JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import { inboundFixture } from './fixtures.ts';
import { mappingRow, orgProfile } from './org.ts';
import { START } from './world.ts';

const onLead = (name: string, field: string, row: Partial<MappingRow> = {}) =>
  mappingRow(name, field, { object: 'Lead', ...row });
const constant = (field: string, transformArgument: string) =>
  onLead('constant', field, {
    ...{ direction: 'To Salesforce', transform: 'Constant', transformArgument },
  });

function receive(
  part: JsonObject = {},
  rows: MappingRow[] = [],
  settings: Partial<Settings> = {},
): ReturnType<typeof receiveLead> {
  const profile = orgProfile(settings, rows);
  const mapping = compileMapping(profile, 'Lead');
  const referral = { ...inboundFixture(), ...part } as ReferralDocument;
  return receiveLead(referral, { mapping, profile, now: START, audit: [] });
}
const recordOf = (...given: Parameters<typeof receive>) => receive(...given).create.create.record;
const customer = (part: JsonObject) => ({
  customerProfile: { ...(inboundFixture()['customerProfile'] as JsonObject), ...part },
});
const person = (part: JsonObject) => ({
  ...{ firstName: 'Ines', lastName: 'Okafor', phoneNumber: '+49', email: 'ines@x.example' },
  ...part,
});
const withPeople = (...team: Json[]) => customer({ team });

describe('a lead from Microsoft', () => {
  it('becomes a Lead with its person, company and address, and what it shows of its referral', () => {
    const { id } = inboundFixture();
    expect(recordOf()).toEqual({
      Company: 'Nordlicht Werke GmbH',
      FirstName: 'Ines',
      LastName: 'Okafor',
      Phone: '+4942155501',
      Email: 'ines.okafor@nordlicht.example',
      Street: 'Hafenstrasse 12',
      City: 'Bremen',
      State: 'HB',
      PostalCode: '28195',
      Country: 'DE',
      Sync_with_Partner_Center__c: true,
      Co_Sell_Sync_Status__c: 'Synced',
      Referral_Identifier__c: id,
      Referral_Link__c: `https://partner.microsoft.com/dashboard/v2/referrals/cosell/${id}`,
      Referral_Status__c: 'New',
      Referral_Substatus__c: 'Pending',
      Referral_Expires__c: '2026-03-21T00:00:00.000Z',
    });
  });

  it('has nothing beside the record but our team, to find its owner', () => {
    const team = [person({ email: 'a@us.example' }), person({ email: null, lastName: 'B' })];
    const { create } = receive({ team });
    expect(create).toMatchObject({ object: 'Lead', audit: [] });
    expect(create.create).toMatchObject({ contacts: [], solutions: [], team: ['a@us.example'] });
  });

  it('shows why its referral stands as it does', () => {
    expect(recordOf({ statusReason: 'Budget' })['Referral_Status_Reason__c']).toBe('Budget');
  });

  it('has both lines of a street', () => {
    const address = { addressLine1: 'Gate 3', addressLine2: 'Hall B' };
    expect(recordOf(customer({ address }))['Street']).toBe('Gate 3\nHall B');
  });

  it.each<[what: string, part: JsonObject, record: JsonObject]>([
    [
      'the first with a last name',
      withPeople(person({ lastName: null }), person({ lastName: 'Gu' })),
      { LastName: 'Gu' },
    ],
    [
      'the first name of one who has no other, once',
      withPeople(person({ lastName: null })),
      { LastName: 'Ines', FirstName: null },
    ],
    [
      'the company where nobody has a name',
      withPeople(person({ firstName: null, lastName: null })),
      { LastName: 'Nordlicht Werke GmbH' },
    ],
    [
      'the company where nobody is named',
      withPeople(),
      { LastName: 'Nordlicht Werke GmbH', Phone: null, Email: null },
    ],
    [
      'a word for it where nothing is known',
      { customerProfile: {} },
      { LastName: 'Microsoft lead', Company: 'Microsoft lead' },
    ],
  ])('has the name of %s', (_what, part, record) => {
    const blank = { FirstName: null, Phone: null, Email: null };
    expect({ ...blank, ...recordOf(part) }).toMatchObject(record);
  });

  it('has texts that fit', () => {
    const long = (letter: string) => letter.repeat(300);
    const address = {
      ...{ addressLine1: long('s'), city: long('c'), state: long('t'), postalCode: long('p') },
      country: long('o'),
    };
    const people = [person({ firstName: long('f'), lastName: long('l'), phoneNumber: long('1') })];
    const record = recordOf(customer({ name: long('n'), address, team: people }));
    const lengths = Object.entries(record).map(([name, text]) => [name, String(text).length]);
    expect(Object.fromEntries(lengths)).toMatchObject({
      ...{ Company: 255, FirstName: 40, LastName: 80, Phone: 40, Street: 255, City: 40, State: 80 },
      ...{ PostalCode: 20, Country: 80 },
    });
  });

  it.each<[email: string | null, isTaken: boolean]>([
    ['a@b.example', true],
    ['ab.cd@ef.gh.example', true],
    [`${'a'.repeat(70)}@b.exampl`, true],
    [`${'a'.repeat(71)}@b.exampl`, true],
    [`${'a'.repeat(72)}@b.exampl`, false],
    ['a@b', false],
    ['a b@c.example', false],
    ['see a@b.example', false],
    ['a@b.example now', false],
    ['a@b@c.example', false],
    ['@b.example', false],
    ['a@.', false],
    ['a@b.', false],
    [null, false],
  ])('comes with the address %s only if Salesforce takes it', (email, isTaken) => {
    expect(recordOf(withPeople(person({ email })))['Email']).toBe(isTaken ? email : undefined);
  });

  it('is given the constants of the org, and what its mapping lets in', () => {
    const rows = [constant('LeadSource', 'Microsoft'), onLead('notes', 'Description')];
    expect(recordOf({}, rows)).toMatchObject({
      LeadSource: 'Microsoft',
      Description: 'Pilot in two warehouses before summer.',
    });
  });

  it('is known by what it was given: open, unless the org closes it at once', () => {
    const lost = [constant('Status', 'Gone')];
    expect(receive({}, lost, { lostLeadStatus: 'Gone' }).sent.status).toBe('lost');
    expect(receive({}, lost, { lostLeadStatus: 'Other' }).sent.status).toBeNull();
    expect(receive().sent).toEqual({ status: null });
  });

  it('has its value in the currency of the org', () => {
    const rows = [onLead('dealValue', 'Value__c')];
    expect(receive({}, rows).sent).toMatchObject({ dealValue: 50_000, currency: 'EUR' });
  });
});
