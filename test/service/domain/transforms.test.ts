/** The transformations: what each reads and writes, and that writing and reading are one lens. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../service/src/domain/canonical.ts';
import { compileMapping, type MappedField } from '../../../service/src/domain/mapping.ts';
import type { MappingRow } from '../../../service/src/domain/org.ts';
import { readRecord, writeRecord } from '../../../service/src/domain/salesforce-lens.ts';
import type {
  CanonicalName,
  Json,
  JsonObject,
  MergedField,
} from '../../../service/src/domain/values.ts';
import { mappingRow, orgProfile, valueRow } from './org.ts';
import { runs } from './runs.ts';

const VALUES = [
  valueRow('notes', 'Yes please', 'yes'),
  valueRow('notes', 'Ja', 'yes'),
  valueRow('notes', 'No', 'no'),
  valueRow('currency', 'Euro', 'EUR'),
  valueRow('visibility', 'Open', 'true'),
  valueRow('visibility', 'Shut', 'false'),
];

function field(canonical: CanonicalName, transform: string, argument: string | null): MappedField {
  const row = mappingRow(canonical, 'X__c', { transform, transformArgument: argument });
  const { fields, problems } = compileMapping({ mapping: [row], valueMapping: VALUES });
  expect(problems).toEqual([]);
  const found = fields.get(canonical);
  if (!found) throw new Error(`${canonical} was expected to be mapped`);
  return found;
}

const READ: [canonical: CanonicalName, transform: string, argument: string | null, Json, Json][] = [
  ['dealName', 'None', null, 'ERP', 'ERP'],
  ['dealName', 'None', null, '', null],
  ['dealValue', 'None', null, '12', null],
  ['currency', 'None', null, 'eur', 'EUR'],
  ['currency', 'None', null, 7, null],
  ['dealName', 'Text', null, null, null],
  ['dealName', 'Text', null, [1], null],
  ['dealName', 'Text', null, 12.5, '12.5'],
  ['dealName', 'Text', null, '', null],
  ['dealValue', 'Number', null, 12.5, 12.5],
  ['dealValue', 'Number', ',', '1.234.567,50', 1_234_567.5],
  ['dealValue', 'Number', '.', "1'234,567.5", 1_234_567.5],
  ['dealValue', 'Number', '.', 'about 12', null],
  ['dealValue', 'Number', '.', '0x12', null],
  ['dealValue', 'Number', '.', '1e3', null],
  ['dealValue', 'Number', ',', '-5,5', -5.5],
  ['dealValue', 'Number', ',', '+12', 12],
  ['dealValue', 'Number', ',', 12.5, 12.5],
  ['dealValue', 'Number', ',', null, null],
  ['closingDate', 'Date', null, '2026-12-01', '2026-12-01'],
  ['closingDate', 'Date', 'DateTime', '2026-12-01T22:30:00.000+0000', '2026-12-01'],
  ['closingDate', 'Date', 'DD.MM.YYYY', '01.12.2026', '2026-12-01'],
  ['closingDate', 'Date', 'MM/DD/YYYY', '12/01/2026', '2026-12-01'],
  ['closingDate', 'Date', 'DD.MM.YYYY', '30.02.2026', null],
  ['closingDate', 'Date', 'DD.MM.YYYY', ' 01.12.2026 ', '2026-12-01'],
  ['closingDate', 'Date', 'DD.MM.YYYY', '01/12/2026', null],
  ['closingDate', 'Date', 'YYYYMMDD', '20261201', '2026-12-01'],
  ['customerCountry', 'Country', null, ' de ', 'DE'],
  ['customerCountry', 'Country', null, 'Germany', null],
  ['customerCountry', 'Country', null, 7, null],
  ['customerCountry', 'Country', 'en', null, null],
  ['customerCountry', 'Country', 'en', ' ', null],
  ['customerCountry', 'Country', 'en', 'Germany', 'DE'],
  ['customerCountry', 'Country', 'de', 'deutschland', 'DE'],
  ['customerCountry', 'Country', 'de', 'AT', 'AT'],
  ['customerCountry', 'Country', 'de', 'Atlantis', null],
  ['notes', 'Value Map', null, 'Ja', 'yes'],
  ['notes', 'Value Map', null, 'Perhaps', null],
  ['currency', 'Value Map', null, 'Euro', 'EUR'],
  ['visibility', 'Value Map', null, 'Open', true],
  ['visibility', 'Value Map', null, 'Elsewhere', false],
];

describe('a transformation', () => {
  it.each(READ)('of %s, %s (%s), reads %j as %j', (canonical, transform, argument, raw, value) => {
    expect(field(canonical, transform, argument).show({ X__c: raw })).toEqual(value);
  });

  it.each([
    ['dealName', 'Text', null, 'ERP', 'ERP'],
    ['notes', 'None', null, null, null],
    ['notes', 'None', null, ' a\r\nb ', ' a\r\nb '],
    ['dealValue', 'Number', ',', 1234.5, '1234,50'],
    ['dealValue', 'Number', ',', null, null],
    ['closingDate', 'Date', 'DD.MM.YYYY', null, null],
    ['closingDate', 'Date', 'DateTime', null, null],
    ['customerCountry', 'Country', 'fr', null, null],
    ['closingDate', 'Date', 'DD.MM.YYYY', '2026-12-01', '01.12.2026'],
    ['closingDate', 'Date', 'DateTime', '2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['customerCountry', 'Country', null, 'DE', 'DE'],
    ['customerCountry', 'Country', 'fr', 'DE', 'Allemagne'],
    ['notes', 'Value Map', null, 'yes', 'Yes please'],
    ['notes', 'Value Map', null, 'perhaps', null],
    ['visibility', 'Value Map', null, true, 'Open'],
  ] as const)('of %s, %s (%s), writes %j as %j', (canonical, transform, argument, value, raw) => {
    expect(field(canonical, transform, argument).write(value)).toEqual(raw);
  });

  it.each([
    'notes',
    'help',
    'marketplaceIntent',
    'visibility',
    'currency',
    'customerCountry',
  ] as const)('of values can be for %s', (canonical) => {
    expect(field(canonical, 'Value Map', null).transform).toBe('Value Map');
  });

  it('of notes leaves a text that just fits as it is', () => {
    const text = ` ${'x'.repeat(32_767)}`;
    expect(field('notes', 'None', null).write(text)).toBe(text);
  });

  it.each([
    ['dealValue', 'Number', ';', /decimal mark/],
    ['closingDate', 'Date', 'DD.MM', /pattern of YYYY/],
    ['closingDate', 'Date', 'DD.DD.YYYY', /pattern of YYYY/],
    ['closingDate', 'Date', 'DD.MM.YYYY.DD', /pattern of YYYY/],
    ['closingDate', 'Date', '-', /pattern of YYYY/],
    ['closingDate', 'Date', 'DD.MM.YYYY at', /pattern of YYYY/],
    ['customerCountry', 'Country', 'Klingon!', /language of the names/],
    ['customerCountry', 'Country', 'xx', /language of the names/],
  ] as const)('of %s, %s, refuses the argument %s', (canonical, transform, argument, sentence) => {
    const row = mappingRow(canonical, 'X__c', { transform, transformArgument: argument });
    const { fields, problems } = compileMapping({ mapping: [row] });
    expect([fields.size, problems]).toEqual([0, [expect.stringMatching(sentence)]]);
  });
});

describe('a template', () => {
  const row = (argument: string) =>
    mappingRow('dealName', 'Name', {
      direction: 'To Partner Center',
      transform: 'Template',
      transformArgument: argument,
    });
  const show = (argument: string, fields: JsonObject) =>
    compileMapping({ mapping: [row(argument)] })
      .fields.get('dealName')
      ?.show(fields);

  it('puts fields of the record into a text, and is never written back', () => {
    const shown = show('{Account.Name}: {Name}', { Name: 'ERP', 'Account.Name': 'Fabrikam' });
    expect(shown).toBe('Fabrikam: ERP');
    expect(compileMapping({ mapping: [row('{Name}')] }).fields.get('dealName')).toMatchObject({
      inward: false,
      reads: ['Name'],
    });
    const { fields } = compileMapping({ mapping: [row('{Name}')] });
    expect(fields.get('dealName')?.write('ERP')).toBeNull();
  });

  it('leaves out what could not be read, and what is no text', () => {
    expect(show('{Account.Name}: { Name }', { Name: 'ERP' })).toBe(': ERP');
    const fields = { Name: 'ERP', Stage: null, Next: '', Tags: ['a'], Amount: 0 };
    expect(show('{Name}/{Stage}/{Next}/{Tags}/{Amount}', fields)).toBe('ERP////0');
    expect(show('Deal {Stage}{Next}{Tags}', fields)).toBeNull();
  });

  it('is empty when nothing it names has a value, and absent when nothing could be read', () => {
    expect(show('Deal {Name}', { Name: null })).toBeNull();
    expect(show('Deal {Name}', {})).toBeUndefined();
  });
});

const lenses: fc.Arbitrary<Partial<MappingRow> & { canonical: MergedField; value: Json }> =
  fc.oneof(
    fc.record({
      canonical: fc.constant<MergedField>('dealValue'),
      transform: fc.constant('Number'),
      transformArgument: fc.constantFrom(null, '.', ','),
      value: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    }),
    fc.record({
      canonical: fc.constant<MergedField>('closingDate'),
      transform: fc.constant('Date'),
      transformArgument: fc.constantFrom(
        null,
        'DateTime',
        'DD.MM.YYYY',
        'MM/DD/YYYY',
        'YYYY-DD-MM',
      ),
      value: fc
        .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
    }),
    fc.record({
      canonical: fc.constant<MergedField>('notes'),
      transform: fc.constantFrom('Value Map'),
      value: fc.constantFrom('yes', 'no'),
    }),
    fc.record({
      canonical: fc.constant<MergedField>('visibility'),
      transform: fc.constant('Value Map'),
      value: fc.boolean(),
    }),
    fc.record({
      canonical: fc.constant<MergedField>('currency'),
      transform: fc.constant('Value Map'),
      value: fc.constant('EUR'),
    }),
  );

const raws = fc.constantFrom<Json>(null, '', 'Ja', 'No', 'Open', 'Euro', 7, '7,00', '01.12.2026');

describe('whatever the transformation', () => {
  it('a value that was written is read again, and nothing else is touched', () => {
    fc.assert(
      fc.property(lenses, raws, ({ canonical, value, ...row }, raw) => {
        const mapping = [mappingRow(canonical, 'X__c', row), mappingRow('dealName', 'Name')];
        const profile = { ...orgProfile({}, mapping), valueMapping: VALUES };
        const compiled = compileMapping(profile);
        const fields = { X__c: raw, Name: 'A deal', StageName: 'Qualification' };
        const before = readRecord(
          { fields, solutions: [], object: 'Opportunity' as const },
          compiled,
          profile,
          false,
        );
        const set = writeRecord(before, new Map([[canonical, value]]), compiled, profile);
        const after = readRecord(
          { fields: { ...fields, ...set }, solutions: [], object: 'Opportunity' as const },
          compiled,
          profile,
          false,
        );
        expect(definitionOf(canonical).equalAcross(after[canonical] ?? null, value)).toBe(true);
        expect({ ...after, [canonical]: null }).toEqual({ ...before, [canonical]: null });
        expect(Object.keys(set).filter((name) => name !== 'X__c')).toEqual([]);
      }),
      runs(300),
    );
  });

  it('putting back what was read changes nothing', () => {
    fc.assert(
      fc.property(lenses, raws, ({ canonical, value: _value, ...row }, raw) => {
        const profile = {
          ...orgProfile({}, [mappingRow(canonical, 'X__c', row)]),
          valueMapping: VALUES,
        };
        const compiled = compileMapping(profile);
        const fields = { X__c: raw, StageName: 'Qualification' };
        const shown = readRecord(
          { fields, solutions: [], object: 'Opportunity' as const },
          compiled,
          profile,
          false,
        );
        const all = new Map(Object.entries(shown) as [MergedField, Json][]);
        expect(writeRecord(shown, all, compiled, profile)).toEqual({});
      }),
      runs(300),
    );
  });
});
