/** The lens laws of a record, through any mapping and with everything a save does to values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionOf, isSolutionField } from '../../../service/src/domain/canonical.ts';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { OrgProfile } from '../../../service/src/domain/org.ts';
import {
  contactRow,
  readForSharing,
  readRecord,
  writeContactRows,
  writeRecord,
  writeSolutionRows,
} from '../../../service/src/domain/salesforce-lens.ts';
import type {
  DealStatus,
  Json,
  MergedField,
  RecordSnapshot,
  Writes,
} from '../../../service/src/domain/values.ts';
import { anyWorld } from './any-world.ts';
import { profiles, salesforceHabits } from './arbitraries.ts';
import { opportunity } from './deals.ts';
import { statusWords, writes } from './lens-arbitraries.ts';
import { mappingRow, orgProfile } from './org.ts';
import { runs } from './runs.ts';
import { INES } from './shareable-deals.ts';
import { save, type SalesforceHabits } from './salesforce-side.ts';
import { START } from './world.ts';

const records = anyWorld.map(({ record }) => record);

describe('putting back what was read', () => {
  it('changes nothing', () => {
    fc.assert(
      fc.property(records, profiles, fc.boolean(), (record, profile, isInbound) => {
        const shown = readRecord(record, compileMapping(profile), profile, isInbound);
        const all = new Map(Object.entries(shown) as [MergedField, Json][]);
        expect(writeRecord(shown, all, compileMapping(profile), profile)).toEqual({});
        expect(writeSolutionRows(shown, all)).toBeUndefined();
      }),
      runs(200),
    );
  });
});

describe('putting values', () => {
  it('shows them after a save, and every other value as before', () => {
    fc.assert(
      fc.property(
        records,
        profiles,
        writes,
        salesforceHabits,
        (record, profile, values, habits) => {
          const { before, after } = putAndRead(record, profile, values, habits);
          const written = takenBy(profile, values);
          for (const field of Object.keys(before) as MergedField[]) {
            const wanted = written.has(field) ? values.get(field) : before[field];
            const { equalAcross } = definitionOf(field);
            expect
              .soft([field, wanted, equalAcross(after[field] ?? null, wanted ?? null)])
              .toEqual([field, wanted, true]);
          }
        },
      ),
      runs(200),
    );
  });

  it('sets no field but those the values are mapped to', () => {
    fc.assert(
      fc.property(records, profiles, writes, (record, profile, values) => {
        const mapping = compileMapping(profile);
        const shown = readRecord(record, mapping, profile, false);
        const set = writeRecord(shown, values, mapping, profile);
        const allowed = [...values.keys()].map((field) => mapping.fields.get(field)?.field);
        expect([...allowed, 'StageName']).toEqual(expect.arrayContaining(Object.keys(set)));
        expect('StageName' in set).toBe(values.has('status') && set['StageName'] !== undefined);
      }),
      runs(200),
    );
  });

  it('cuts a text that is too long between two characters, line breaks counted once', () => {
    for (const text of [
      `${'x'.repeat(32_767)}🚚 and more`,
      `${'line\r\n'.repeat(8_000)}end`,
      `  ${'y'.repeat(40_000)}`,
    ]) {
      const { after } = putAndRead(opportunity(), orgProfile(), new Map([['notes', text]]));
      expect(definitionOf('notes').equalAcross(after['notes'] ?? null, text)).toBe(true);
    }
  });
});

describe('a stage', () => {
  it.each([
    ['Closed Won by Partner', 'won'],
    ['Closed Cancelled', 'declined'],
    ['Closed Cancelled', 'expired'],
    ['Closed Lost', 'lost'],
    ['Negotiation', 'accepted'],
  ] as const)('"%s" stays when the deal becomes %s', (stage, status) => {
    const record = save(opportunity(), { set: { StageName: stage } }, place());
    const { set } = putAndRead(record, orgProfile(), new Map([['status', status]]));
    expect(set).toEqual({});
  });

  it.each([
    ['pending', 'Microsoft Review', true],
    ['accepted', 'Qualification', true],
    ['won', 'Closed Won', false],
    ['lost', 'Closed Lost', false],
    ['declined', 'Closed Lost', false],
    ['expired', 'Closed Lost', false],
  ] as const)('for %s is "%s", the first active one', (status, stage, isInbound) => {
    const from = status === 'accepted' ? 'Microsoft Review' : 'Negotiation';
    const record = save(opportunity(), { set: { StageName: from } }, place());
    const mapping = compileMapping(orgProfile());
    const shown = readRecord(record, mapping, orgProfile(), isInbound);
    expect(writeRecord(shown, new Map([['status', status]]), mapping, orgProfile())).toEqual({
      StageName: stage,
    });
  });

  it('is not written where the org has none', () => {
    const profile = { ...orgProfile(), stages: [] };
    const set = writeRecord({}, new Map([['status', 'won']]), compileMapping(profile), profile);
    expect(Object.keys(set)).toEqual([]);
  });

  it('that means on hold says nothing of a deal of our own', () => {
    const profile = orgProfile();
    const record = opportunity({ StageName: 'Microsoft Review' });
    expect(readForSharing(record, compileMapping(profile), profile).status).toBe('accepted');
  });

  it('of every name says the same status whether or not the org still lists it', () => {
    const profile = orgProfile();
    for (const { name, isClosed, isWon } of profile.stages) {
      const record = opportunity({ StageName: name, IsClosed: isClosed, IsWon: isWon });
      const unlisted = { ...profile, stages: [] };
      const mapping = compileMapping(profile);
      expect(readRecord(record, mapping, unlisted, true).status).toBe(
        readRecord(record, mapping, profile, true).status,
      );
    }
  });
});

describe('what a record shows', () => {
  it('leaves out a canonical field whose Salesforce field could not be read', () => {
    const profile = orgProfile({}, [mappingRow('notes', 'Nowhere__c')]);
    const shown = readRecord(opportunity(), compileMapping(profile), profile, false);
    expect(shown).not.toHaveProperty('notes');
  });

  it.each([
    ['the code where the org has one', { 'Account.BillingCountryCode': 'DE' }, 'DE'],
    ['the name where there is no code', {}, 'Germany'],
    ['the name while the code is empty', { 'Account.BillingCountryCode': null }, 'Germany'],
  ])('is of a country %s', (_what, codes, country) => {
    const profile = orgProfile();
    const record = opportunity({ 'Account.BillingCountry': 'Germany', ...codes });
    const shown = readRecord(record, compileMapping(profile), profile, false);
    expect(shown.customerCountry).toBe(country);
  });

  it('is what an admin’s own row names, whatever stands beside it', () => {
    const profile = orgProfile({}, [
      mappingRow('customerCountry', 'Account.Ship_To__c'),
      mappingRow('customerState', 'Account.BillingStateCode'),
      mappingRow('customerCity', 'Account.BillingCity'),
    ]);
    const record = opportunity({
      'Account.Ship_To__c': 'AT',
      'Account.BillingCountryCode': 'DE',
      'Account.BillingStateCode': 'WA',
      'Account.BillingCity': 'Wien',
      'Account.BillingCityCode': 'VIE',
    });
    expect(readRecord(record, compileMapping(profile), profile, false)).toMatchObject({
      customerCountry: 'AT',
      customerState: 'WA',
      customerCity: 'Wien',
    });
  });

  it("is in the org's currency where the record has none", () => {
    const profile = orgProfile({}, []);
    expect(readRecord(opportunity(), compileMapping(profile), profile, false).currency).toBe('EUR');
  });

  it('has the people the settings let take part', () => {
    const record = { ...opportunity(), contacts: [INES], team: [INES] };
    const peopleOf = (settings: { contacts: boolean; team: boolean }) => {
      const profile = orgProfile(settings);
      const shown = readRecord(record, compileMapping(profile), profile, false);
      return Object.keys(shown).filter((field) => field.includes(':') && !isSolutionField(field));
    };
    expect(peopleOf({ contacts: false, team: false })).toEqual([]);
    expect(peopleOf({ contacts: true, team: false })).toEqual([`contacts:${INES.email ?? ''}`]);
    expect(peopleOf({ contacts: false, team: true })).toEqual([`team:${INES.email ?? ''}`]);
  });

  it('has no attached notes where these do not take part', () => {
    const profile = orgProfile();
    const shown = (more: object) =>
      readRecord({ ...opportunity(), ...more }, compileMapping(profile), profile, false);
    expect(shown({})).not.toHaveProperty('attachedNotes');
    expect(shown({ attachedNotes: null })).toHaveProperty('attachedNotes', null);
  });

  it.each([
    ['in the org’s currency where it has an amount', { Value__c: 7 }, 'EUR'],
    ['in the currency that is mapped', { Value__c: 7, Money__c: 'USD' }, 'USD'],
    ['in none without an amount', {}, undefined],
  ])('of a lead is %s', (_what, fields, currency) => {
    const profile = orgProfile({}, [
      mappingRow('dealValue', 'Value__c', { object: 'Lead' }),
      mappingRow('currency', 'Money__c', { object: 'Lead' }),
    ]);
    const lead = { ...opportunity(), object: 'Lead' as const, fields };
    const shown = readRecord(lead, compileMapping(profile, 'Lead'), profile, false);
    expect(shown.currency).toBe(currency);
    expect('currency' in shown).toBe(currency !== undefined);
  });

  it('never has a status the lifecycle does not know', () => {
    fc.assert(
      fc.property(records, fc.boolean(), (record, isInbound) => {
        const profile = orgProfile();
        const { status } = readRecord(record, compileMapping(profile), profile, isInbound);
        expect(statusWords).toContain(status as DealStatus);
      }),
      runs(100),
    );
  });
});

function place(habits: SalesforceHabits = { breaks: '\n', keepsDeadline: false }) {
  return { profile: orgProfile(), habits, now: START };
}

/** Reads, writes, saves and reads again, on a deal that came from Microsoft. */
function putAndRead(
  record: RecordSnapshot,
  profile: OrgProfile,
  values: Writes,
  habits?: SalesforceHabits,
) {
  const mapping = compileMapping(profile);
  const fields = { ...record.fields, HasOpportunityLineItem: false };
  const before = readRecord({ ...record, fields }, mapping, profile, true);
  const set = writeRecord(before, values, mapping, profile);
  const solutions = profile.settings.solutions ? writeSolutionRows(before, values) : undefined;
  const saved = save({ ...record, fields }, { set, solutions }, { ...place(habits), profile });
  return { before, set, after: readRecord(saved, mapping, profile, true) };
}

/** The fields of these values that this org has a place for. */
function takenBy(profile: OrgProfile, values: Writes): Set<MergedField> {
  const { fields } = compileMapping(profile);
  const taken = [...values.keys()].filter((field) => {
    if (isSolutionField(field)) return profile.settings.solutions;
    return field === 'status' || fields.has(field);
  });
  return new Set(taken);
}

it('a deal that is shared takes its solutions along, also where they are not kept the same afterwards', () => {
  const profile = orgProfile({ solutions: false });
  const mapping = compileMapping(profile);
  const record = opportunity();
  const membersOf = (shown: object) => Object.keys(shown).filter(isSolutionField);
  expect(membersOf(readRecord(record, mapping, profile, false))).toEqual([]);
  expect(membersOf(readForSharing(record, mapping, profile))).toEqual(['solutions:SOL-40718-TWP']);
  const lead = { ...record, object: 'Lead' as const };
  expect(membersOf(readForSharing(lead, mapping, profile))).toEqual([]);
});

describe('the contacts to add', () => {
  it('are those who come, of the customer’s people only', () => {
    const values: Writes = new Map<MergedField, Json>([
      ['dealValue', 1],
      ['team:a@x.example', { ...INES, lastName: 'Ours' }],
      ['contacts:b@x.example', INES],
      ['contacts:c@x.example', null],
    ]);
    expect(writeContactRows(values)).toEqual([contactRow(INES)]);
    expect(writeContactRows(new Map([['contacts:c@x.example', null]]))).toBeUndefined();
  });

  it('have no blanks', () => {
    expect(contactRow({ firstName: null, lastName: 'B', email: '', phoneNumber: '1' })).toEqual({
      fields: { LastName: 'B', Phone: '1' },
      role: 'Other',
    });
  });
});
