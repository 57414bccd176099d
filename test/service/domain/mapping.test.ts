/** Mapping rows of an org: what they compile to, and that a bad one stops only itself. */
import { describe, expect, it } from 'vitest';
import { SCALAR_FIELDS } from '../../../service/src/domain/canonical.ts';
import { compileMapping } from '../../../service/src/domain/mapping.ts';
import type { MappingRow } from '../../../service/src/domain/org.ts';
import { defaultRows, mappingRow } from './org.ts';

const BAD: [what: string, row: Partial<MappingRow>, sentence: RegExp][] = [
  ['an unknown canonical field', { canonicalField: 'probability' }, /unknown canonical field/],
  ['the status', { canonicalField: 'status' }, /follows the stage/],
  ['the solutions', { canonicalField: 'solutions' }, /follows the stage or the solutions/],
  ['an unknown direction', { direction: 'Sideways' }, /direction is one of Both, To Partner/],
  ['a direction named like a method', { direction: 'constructor' }, /direction is one of/],
  ['an unknown rule', { conflictRule: 'Newest' }, /conflict rule is one of Salesforce, Partner/],
  ['a rule named like a method', { conflictRule: 'toString' }, /conflict rule is one of/],
  ['a transform', { transform: 'Upper' }, /transform "Upper" is not there yet/],
  ['a record type', { recordType: 'Partner_Deal' }, /record type are not there yet/],
];

const REGION = {
  direction: 'To Salesforce',
  transform: 'Constant',
  transformArgument: 'North',
  developerName: 'Mine',
};
const BAD_CONSTANTS: [what: string, row: Partial<MappingRow>, sentence: RegExp][] = [
  ['the name of a referral field', { canonicalField: 'notes' }, /takes a name of its own, "notes"/],
  ['the name of the status', { canonicalField: 'status' }, /takes a name of its own/],
  ['another direction', { direction: 'Both' }, /goes To Salesforce/],
  ['On Create off', { onCreate: false }, /On Create is off/],
  ['no value', { transformArgument: null }, /needs its value/],
  ['a field of another object', { field: 'Account.Region__c' }, /of the record itself/],
  ['a record type', { recordType: 'Partner_Deal' }, /record type are not there yet/],
];

describe('a constant', () => {
  it('is a value for a field, beside what is mapped', () => {
    const { constants, fields, problems } = compileMapping({
      mapping: [
        mappingRow('salesRegion', 'Sales_Region__c', REGION),
        mappingRow('channel', 'Channel__c', { ...REGION, transformArgument: 'Partner' }),
        mappingRow('dealValue', 'Amount'),
      ],
    });
    expect(problems).toEqual([]);
    expect([...fields.keys()]).toEqual(['dealValue']);
    expect(constants).toEqual([
      { field: 'Sales_Region__c', value: 'North' },
      { field: 'Channel__c', value: 'Partner' },
    ]);
  });

  it.each(BAD_CONSTANTS)('with %s is left out and named', (_what, bad, sentence) => {
    const { constants, problems } = compileMapping({
      mapping: [mappingRow('salesRegion', 'Sales_Region__c', { ...REGION, ...bad })],
    });
    expect(constants).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(problems[0]).toMatch(/^Mine: /);
  });

  it('for a field that has one already is named, and the first one counts', () => {
    const { constants, problems } = compileMapping({
      mapping: [
        mappingRow('one', 'Region__c', REGION),
        mappingRow('two', 'region__c', { ...REGION, transformArgument: 'South' }),
      ],
    });
    expect(constants).toEqual([{ field: 'Region__c', value: 'North' }]);
    expect(problems).toEqual([expect.stringMatching(/set by another row already/)]);
  });
});

describe('a mapping row', () => {
  it.each(BAD)('with %s is left out and named, and stops only itself', (_what, bad, sentence) => {
    const good = mappingRow('dealValue', 'Amount');
    const { fields, problems } = compileMapping({
      mapping: [mappingRow('notes', 'Notes__c', { developerName: 'Mine', ...bad }), good],
    });
    expect([...fields.keys()]).toEqual(['dealValue']);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(problems[0]).toMatch(/^Mine: /);
  });

  it('for a field that is mapped already is named, and the first one counts', () => {
    const { fields, problems } = compileMapping({
      mapping: [mappingRow('notes', 'First__c'), mappingRow('notes', 'Second__c')],
    });
    expect(fields.get('notes')?.field).toBe('First__c');
    expect(problems).toEqual([expect.stringMatching(/mapped by another row already/)]);
  });

  it('that is switched off or for another object counts for nothing', () => {
    const { fields, problems } = compileMapping({
      mapping: [
        mappingRow('notes', 'Notes__c', { isActive: false, direction: 'Sideways' }),
        mappingRow('dealValue', 'Amount', { object: 'Lead' }),
      ],
    });
    expect([fields.size, problems]).toEqual([0, []]);
  });

  it.each([
    ['Both', true, true],
    ['To Partner Center', true, false],
    ['To Salesforce', false, true],
  ])('says "%s" and means outward %j, inward %j', (direction, outward, inward) => {
    const { fields } = compileMapping({ mapping: [mappingRow('notes', 'N__c', { direction })] });
    expect(fields.get('notes')).toMatchObject({ outward, inward });
  });

  it('without a rule follows the one of its field', () => {
    const { fields, problems } = compileMapping({ mapping: defaultRows() });
    expect(problems).toEqual([]);
    for (const [name, { rule }] of Object.entries(SCALAR_FIELDS)) {
      if (name !== 'status') expect(fields.get(name as 'notes')?.rule).toBe(rule);
    }
    expect(fields.get('dealName')?.rule).toBe('salesforce');
  });

  it('to a field of another object is never written there, only read', () => {
    const { fields } = compileMapping({ mapping: [mappingRow('notes', 'Account.Description')] });
    expect(fields.get('notes')).toMatchObject({ outward: true, inward: false });
  });
});
