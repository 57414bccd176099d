/** The check of the mapping against the fields of an org. */
import { describe, expect, it } from 'vitest';
import { checkMapping, type FieldFacts } from '../../../service/src/domain/mapping-check.ts';
import { compileMapping, RECORD_TYPE } from '../../../service/src/domain/mapping.ts';
import { adviceOf, fixOf } from '../../../service/src/domain/mapping-problems.ts';
import type { MappingRow } from '../../../service/src/domain/org.ts';
import { defaultValues, mappingRow } from './org.ts';

const OUT = { direction: 'To Partner Center' };
const OPEN = { isReadable: true, isUpdateable: true, isCreateable: true, values: null };
const CHOICES = { type: 'PICKLIST', values: ['Visible to Microsoft', 'Private'] };

function check(row: MappingRow, facts: Partial<FieldFacts>) {
  const mapping = compileMapping({ mapping: [row], valueMapping: defaultValues() });
  expect(mapping.problems).toEqual([]);
  return checkMapping(mapping, (path) => ({ path, type: 'STRING', ...OPEN, ...facts }));
}

const value = (row: Partial<MappingRow> = {}) => mappingRow('dealValue', 'X__c', row);
const seen = (row: Partial<MappingRow> = {}) => mappingRow('visibility', 'X__c', row);

const CONSTANT = mappingRow('own', 'X__c', {
  ...{ direction: 'To Salesforce', transform: 'Constant', transformArgument: 'North' },
});

const GOOD: [what: string, row: MappingRow, facts: Partial<FieldFacts>][] = [
  ['a number', value(), { type: 'CURRENCY' }],
  ['a text with a decimal mark', value({ transform: 'Number', transformArgument: ',' }), {}],
  ['a date with a time', mappingRow('closingDate', 'X__c'), { type: 'DATETIME' }],
  [
    'any type as text',
    mappingRow('dealName', 'X__c', { ...OUT, transform: 'Text' }),
    { type: 'DOUBLE' },
  ],
  ['what is only read', value(OUT), { type: 'DOUBLE', isUpdateable: false, isCreateable: false }],
  ['choices that are all mapped', seen(), CHOICES],
  ['what is only filled once', value({ onUpdate: false }), { type: 'DOUBLE', isUpdateable: false }],
  ['what is only changed', value({ onCreate: false }), { type: 'DOUBLE', isCreateable: false }],
  ['a constant for what may be filled', CONSTANT, { isUpdateable: false, isReadable: false }],
  ['the record type', { ...CONSTANT, field: RECORD_TYPE }, { type: null, isCreateable: false }],
  ['words of a field without choices', seen(), { type: 'STRING' }],
  ['choices of a field that takes any word', mappingRow('notes', 'X__c'), CHOICES],
  [
    'what a template names',
    mappingRow('dealName', 'Name', {
      ...{ ...OUT, transform: 'Template', transformArgument: '{Amount}' },
    }),
    { type: 'CURRENCY', isUpdateable: false },
  ],
  [
    'words Partner Center is not told',
    seen({ direction: 'To Salesforce' }),
    { ...CHOICES, values: [...CHOICES.values, 'Maybe'] },
  ],
];

const BAD: [
  code: string,
  what: string,
  row: MappingRow,
  facts: Partial<FieldFacts>,
  said: RegExp,
][] = [
  ['unknown-field', 'a field that is not there', value(), { type: null }, /no field "X__c"/],
  [
    'unknown-field',
    'a constant for one',
    mappingRow('own', 'X__c', {
      direction: 'To Salesforce',
      transform: 'Constant',
      transformArgument: 'North',
    }),
    { type: null },
    /no field "X__c"/,
  ],
  [
    'not-updateable',
    'a constant that may not be filled',
    CONSTANT,
    { isCreateable: false },
    /^the bridge's user may not fill "X__c"$/,
  ],
  [
    'not-updateable',
    'a field that may only be changed',
    value(),
    { type: 'DOUBLE', isCreateable: false },
    /may not edit "X__c"/,
  ],
  [
    'value-without-counterpart',
    'several words the field does not have',
    seen(),
    { ...CHOICES, values: [] },
    /^"X__c" has no value "Visible to Microsoft", "Private"$/,
  ],
  ['no-permission', 'a hidden field', value(), { isReadable: false }, /may not read "X__c"/],
  [
    'type-mismatch',
    'a text as number',
    value(),
    { type: 'STRING' },
    /"X__c" is STRING, and "dealValue"/,
  ],
  [
    'type-mismatch',
    'a number as text',
    mappingRow('notes', 'X__c'),
    { type: 'DOUBLE' },
    /"notes" wants STRING, TEXTAREA, PICKLIST, COMBOBOX, EMAIL, PHONE, URL$/,
  ],
  [
    'not-updateable',
    'a formula that is to be written',
    value(),
    { type: 'DOUBLE', isUpdateable: false },
    /may not edit "X__c"/,
  ],
  [
    'value-without-counterpart',
    'a choice Partner Center has no word for',
    seen(OUT),
    { ...CHOICES, values: [...CHOICES.values, 'Maybe'] },
    /for "Maybe" of "X__c"/,
  ],
  [
    'value-without-counterpart',
    'a word the field does not have',
    seen(),
    { ...CHOICES, values: ['Private'] },
    /has no value "Visible to Microsoft"/,
  ],
  ...['help', 'marketplaceIntent'].map((canonical): (typeof BAD)[number] => [
    'value-without-counterpart',
    `a choice of ${canonical}`,
    mappingRow(canonical, 'X__c', OUT),
    { ...CHOICES, values: ['Maybe'] },
    /for "Maybe" of "X__c"/,
  ]),
  [
    'value-without-counterpart',
    'a choice of what is mapped by no row of values',
    mappingRow('notes', 'X__c', { transform: 'Value Map' }),
    { ...CHOICES, values: ['Maybe'] },
    /^nothing in Partner Center is said for "Maybe" of "X__c"$/,
  ],
];

describe('the check of the mapping', () => {
  it.each(GOOD)('lets %s be', (_what, row, facts) => {
    expect(check(row, facts)).toEqual([]);
  });

  it.each(BAD)('says %s of %s, and how to fix it', (code, _what, row, facts, said) => {
    const found = check(row, facts);
    expect(found).toEqual([
      { row: row.developerName, code, message: expect.stringMatching(said) as string },
    ]);
    for (const problem of found) {
      expect(fixOf(problem.code)).toMatch(/\.$/);
      expect(adviceOf(problem)).toBe(
        `${row.developerName}: ${problem.message}. ${fixOf(problem.code)}`,
      );
    }
  });

  const WORDS = ['STRING', 'TEXTAREA', 'PICKLIST', 'COMBOBOX', 'EMAIL', 'PHONE', 'URL'];
  const NUMBERS = ['CURRENCY', 'DOUBLE', 'PERCENT', 'INTEGER', 'LONG'];
  const DAYS = ['DATE', 'DATETIME'];
  const OTHERS = ['BOOLEAN', 'ID', 'REFERENCE', 'MULTIPICKLIST'];
  it.each([
    ['dealValue', null, null, NUMBERS],
    ['dealValue', 'Number', null, NUMBERS],
    ['dealValue', 'Number', ',', WORDS],
    ['closingDate', null, null, DAYS],
    ['closingDate', 'Date', null, DAYS],
    ['closingDate', 'Date', 'DD.MM.YYYY', [...WORDS, 'DATETIME']],
    ['dealName', 'Text', null, [...WORDS, ...NUMBERS, ...DAYS, ...OTHERS]],
    ...['currency', 'customerCountry', 'visibility', 'help', 'marketplaceIntent', 'notes'].map(
      (canonical) => [canonical, null, null, WORDS] as const,
    ),
  ] as const)(
    'lets %s (%s, %s) be of the types it can read',
    (canonical, transform, arg, types) => {
      const row = mappingRow(canonical, 'X__c', { transform, transformArgument: arg });
      const all = [...WORDS, ...NUMBERS, ...DAYS, ...OTHERS];
      expect(all.filter((type) => check(row, { type }).length === 0)).toEqual(types);
    },
  );

  it('says nothing of fields nobody told it about, and everything once', () => {
    const mapping = compileMapping({ mapping: [value(), CONSTANT] });
    expect(checkMapping(mapping, () => undefined)).toEqual([]);
    const twice = compileMapping({
      mapping: [value(), mappingRow('notes', 'N__c', { recordType: 'Service' })],
    });
    const missing = (path: string) => ({ path, ...OPEN, type: null });
    expect(checkMapping(twice, missing).map(({ message }) => message)).toEqual([
      ...['the org has no field "X__c"', 'the org has no field "N__c"'],
    ]);
  });

  it('asks nothing of a currency field that a single-currency org does not have', () => {
    const mapping = compileMapping({ mapping: [mappingRow('currency', 'CurrencyIsoCode', OUT)] });
    const nothing = (path: string) => ({ path, ...OPEN, type: null });
    expect(checkMapping(mapping, nothing)).toEqual([]);
  });
});
