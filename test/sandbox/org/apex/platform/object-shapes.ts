/** The org's schema as the language asks for it. */
import type { FieldDef, FieldType, ObjectDef, Schema } from '../../schema/types.ts';
import type { FieldShape, ObjectShape } from './platform.ts';

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

/** One shape for each object, made when first asked for. */
export function objectShapes(schema: Schema): (name: string) => ObjectShape | undefined {
  const known = new Map<ObjectDef, ObjectShape>();
  return (name) => {
    const object = schema.find(name);
    if (!object) return undefined;
    const shape = known.get(object) ?? shapeOf(schema, object);
    known.set(object, shape);
    return shape;
  };
}

function shapeOf(schema: Schema, object: ObjectDef): ObjectShape {
  const fields = [...object.fields.values()];
  return {
    name: object.name,
    label: object.label,
    keyPrefix: object.keyPrefix,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), fieldShape(field)])),
    parents: new Map(
      fields.flatMap(({ name, relationshipName, referenceTo }) =>
        relationshipName === null
          ? []
          : [
              [
                relationshipName.toLowerCase(),
                { name: relationshipName, field: name, objects: referenceTo },
              ],
            ],
      ),
    ),
    children: new Map(childrenOf(schema, object)),
    isCustomMetadata: object.name.endsWith('__mdt'),
  };
}

const fieldShape = (field: FieldDef): FieldShape => ({
  name: field.name,
  apexType: APEX_TYPES[field.type],
  scale: field.scale,
  isWriteable: field.createable || field.updateable,
  isAutoNumber: field.autoNumber !== null,
});

const childrenOf = (schema: Schema, parent: ObjectDef) =>
  [...schema.objects.values()].flatMap((child) =>
    [...child.fields.values()].flatMap(({ name, childRelationship, referenceTo }) =>
      childRelationship !== null && referenceTo.includes(parent.name)
        ? [
            [
              childRelationship.toLowerCase(),
              { name: childRelationship, field: name, object: child.name },
            ] as const,
          ]
        : [],
    ),
  );
