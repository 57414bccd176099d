/**
 * Reads a source-format folder (`objects/`, `customMetadata/`) into object definitions and rows.
 * What it does not understand is an error that names the file: a silent default would prove nothing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { readField } from './read-field.ts';
import { asRecord, textOf, type XmlNode } from './xml.ts';
import { defineObject, field, text } from './fields.ts';
import { originOfFolder, type Origin } from '../store/origins.ts';
import type { FieldDef, ObjectDef, Value } from './types.ts';

export type MetadataRow = {
  type: string;
  developerName: string;
  label: string;
  values: Record<string, Value>;
};
export type Metadata = {
  /** Objects of the folder itself. */
  objects: ObjectDef[];
  /** Fields it adds to standard objects, by object name. */
  extensions: Map<string, FieldDef[]>;
  /** Active ones only. */
  validationRules: RuleSource[];
  recordTypes: RecordTypeSource[];
  rows: MetadataRow[];
};
export type RuleSource = {
  object: string;
  name: string;
  by: Origin;
  formula: string;
  message: string;
  /** Where the message is shown; null at the top of the page. */
  field: string | null;
};
export type RecordTypeSource = {
  object: string;
  developerName: string;
  label: string;
  isActive: boolean;
};

const REPEATED = new Set(['value', 'values', 'referenceTo']);
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  trimValues: false,
  isArray: (name, path) => REPEATED.has(name) && !String(path).endsWith('.values.value'),
});

/**
 * Source-format folders, laid one over the other: the package's first, then the customer's.
 * @throws Error naming the file that is not understood.
 */
export function loadMetadata(...folders: string[]): Metadata {
  const metadata: Metadata = {
    objects: [],
    extensions: new Map(),
    validationRules: [],
    recordTypes: [],
    rows: [],
  };
  const prefixes = { custom: 0, mdt: 0 };
  for (const [index, folder] of folders.entries()) {
    for (const name of list(join(folder, 'objects'))) {
      loadObject(metadata, join(folder, 'objects', name), prefixes, originOfFolder(index));
    }
    for (const file of list(join(folder, 'customMetadata'))) {
      metadata.rows.push(readRow(join(folder, 'customMetadata', file)));
    }
  }
  return metadata;
}

function loadObject(
  metadata: Metadata,
  folder: string,
  prefixes: { custom: number; mdt: number },
  by: Origin,
): void {
  const name = basename(folder);
  const filesOf = (kind: string) =>
    list(join(folder, kind)).map((file) => join(folder, kind, file));
  const fields = filesOf('fields').map((path) => readField(readXml(path, 'CustomField'), path));
  const own = join(folder, `${name}.object-meta.xml`);
  if (existsSync(own)) metadata.objects.push(readObject(name, own, fields, prefixes));
  else metadata.extensions.set(name, [...(metadata.extensions.get(name) ?? []), ...fields]);
  for (const path of filesOf('validationRules')) {
    const rule = readXml(path, 'ValidationRule');
    if (textOf(rule['active']) === 'true') {
      metadata.validationRules.push({ object: name, by, ...readRule(rule) });
    }
  }
  for (const path of filesOf('recordTypes')) {
    const node = readXml(path, 'RecordType');
    const developerName = textOf(node['fullName']) ?? '';
    metadata.recordTypes.push({
      object: name,
      developerName,
      label: textOf(node['label']) ?? developerName,
      isActive: textOf(node['active']) === 'true',
    });
  }
}

const readRule = (rule: XmlNode) => ({
  name: textOf(rule['fullName']) ?? '',
  formula: textOf(rule['errorConditionFormula']) ?? '',
  message: textOf(rule['errorMessage']) ?? '',
  field: textOf(rule['errorDisplayField']) ?? null,
});

const list = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir).sort() : []);

function readXml(path: string, root: string): XmlNode {
  const document = asRecord(parser.parse(readFileSync(path, 'utf8')));
  const node = document[root];
  if (node === undefined) throw new Error(`${path}: expected a <${root}> document`);
  return asRecord(node);
}

function readObject(
  name: string,
  path: string,
  fields: FieldDef[],
  prefixes: { custom: number; mdt: number },
): ObjectDef {
  const node = readXml(path, 'CustomObject');
  const isMdt = name.endsWith('__mdt');
  if (!isMdt && !name.endsWith('__c')) {
    throw new Error(`${path}: a standard object's own file is not expected in the package`);
  }
  const index = isMdt ? prefixes.mdt++ : prefixes.custom++;
  return defineObject({
    name,
    label: textOf(node['label']) ?? name,
    labelPlural: textOf(node['pluralLabel']) ?? name,
    keyPrefix: `${isMdt ? 'm' : 'a'}${String(index).padStart(2, '0')}`,
    custom: true,
    isSetup: isMdt,
    fields: [
      ...(isMdt ? metadataNames() : [nameField(asRecord(node['nameField']), fields)]),
      ...fields,
    ],
  });
}

const metadataNames = (): FieldDef[] => [
  text('DeveloperName', 'Custom Metadata Record Name', 40),
  text('MasterLabel', 'Label', 40),
  text('Label', 'Label', 40),
  text('QualifiedApiName', 'Qualified API Name', 70),
  text('NamespacePrefix', 'Namespace Prefix', 15),
  text('Language', 'Master Language', 40),
];

function nameField(node: XmlNode, fields: FieldDef[]): FieldDef {
  const label = textOf(node['label']) ?? 'Name';
  if (textOf(node['type']) !== 'AutoNumber') return text('Name', label, 80, { required: true });
  const isDetail = fields.some((one) => one.onParentDelete === 'cascade');
  return field('Name', label, 'string', {
    length: 80,
    createable: false,
    updateable: false,
    defaultedOnCreate: true,
    autoNumber: textOf(node['displayFormat']) ?? (isDetail ? 'D-{0000}' : 'A-{0000}'),
  });
}

function readRow(path: string): MetadataRow {
  const [type = '', developerName = ''] = basename(path, '.md-meta.xml').split('.');
  const node = readXml(path, 'CustomMetadata');
  const pairs = ((node['values'] ?? []) as XmlNode[]).map((one): [string, Value] => {
    const name = textOf(one['field']);
    if (!name) throw new Error(`${path}: a <values> without <field>`);
    return [name, readValue(one['value'], path)];
  });
  return {
    type: `${type}__mdt`,
    developerName,
    label: textOf(node['label']) ?? developerName,
    values: Object.fromEntries(pairs),
  };
}

function readValue(node: unknown, path: string): Value {
  const value = asRecord(node);
  if (value['@_xsi:nil'] === 'true') return null;
  const content = String(value['#text'] ?? '');
  const type = String(value['@_xsi:type'] ?? '');
  if (type === 'xsd:boolean') return content.trim() === 'true';
  if (type === 'xsd:double' || type === 'xsd:int') return Number(content);
  if (type === 'xsd:string' || type === 'xsd:picklist') return content;
  throw new Error(`${path}: value type ${type || '(none)'} is not simulated`);
}
