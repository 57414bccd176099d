/** Objects with their fields and relationships: ours from the metadata, standard ones from a list. */
import type { Field, PackageModel } from './package-model.ts';
import { CUSTOM_TYPE_FIELDS, STANDARD_OBJECTS } from './standard-fields.ts';

export type SalesforceObject = {
  name: string;
  /** Spelt exactly so. */
  has(field: string): boolean;
  /** The Apex type of a field, a parent or a list of children; undefined for others and for what is not there. */
  typeOf(name: string): string | undefined;
  /** The object a lookup leads to. */
  parent(relationship: string): string | undefined;
  /** The object of the rows in a list of children. */
  children(relationship: string): string | undefined;
};
export type Objects = {
  /** By its name, or by `class:` in front of it. */
  find(name: string): SalesforceObject | undefined;
};

const TEXTS = new Set(['Text', 'LongTextArea', 'Picklist', 'Url']);

export function objectsOf(model: PackageModel): Objects {
  const names = new Set([
    ...Object.keys(STANDARD_OBJECTS),
    ...model.objects,
    ...model.fields.map(({ object }) => object),
  ]);
  const byName = new Map([...names].map((name) => [name, objectOf(name, model)]));
  return { find: (name) => byName.get(name.replace(/^class:/, '')) };
}

function objectOf(name: string, model: PackageModel): SalesforceObject {
  const standard = STANDARD_OBJECTS[name];
  const own = model.fields.filter(({ object }) => object === name);
  const common = standard ? [] : CUSTOM_TYPE_FIELDS;
  const fields = new Set([
    'Id',
    ...common,
    ...(standard?.fields ?? []),
    ...own.map((field) => field.name),
  ]);
  const parents = new Map([
    ...Object.entries(standard?.parents ?? {}),
    ...own.flatMap((field) =>
      field.referenceTo ? [[parentName(field), field.referenceTo] as const] : [],
    ),
  ]);
  const children = new Map([
    ...Object.entries(standard?.children ?? {}),
    ...model.fields
      .filter(({ referenceTo }) => referenceTo === name)
      .map((field) => [`${field.relationshipName}__r`, field.object] as const),
  ]);
  const texts = new Set([
    ...(standard?.texts ?? []),
    ...own.filter(({ type }) => TEXTS.has(type)).map((field) => field.name),
  ]);
  return {
    name,
    has: (field) => fields.has(field),
    parent: (relationship) => parents.get(relationship),
    children: (relationship) => children.get(relationship),
    typeOf(field) {
      const child = children.get(field);
      if (child) return `List<${child}>`;
      return parents.get(field) ?? (texts.has(field) ? 'String' : undefined);
    },
  };
}

const parentName = ({ name }: Field): string => name.replace(/__c$/, '__r');
