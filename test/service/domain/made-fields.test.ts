/** What a record and its account are given once. */
import { describe, expect, it } from 'vitest';
import { madeFields, mappingForNew } from '../../../service/src/domain/made-fields.ts';
import { compileMapping, RECORD_TYPE } from '../../../service/src/domain/mapping.ts';
import type { MappingRow } from '../../../service/src/domain/org.ts';
import type { JsonObject, ReferralDocument } from '../../../service/src/domain/values.ts';
import { inboundFixture } from './fixtures.ts';
import { mappingRow } from './org.ts';

const TYPE = { id: '012A', object: 'Opportunity', developerName: 'Service', isActive: true };
const once = (transform: string, field: string, transformArgument: string) =>
  mappingRow(`own_${field}`, field, {
    ...{ direction: 'To Salesforce', transform, transformArgument },
  });
const made = (rows: MappingRow[], part: JsonObject = {}, recordTypes = [TYPE]) => {
  const mapping = compileMapping({ mapping: rows });
  expect(mapping.problems).toEqual([]);
  const referral = { ...inboundFixture(), ...part } as ReferralDocument;
  return madeFields(referral, { dealValue: 7 }, { mapping, profile: { recordTypes } });
};
const BOTH = { onUpdate: false };

describe('a new record', () => {
  it('is given what only a new referral brings, and so is its account', () => {
    const rows = [
      mappingRow('customerName', 'Customer__c', BOTH),
      mappingRow('customerCity', 'Account.BillingCity', BOTH),
      mappingRow('customerState', 'Account.BillingState', BOTH),
      mappingRow('customerPostalCode', 'Account.BillingPostalCode', BOTH),
      mappingRow('customerCountry', 'Account.BillingCountry', BOTH),
      mappingRow('customerStreet', 'Account.BillingStreet', BOTH),
      mappingRow('partnerLocation', 'Location__c', BOTH),
    ];
    expect(made(rows)).toEqual({
      record: { Customer__c: 'Nordlicht Werke GmbH', Location__c: '5550123' },
      account: {
        ...{ BillingCity: 'Bremen', BillingState: 'HB', BillingPostalCode: '28195' },
        ...{ BillingCountry: 'DE', BillingStreet: 'Hafenstrasse 12' },
      },
    });
  });

  it('is given both lines of a street', () => {
    const address = { addressLine1: 'Gate 3', addressLine2: 'Hall B' };
    const street = mappingRow('customerStreet', 'Street__c', BOTH);
    expect(made([street], { customerProfile: { address } }).record).toEqual({
      Street__c: 'Gate 3\nHall B',
    });
  });

  it('is given no name, no blanks, and nothing that goes the other way or changes with the deal', () => {
    const rows = [
      mappingRow('dealName', 'Name', BOTH),
      mappingRow('customerName', 'Customer__c', { ...BOTH, direction: 'To Partner Center' }),
      mappingRow('customerCity', 'City__c', { onCreate: false }),
      mappingRow('customerState', 'State__c', BOTH),
      mappingRow('dealValue', 'Amount'),
    ];
    rows.push(mappingRow('customerPostalCode', 'Code__c', BOTH));
    const customerProfile = { name: 'N', address: { city: 'C', state: '', postalCode: 7 } };
    expect(made(rows, { name: 'Deal', customerProfile })).toEqual({ record: {}, account: {} });
  });

  it('is given constants, and templates of what the referral has', () => {
    const rows = [
      once('Constant', 'Region__c', 'North'),
      once('Constant', 'Account.Type', 'Customer'),
      once('Template', 'Label__c', '{customerName}: {dealValue} {dealName}'),
      once('Template', 'None__c', '{help}'),
    ];
    expect(made([once('Template', 'Blank__c', '{dealName}')], { name: ' ' }).record).toEqual({});
    expect(made([once('Template', 'Label__c', '{dealName}')], { name: 'ERP' }).record).toEqual({
      Label__c: 'ERP',
    });
    expect(made(rows)).toEqual({
      record: { Region__c: 'North', Label__c: 'Nordlicht Werke GmbH: 7' },
      account: { Type: 'Customer' },
    });
  });

  it.each([
    ['by its name', TYPE, '012A'],
    ['of no other name', { ...TYPE, developerName: 'Other' }, undefined],
    ['of no other object', { ...TYPE, object: 'Lead' }, undefined],
    ['if it is active', { ...TYPE, isActive: false }, undefined],
  ])('is given its record type %s', (_what, type, id) => {
    const { record } = made([once('Constant', RECORD_TYPE, 'Service')], {}, [type]);
    expect(record).toEqual(id === undefined ? {} : { RecordTypeId: id });
  });

  it('is not given a record type that the org does not tell', () => {
    expect(made([once('Constant', RECORD_TYPE, 'Service')], {}, []).record).toEqual({});
  });
});

describe('the rows for a new record', () => {
  const rows = [
    mappingRow('notes', 'Notes__c'),
    mappingRow('notes', 'Own__c', { developerName: 'Own', recordType: 'Service' }),
  ];
  const fieldOf = (...more: MappingRow[]) =>
    mappingForNew(compileMapping({ mapping: [...rows, ...more] })).fields.get('notes')?.field;

  it('are those of the record type it is given, else those for all', () => {
    expect(fieldOf(once('Constant', RECORD_TYPE, 'Service'))).toBe('Own__c');
    expect(fieldOf(once('Constant', RECORD_TYPE, 'Other'))).toBe('Notes__c');
    expect(fieldOf(once('Constant', 'Region__c', 'Service'))).toBe('Notes__c');
    expect(fieldOf()).toBe('Notes__c');
  });
});
