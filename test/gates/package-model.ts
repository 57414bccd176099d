import { childrenOf, elementsOf, textOf } from './package-files.ts';
import type { Element, MetadataFile } from './package-files.ts';

export type Field = {
  object: string;
  name: string;
  type: string;
  isFormula: boolean;
  /** Values of a picklist in their order; empty for other types. */
  values: string[];
  isRestricted: boolean;
  referenceTo: string | null;
  /** `Microsoft_Solutions`: what the parent calls its children, with `__r` behind it in a query. */
  relationshipName: string | null;
  /** The specification's words for type, length and uniqueness. */
  description: string;
};

export type PackageModel = { objects: Set<string>; fields: Field[] };

/** What the metadata says there is: our objects, and every custom field. */
export function modelOf(files: MetadataFile[]): PackageModel {
  const objects = files.filter(({ root }) => root === 'CustomObject').map(({ name }) => name);
  const fields = files.filter(({ root }) => root === 'CustomField').map(fieldOf);
  return { objects: new Set(objects), fields };
}

/** `Text 100, external id, unique`; `Picklist restricted: A | B`; `Number 16.2` (digits before and after). */
export function describeField(content: Element): string {
  const flags = [
    is(content, 'externalId') && 'external id',
    is(content, 'unique') && (is(content, 'caseSensitive') ? 'unique by case' : 'unique'),
    is(content, 'required') && 'required',
    textOf(content, 'deleteConstraint'),
  ];
  return [describeType(content), ...flags.filter(Boolean)].join(', ');
}

function describeType(content: Element): string {
  const type = textOf(content, 'type') ?? '';
  const text = (name: string) => textOf(content, name) ?? '?';
  if (childrenOf(content, 'formula').length > 0) return `${type} formula`;
  switch (type) {
    case 'Text':
    case 'LongTextArea':
      return `${type} ${text('length')}`;
    case 'Number':
      // `precision` counts all digits; Setup and the specification count those before the point.
      return `Number ${Number(text('precision')) - Number(text('scale'))}.${text('scale')}`;
    case 'Checkbox':
      return `Checkbox ${text('defaultValue')}`;
    case 'Picklist':
      return `Picklist ${isRestricted(content) ? 'restricted' : 'open'}: ${valuesOf(content).join(' | ')}`;
    case 'Lookup':
    case 'MasterDetail':
      return `${type} to ${text('referenceTo')} as ${text('relationshipName')}`;
    default:
      return type;
  }
}

function fieldOf(file: MetadataFile): Field {
  const { content } = file;
  return {
    object: file.object ?? '',
    name: file.name,
    type: textOf(content, 'type') ?? '',
    isFormula: childrenOf(content, 'formula').length > 0,
    values: valuesOf(content),
    isRestricted: isRestricted(content),
    referenceTo: textOf(content, 'referenceTo') ?? null,
    relationshipName: textOf(content, 'relationshipName') ?? null,
    description: describeField(content),
  };
}

function is(content: Element, flag: string): boolean {
  return textOf(content, flag) === 'true';
}

function isRestricted(content: Element): boolean {
  return elementsOf(content, 'valueSet').some((set) => is(set, 'restricted'));
}

function valuesOf(content: Element): string[] {
  return elementsOf(content, 'valueSet')
    .flatMap((set) => elementsOf(set, 'valueSetDefinition'))
    .flatMap((definition) => elementsOf(definition, 'value'))
    .map((value) => textOf(value, 'fullName') ?? '');
}
