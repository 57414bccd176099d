import { childrenOf, elementsOf, textOf } from './package-files.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';
import type { Field, PackageModel } from './package-model.ts';

/** One custom metadata record: its type without `__mdt`, its developer name, and its values as text. */
export type CustomRecord = { type: string; developerName: string; values: Map<string, string> };

const XSD_TYPES: { readonly [type: string]: string } = {
  Checkbox: 'xsd:boolean',
  Number: 'xsd:double',
};

/** Standard fields a mapping row may name; CurrencyIsoCode is only there with several currencies. */
const STANDARD_PATHS =
  /^(Name|Amount|CurrencyIsoCode|CloseDate|Account\.(Name|Billing(Street|City|State|PostalCode|Country)))$/;

/** Which field types can hold what a canonical field says. */
const TEXT = ['Text', 'LongTextArea', 'Picklist'];
const CANONICAL_TYPES: { readonly [canonical: string]: readonly string[] } = {
  dealName: TEXT,
  notes: ['LongTextArea'],
  visibility: ['Picklist', 'Checkbox'],
  help: ['Picklist'],
  noteToMicrosoft: ['LongTextArea'],
  marketplaceIntent: ['Picklist'],
  partnerRole: TEXT,
  solutionArea: TEXT,
  solutionPlay: TEXT,
  partnerLocation: TEXT,
  statusReason: TEXT,
};

/** Values of all custom metadata records. */
export function recordsOf(files: MetadataFile[]): CustomRecord[] {
  return files
    .filter(({ root }) => root === 'CustomMetadata')
    .map((file) => {
      const [type = '', developerName = ''] = file.name.split('.');
      const values = elementsOf(file.content, 'values').map(
        (value) => [textOf(value, 'field') ?? '', textOf(value, 'value') ?? ''] as const,
      );
      return { type, developerName, values: new Map(values) };
    });
}

/** Records against their types, and mapping rows against the fields and picklist values they name. */
export function checkRecords(files: MetadataFile[]): string[] {
  const model = modelOf(files);
  const types = files
    .filter(({ root }) => root === 'CustomMetadata')
    .flatMap((file) => checkTypes(file, model).map((problem) => `${file.path}: ${problem}`));
  const rows = recordsOf(files);
  return [...types, ...rows.flatMap((row) => checkRow(row, model)), ...checkValues(rows, model)];
}

function checkTypes(file: MetadataFile, model: PackageModel): string[] {
  const object = `${file.name.split('.')[0]}__mdt`;
  const fields = model.fields.filter((field) => field.object === object);
  const named = elementsOf(file.content, 'values').map((value) => textOf(value, 'field') ?? '');
  const missing = fields
    .filter(({ description, name }) => description.endsWith('required') && !named.includes(name))
    .map(({ name }) => `${name} is required`);
  const wrong = elementsOf(file.content, 'values').flatMap((value) => {
    const name = textOf(value, 'field') ?? '';
    const field = fields.find((one) => one.name === name);
    if (!field) return [`${object} has no field ${name}`];
    const content = childrenOf(value, 'value')[0];
    const type = typeof content === 'object' ? content['@xsi:type'] : undefined;
    const text = textOf(value, 'value') ?? '';
    return [
      ...(type === (XSD_TYPES[field.type] ?? 'xsd:string') ? [] : [`${name} is typed ${type}`]),
      ...(field.isRestricted && !field.values.includes(text) ? [`${name} cannot be ${text}`] : []),
    ];
  });
  return [...missing, ...wrong];
}

function checkRow(row: CustomRecord, model: PackageModel): string[] {
  const who = `${row.type}.${row.developerName}`;
  const problems =
    row.type === 'Co_Sell_Setting' || row.developerName.startsWith('Default_')
      ? []
      : [`${who}: a packaged row is named Default_…, an admin's row wins over it`];
  if (row.type !== 'Co_Sell_Field_Mapping') return problems;
  const path = row.values.get('Field__c') ?? '';
  if (STANDARD_PATHS.test(path)) return problems;
  const field = find(model, row.values.get('Object__c'), path);
  if (!field) return [...problems, `${who}: there is no field ${path}`];
  const canonical = row.values.get('Canonical_Field__c') ?? '';
  return CANONICAL_TYPES[canonical]?.includes(field.type)
    ? problems
    : [...problems, `${who}: ${canonical} does not fit into a ${field.type}`];
}

/** A mapped picklist with any value row needs one for each of its values, and none for others. */
function checkValues(rows: CustomRecord[], model: PackageModel): string[] {
  const translated = rows.filter(({ type }) => type === 'Co_Sell_Value_Mapping');
  const names = new Set(translated.map(({ values }) => values.get('Canonical_Field__c')));
  return [...names].flatMap((canonical) => {
    const mapping = rows.find(
      ({ type, values }) =>
        type === 'Co_Sell_Field_Mapping' && values.get('Canonical_Field__c') === canonical,
    );
    const field = find(model, mapping?.values.get('Object__c'), mapping?.values.get('Field__c'));
    const sources = translated
      .filter(({ values }) => values.get('Canonical_Field__c') === canonical)
      .map(({ values }) => values.get('Source_Value__c') ?? '');
    const wanted = [...(field?.values ?? [])].sort().join(' | ');
    return [...sources].sort().join(' | ') === wanted
      ? []
      : [`value rows of ${canonical}: are for ${sources.join(' | ')}, the field has ${wanted}`];
  });
}

function find(model: PackageModel, object?: string, name?: string): Field | undefined {
  return model.fields.find((field) => field.object === object && field.name === name);
}
