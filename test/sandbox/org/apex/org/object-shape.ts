/** An object of the org as the compiler and the records see it. */
import { UnsupportedApex } from '../run/unsupported.ts';
import type { FieldDef, FieldType, ObjectDef, Schema } from '../../schema/types.ts';
import type { FieldShape, ObjectShape } from '../platform/platform.ts';

const APEX_TYPES: Record<FieldType, string> = {
  id: 'Id',
  reference: 'Id',
  string: 'String',
  textarea: 'String',
  picklist: 'String',
  phone: 'String',
  url: 'String',
  email: 'String',
  boolean: 'Boolean',
  currency: 'Decimal',
  double: 'Decimal',
  percent: 'Decimal',
  int: 'Integer',
  date: 'Date',
  datetime: 'Datetime',
};

/** Content is kept as base64 text and is a Blob in Apex. */
export const isBlob = (object: ObjectDef, field: FieldDef): boolean =>
  object.name === 'ContentNote' && field.name === 'Content';

export function shapeOf(schema: Schema, object: ObjectDef): ObjectShape {
  const shape: ObjectShape = {
    name: object.name,
    label: object.label,
    keyPrefix: object.keyPrefix,
    fields: new Map([...object.fields].map(([key, field]) => [key, fieldShape(object, field)])),
    parents: new Map(
      [...object.fields.values()].flatMap((field) =>
        field.relationshipName === null
          ? []
          : [
              [
                field.relationshipName.toLowerCase(),
                // A polymorphic lookup is read as the first object it may be, as in queries.
                {
                  name: field.relationshipName,
                  field: field.name,
                  objects: field.referenceTo.slice(0, 1),
                },
              ] as const,
            ],
      ),
    ),
    children: new Map(childrenOf(schema, object)),
    isCustomMetadata: object.name.endsWith('__mdt'),
  };
  return shape;
}

function fieldShape(object: ObjectDef, field: FieldDef): FieldShape {
  const apexType = isBlob(object, field) ? 'Blob' : APEX_TYPES[field.type];
  if (!apexType) throw new UnsupportedApex(`${object.name}.${field.name}: type ${field.type}`);
  return {
    name: field.name,
    apexType,
    scale: field.scale,
    isWriteable: field.createable || field.updateable,
  };
}

function childrenOf(schema: Schema, object: ObjectDef) {
  return [...schema.objects.values()].flatMap((child) =>
    [...child.fields.values()].flatMap((field) => {
      const name = field.childRelationship;
      if (name === null || !field.referenceTo.includes(object.name)) return [];
      return [[name.toLowerCase(), { name, field: field.name, object: child.name }] as const];
    }),
  );
}
