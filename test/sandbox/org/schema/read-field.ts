/** One `*.field-meta.xml` as a field definition. */
import { field } from './fields.ts';
import type { FieldDef, FieldType, PicklistValue, Value } from './types.ts';
import { asRecord, textOf, type XmlNode } from './xml.ts';

const TYPES: Record<string, FieldType> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Url: 'url',
};
const LENGTHS: Record<string, number> = {
  Email: 80,
  Lookup: 18,
  MasterDetail: 18,
  Phone: 40,
  Picklist: 255,
  TextArea: 255,
  Url: 255,
};

/** @throws Error naming the file, for a type, formula or default that is not simulated. */
export function readField(node: XmlNode, path: string): FieldDef {
  const name = textOf(node['fullName']) ?? '';
  const kind = textOf(node['type']) ?? '';
  const type = TYPES[kind];
  if (!type) throw new Error(`${path}: field type ${kind || '(none)'} is not simulated`);
  const isTrue = (tag: string) => textOf(node[tag]) === 'true';
  const formula = textOf(node['formula']) ?? null;
  const isMaster = kind === 'MasterDetail';
  const isReadOnly = formula !== null || kind === 'AutoNumber';
  return field(name, textOf(node['label']) ?? name, type, {
    helpText: textOf(node['inlineHelpText']) ?? null,
    length: Number(textOf(node['length']) ?? LENGTHS[kind] ?? (formula === null ? 0 : 1300)),
    precision: Number(textOf(node['precision']) ?? 0),
    scale: Number(textOf(node['scale']) ?? 0),
    required: isTrue('required') || isMaster,
    createable: !isReadOnly,
    updateable: !isReadOnly && !(isMaster && !isTrue('reparentableMasterDetail')),
    defaultValue: defaultValue(textOf(node['defaultValue']), type, path),
    unique: isTrue('unique'),
    externalId: isTrue('externalId'),
    caseSensitive: isTrue('caseSensitive'),
    ...picklistOf(node),
    referenceTo: ((node['referenceTo'] ?? []) as unknown[]).map((one) => textOf(one) ?? ''),
    relationshipName: type === 'reference' ? name.replace(/__c$/, '__r') : null,
    childRelationship: childName(textOf(node['relationshipName'])),
    onParentDelete: isMaster
      ? 'cascade'
      : textOf(node['deleteConstraint']) === 'SetNull'
        ? 'setNull'
        : 'keep',
    autoNumber: kind === 'AutoNumber' ? (textOf(node['displayFormat']) ?? '{0}') : null,
    formula,
    custom: true,
  });
}

const childName = (name: string | undefined): string | null => (name ? `${name}__r` : null);

function picklistOf(node: XmlNode): { restricted: boolean; picklist: PicklistValue[] } {
  const set = asRecord(node['valueSet']);
  const definition = asRecord(set['valueSetDefinition']);
  const values = ((definition['value'] ?? []) as unknown[]).map(asRecord);
  return {
    restricted: textOf(set['restricted']) === 'true',
    picklist: values.map((one) => ({
      value: textOf(one['fullName']) ?? '',
      label: textOf(one['label']) ?? textOf(one['fullName']) ?? '',
      active: textOf(one['isActive']) !== 'false',
      isDefault: textOf(one['default']) === 'true',
    })),
  };
}

function defaultValue(source: string | undefined, type: FieldType, path: string): Value {
  if (type === 'boolean') return source === 'true';
  if (source === undefined || source === '') return null;
  const literal = /^"([^"]*)"$/.exec(source.trim());
  if (literal) return literal[1] ?? null;
  throw new Error(`${path}: the default ${source} is a formula, which is not simulated`);
}
