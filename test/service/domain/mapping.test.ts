/** Mapping rows of an org: what they compile to, and that a bad one stops only itself. */
import { describe, expect, it } from 'vitest';
import {
  compileMapping,
  mappingFor,
  pathsOf,
  RECORD_TYPE,
} from '../../../service/src/domain/mapping.ts';
import type { ProblemCode } from '../../../service/src/domain/mapping-problems.ts';
import type { MappingRow } from '../../../service/src/domain/org.ts';
import { defaultRows, mappingRow, orgProfile, SETTINGS } from './org.ts';

const OUT = { direction: 'To Partner Center', transformArgument: null };
const BAD: [what: string, row: Partial<MappingRow>, sentence: RegExp, code: ProblemCode][] = [
  [
    'an unknown canonical field',
    { canonicalField: 'probability' },
    /unknown canonical field/,
    'unknown-canonical',
  ],
  ['the status', { canonicalField: 'status' }, /follows the stage/, 'unknown-canonical'],
  [
    'the solutions',
    { canonicalField: 'solutions' },
    /follows the stage or the solutions/,
    'unknown-canonical',
  ],
  [
    'notes beside the record',
    { canonicalField: 'attachedNotes' },
    /takes no row/,
    'unknown-canonical',
  ],
  [
    'an unknown field and no path',
    { canonicalField: 'probability', field: '1st' },
    /unknown canonical field/,
    'unknown-canonical',
  ],
  [
    'a template for an unknown field',
    { ...OUT, canonicalField: 'odds', transform: 'Template', transformArgument: '{1st}' },
    /unknown canonical field "odds"/,
    'unknown-canonical',
  ],
  [
    'an unknown direction',
    { direction: 'Sideways' },
    /direction is one of Both, To Partner/,
    'bad-direction',
  ],
  [
    'a direction named like a method',
    { direction: 'constructor' },
    /direction is one of/,
    'bad-direction',
  ],
  [
    'an unknown rule',
    { conflictRule: 'Newest' },
    /conflict rule is one of Salesforce, Partner/,
    'bad-rule',
  ],
  [
    'a rule named like a method',
    { conflictRule: 'toString' },
    /conflict rule is one of/,
    'bad-rule',
  ],
  [
    'an unknown transform',
    { transform: 'Upper' },
    /transform is one of Text, Number, Date, Country, Value Map, Constant, Template$/,
    'bad-transform',
  ],
  [
    'a transform named like a method',
    { transform: 'toString' },
    /transform is one of/,
    'bad-transform',
  ],
  [
    'a transform of another kind',
    { transform: 'Number' },
    /"Number" is not for "notes"/,
    'bad-transform',
  ],
  [
    'an argument nobody asked for',
    { transform: 'Text', transformArgument: 'x' },
    /no argument/,
    'bad-argument',
  ],
  ['an outward constant', { ...OUT, transform: 'Constant' }, /takes no constant/, 'bad-transform'],
  ['no field at all', { field: '' }, /"" is no field/, 'bad-path'],
  ['a field that is a query', { field: 'Id FROM User' }, /is no field of a record/, 'bad-path'],
  [
    'a parent of a parent',
    { field: 'Account.Owner.Email' },
    /or of one of its parents/,
    'bad-path',
  ],
  ['a template of nothing', { ...OUT, transform: 'Template' }, /needs its text/, 'bad-argument'],
  [
    'a template for what is no text',
    { ...OUT, canonicalField: 'dealValue', transform: 'Template', transformArgument: '{Amount}' },
    /transform "Template" is not for "dealValue"$/,
    'bad-transform',
  ],
  [
    'a template of no field',
    { ...OUT, transform: 'Template', transformArgument: '{Account Name}' },
    /"Account Name" is no field/,
    'bad-path',
  ],
  [
    'a record type the org does not have',
    { recordType: 'Partner_Deal' },
    /no active record type/,
    'unknown-record-type',
  ],
];

const REGION = {
  direction: 'To Salesforce',
  transform: 'Constant',
  transformArgument: 'North',
  developerName: 'Mine',
};
const BAD_CONSTANTS: [
  what: string,
  row: Partial<MappingRow>,
  sentence: RegExp,
  code: ProblemCode,
][] = [
  [
    'the name of a referral field',
    { canonicalField: 'notes' },
    /takes a name of its own, "notes"/,
    'unknown-canonical',
  ],
  [
    'the name of the status',
    { canonicalField: 'status' },
    /takes a name of its own/,
    'unknown-canonical',
  ],
  ['another direction', { direction: 'Both' }, /: a constant goes To Salesforce/, 'bad-direction'],
  ['On Create off', { onCreate: false }, /On Create is off/, 'only-on-create'],
  ['no value', { transformArgument: null }, /needs its value/, 'bad-argument'],
  [
    'a field of another object',
    { field: 'Owner.Title' },
    /of the record itself or of its account/,
    'bad-path',
  ],
  ['a field that is none', { field: '1st' }, /"1st" is no field/, 'bad-path'],
  [
    'a record type the org does not have',
    { recordType: 'Partner_Deal' },
    /no active record type/,
    'unknown-record-type',
  ],
  [
    'a template of what no referral has',
    { transform: 'Template', transformArgument: '{probability}' },
    /unknown canonical field "probability"/,
    'unknown-canonical',
  ],
  [
    'a template that goes both ways',
    { transform: 'Template', transformArgument: '{help}', direction: 'Both' },
    /a template goes To Salesforce/,
    'bad-direction',
  ],
  [
    'a template of nothing',
    { transform: 'Template', transformArgument: '' },
    /needs its text/,
    'bad-argument',
  ],
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
      { row: 'Mine', field: 'Sales_Region__c', value: 'North' },
      { row: 'Mine', field: 'Channel__c', value: 'Partner' },
    ]);
  });

  it.each(BAD_CONSTANTS)('with %s is left out and named', (_what, bad, sentence, code) => {
    const { constants, problems, found } = compileMapping({
      mapping: [mappingRow('salesRegion', 'Sales_Region__c', { ...REGION, ...bad })],
      recordTypes: [],
    });
    expect(constants).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(problems[0]).toMatch(/^Mine: /);
    expect(found).toMatchObject([{ row: 'Mine', code }]);
  });

  it('for what goes with a new referral is shown by every deal, and never written', () => {
    const row = mappingRow('help', 'X__c', {
      ...{ ...OUT, transform: 'Constant', transformArgument: 'Other', onUpdate: false },
    });
    const { fields, problems } = compileMapping({ mapping: [row] });
    const field = fields.get('help');
    expect(problems).toEqual([]);
    expect(field).toMatchObject({ inward: false, outward: true, reads: [], codes: null });
    expect([field?.show({}), field?.write('x')]).toEqual(['Other', null]);
    const bad = compileMapping({ mapping: [{ ...row, conflictRule: 'Newest' }] });
    expect(bad.found).toEqual([
      { row: row.developerName, code: 'bad-rule', message: expect.any(String) as string },
    ]);
    expect(bad.fields.size).toBe(0);
  });

  it('for a field that has one already is named, and the first one counts', () => {
    const { constants, problems } = compileMapping({
      mapping: [
        mappingRow('one', 'Region__c', REGION),
        mappingRow('two', 'region__c', { ...REGION, transformArgument: 'South' }),
      ],
    });
    expect(constants).toEqual([{ row: 'Mine', field: 'Region__c', value: 'North' }]);
    expect(problems).toEqual([expect.stringMatching(/set by another row already/)]);
  });
});

describe('a mapping row', () => {
  it.each(BAD)(
    'with %s is left out and named, and stops only itself',
    (_what, bad, sentence, code) => {
      const good = mappingRow('dealValue', 'Amount');
      const { fields, problems, found } = compileMapping({
        mapping: [mappingRow('notes', 'Notes__c', { developerName: 'Mine', ...bad }), good],
        recordTypes: [],
      });
      expect([...fields.keys()]).toEqual(['dealValue']);
      expect(problems).toEqual([expect.stringMatching(sentence)]);
      expect(problems[0]).toMatch(/^Mine: /);
      expect(found).toEqual([
        { row: 'Mine', code, message: expect.stringMatching(sentence) as string },
      ]);
    },
  );

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
    for (const [name, { rule }] of fields)
      expect([name, rule]).toEqual([name, name === 'notes' ? 'ask' : 'salesforce']);
  });

  it.each([
    { transform: 'None' },
    { transform: 'None', transformArgument: 'x' },
    { transformArgument: 'x' },
    { transform: '' },
  ])('without a transformation (%j) has none, whatever its argument', (row) => {
    const { fields, problems } = compileMapping({ mapping: [mappingRow('notes', 'N__c', row)] });
    expect([fields.get('notes')?.transform, problems]).toEqual([null, []]);
  });

  it('with an empty argument has none', () => {
    const row = mappingRow('notes', 'N__c', { transform: 'Text', transformArgument: '' });
    const { fields, problems } = compileMapping({ mapping: [row] });
    expect([fields.get('notes')?.transform, problems]).toEqual(['Text', []]);
  });

  it('to a field of another object is never written there, only read', () => {
    const { fields } = compileMapping({ mapping: [mappingRow('notes', 'Account.Description')] });
    expect(fields.get('notes')).toMatchObject({ outward: true, inward: false });
  });
});

describe('a row for one record type', () => {
  const TYPE = { object: 'Opportunity', developerName: 'Service', id: '012', isActive: true };
  const mapping = compileMapping({
    mapping: [
      mappingRow('dealValue', 'Amount'),
      mappingRow('notes', 'Notes__c'),
      mappingRow('dealValue', 'Fee__c', { developerName: 'Fee', recordType: 'Service' }),
      mappingRow('region', 'Region__c', { ...REGION, developerName: 'All' }),
      mappingRow('region2', 'Region__c', {
        ...REGION,
        developerName: 'Some',
        recordType: 'Service',
        transformArgument: 'South',
      }),
    ],
    recordTypes: [TYPE],
  });
  const valueOf = (type: string | null) =>
    mappingFor(mapping, { [RECORD_TYPE]: type }).fields.get('dealValue')?.field;

  it('counts for its records before one for all, and for no others', () => {
    expect(mapping.problems).toEqual([]);
    expect([valueOf('Service'), valueOf('Product'), valueOf(null)]).toEqual([
      'Fee__c',
      'Amount',
      'Amount',
    ]);
  });

  it('leaves its records the rows for all where it says nothing', () => {
    const service = mappingFor(mapping, { [RECORD_TYPE]: 'Service' });
    expect(service.fields.get('notes')?.field).toBe('Notes__c');
    expect(service.constants).toEqual([{ row: 'Some', field: 'Region__c', value: 'South' }]);
    expect(mapping.constants).toEqual([{ row: 'All', field: 'Region__c', value: 'North' }]);
  });

  it('is named once when it is bad, like one for all', () => {
    const bad = (developerName: string, recordType: string | null) =>
      mappingRow('notes', '1st', { developerName, recordType });
    const { found } = compileMapping({ mapping: [bad('All', null), bad('Own', 'Service')] });
    expect(found.map(({ row }) => row)).toEqual(['All', 'Own']);
  });

  it.each([
    ['of another object', { object: 'Lead' }],
    ['of another name', { developerName: 'Product' }],
    ['that is not active', { isActive: false }],
  ])('is left out where the org has only one %s', (_what, type) => {
    const row = mappingRow('notes', 'N__c', { recordType: 'Service' });
    const { found, byRecordType } = compileMapping({
      ...{ mapping: [row], recordTypes: [{ ...TYPE, ...type }] },
    });
    expect(found).toMatchObject([{ code: 'unknown-record-type' }]);
    expect(byRecordType.size).toBe(0);
  });

  it('makes the record type be read, and what it names', () => {
    const { paths } = pathsOf({ mapping: [] }, mapping);
    expect(paths).toEqual(expect.arrayContaining([RECORD_TYPE, 'Fee__c', 'Amount']));
    expect(pathsOf({ mapping: [] }, compileMapping({ mapping: [] })).paths).toEqual([]);
  });
});

describe('a setting that names the source', () => {
  const rows = [
    mappingRow('currency', 'CurrencyIsoCode'),
    mappingRow('customerCountry', 'Account.BillingCountry', { onUpdate: false }),
  ];
  const settings = { ...SETTINGS, countrySource: 'Account.Land__c', currencySource: 'Money__c' };

  it('is read instead of the row, and a currency is not written there', () => {
    const { fields, problems } = compileMapping({ mapping: rows, settings });
    const record = { Money__c: 'usd', CurrencyIsoCode: 'EUR', 'Account.Land__c': 'de' };
    expect(problems).toEqual([]);
    expect(fields.get('currency')?.show(record)).toBe('USD');
    expect(fields.get('currency')).toMatchObject({ inward: false, outward: true });
    expect(fields.get('customerCountry')?.show(record)).toBe('DE');
    expect(fields.get('customerCountry')).toMatchObject({ field: 'Account.BillingCountry' });
  });

  it('is read of every record type, but not of a lead’s', () => {
    const typed = (object: 'Opportunity' | 'Lead') => {
      const row = mappingRow('notes', 'N__c', { object, recordType: 'Service' });
      const { byRecordType } = compileMapping({ mapping: [row], settings }, object);
      return [...(byRecordType.get('Service')?.fields.keys() ?? [])];
    };
    expect(typed('Opportunity')).toEqual(['notes', 'customerCountry', 'currency']);
    expect(typed('Lead')).toEqual(['notes']);
  });

  it('is enough where there is no row', () => {
    const { fields } = compileMapping({ mapping: [], settings });
    expect(fields.get('currency')).toMatchObject({ field: 'Money__c', outward: true });
    expect(fields.get('customerCountry')).toMatchObject({
      ...{ field: 'Account.Land__c', transform: null, inward: false, rule: 'salesforce' },
      ...{ onCreate: true, onUpdate: true },
    });
    expect(fields.get('customerCountry')?.write('DE')).toBeNull();
  });

  it('is a deal’s: a lead has no account', () => {
    const { fields, found } = compileMapping({ mapping: [], settings }, 'Lead');
    expect([[...fields.keys()], found]).toEqual([[], []]);
  });

  it('that is no field is named, and the row counts', () => {
    const bad = { ...settings, currencySource: 'Deal currency' };
    const { fields, problems } = compileMapping({ mapping: rows, settings: bad });
    expect(problems).toEqual([expect.stringMatching(/Currency_Source__c: "Deal currency" is no/)]);
    expect(fields.get('currency')?.field).toBe('CurrencyIsoCode');
  });
});

describe('what is read of a record', () => {
  const rows = [
    mappingRow('dealValue', 'Amount'),
    mappingRow('notes', 'Off__c', { isActive: false }),
    mappingRow('notes', 'Bad field'),
    mappingRow('closingDate', 'OnLead__c', { object: 'Lead' }),
    mappingRow('dealName', 'X__c', { ...OUT, transform: 'Template', transformArgument: '{Name}' }),
  ];

  it('is what its rows name, also one that is left out, and not where a template stands', () => {
    const profile = { mapping: rows };
    const { paths } = pathsOf(profile, compileMapping(profile));
    expect(new Set(paths)).toEqual(new Set(['Amount', 'Bad field', 'Name']));
    expect(new Set(pathsOf(profile, compileMapping(profile, 'Lead'), 'Lead').paths)).toEqual(
      new Set(['OnLead__c']),
    );
  });
});

describe('a country or a state', () => {
  const profile = {
    mapping: [
      mappingRow('customerState', 'Account.BillingState'),
      mappingRow('customerCountry', 'Account.BillingCountry'),
      mappingRow('customerCity', 'Account.BillingCity'),
    ],
  };
  const mapping = compileMapping(profile);

  it('is read by its code where the org has one beside the name', () => {
    const state = mapping.fields.get('customerState');
    const name = { 'Account.BillingState': 'Bremen' };
    expect(state?.show({ ...name, 'Account.BillingStateCode': 'HB' })).toBe('HB');
    expect(state?.show(name)).toBe('Bremen');
  });

  it('has its code asked for, and nothing else has', () => {
    expect(pathsOf(profile, mapping).codes).toEqual([
      ...['Account.BillingStateCode', 'Account.BillingCountryCode'],
    ]);
  });
});

describe('a row of values', () => {
  const value = (row: object) => ({
    ...{ developerName: 'V', object: 'Opportunity', canonicalField: 'help', isActive: true },
    ...{ direction: 'Both', source: 'Here', target: 'There', ...row },
  });
  const compile = (...some: object[]) =>
    compileMapping({ mapping: [], valueMapping: some.map(value) });

  it('of an unknown direction is left out and named', () => {
    const { found, values } = compile({ direction: 'Sideways' });
    const message = 'direction is one of To Partner Center, To Salesforce, Both';
    expect(found).toEqual([{ row: 'V', code: 'bad-direction', message }]);
    expect(values.size).toBe(0);
  });

  it('that is switched off or for another object counts for nothing', () => {
    expect(compile({ isActive: false }, { object: 'Lead' }).values.size).toBe(0);
  });

  it('of one direction counts before a later one of the same', () => {
    const one = (target: string) => ({ direction: 'To Salesforce', source: 'There', target });
    const map = compile(one('First'), one('Second')).values.get('help');
    expect([...(map?.inward ?? [])]).toEqual([['There', 'First']]);
  });

  it('counts in its direction, before those of both, and the first of two', () => {
    const map = compile(...[{}, { target: 'Later' }, { source: 'Also' }], {
      direction: 'To Salesforce',
      source: 'There',
      target: 'Own',
    }).values.get('help');
    expect([...(map?.outward ?? [])]).toEqual([
      ...[
        ['Here', 'There'],
        ['Also', 'There'],
      ],
    ]);
    expect([...(map?.inward ?? [])]).toEqual([
      ['There', 'Own'],
      ['Later', 'Here'],
    ]);
  });
});

describe('a stage that is mapped', () => {
  const status = (source: string, row: object = {}) => ({
    ...{ developerName: 'S', object: 'Opportunity', canonicalField: 'status', isActive: true },
    ...{ direction: 'Both', source, target: 'won', ...row },
  });
  const { settings, stages } = orgProfile();
  const found = (row: object, of: object = { settings, stages }) =>
    compileMapping({ mapping: [], valueMapping: [status('Nowhere', row)], ...of }).found;

  it('has to be there', () => {
    expect(found({})).toMatchObject([{ row: 'S', code: 'bad-stage' }]);
    expect(found({ source: 'Closed Won' })).toEqual([]);
  });

  it('is not asked for where the row counts for nothing, or the org told no stages', () => {
    for (const row of [{ isActive: false }, { object: 'Lead' }, { canonicalField: 'help' }])
      expect(found(row)).toEqual([]);
    expect(found({}, { settings })).toEqual([]);
    expect(found({}, { stages })).toEqual([]);
  });
});
