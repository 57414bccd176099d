/** Types of the org's objects, made from their descriptions when first named. */
import type { FieldShape, ObjectShape } from '../platform/platform.ts';
import { core, listOf } from '../types/core.ts';
import { nativeCatalogue } from '../types/native-catalogue.ts';
import {
  newDefinition,
  typeFor,
  type Members,
  type Property,
  type Type,
  type TypeDefinition,
} from '../types/type.ts';
import { fieldToken, objectToken } from '../values/tokens.ts';
import type { Value } from '../values/value.ts';
import { readField, writeField } from '../values/sobject-fields.ts';
import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { metadataMethods } from './metadata-methods.ts';

export class SObjectTypes {
  readonly #types = new Map<string, Type>();
  readonly #describe: (object: string) => ObjectShape | undefined;

  constructor(describe: (object: string) => ObjectShape | undefined) {
    this.#describe = describe;
  }

  find(name: string): Type | undefined {
    const lower = name.toLowerCase();
    const known = this.#types.get(lower);
    if (known) return known;
    const shape = this.#describe(name);
    if (!shape) return undefined;
    const type = this.#make(shape);
    this.#types.set(lower, type);
    return type;
  }

  /** @throws UnsupportedApex naming the object. */
  get(name: string): Type {
    const type = this.find(name);
    if (!type) throw new UnsupportedApex(`The org has no object ${name}`);
    return type;
  }

  listType(name: string): Type {
    return listOf(this.get(name));
  }

  shapeOf(type: Type): ObjectShape {
    const shape = this.#describe(type.name);
    if (!shape) throw new UnsupportedApex(`The org has no object ${type.name}`);
    return shape;
  }

  #make(shape: ObjectShape): Type {
    let members: Members | undefined;
    const definition = newDefinition({
      name: shape.name,
      kind: 'sobject',
      superclass: core.sobject(),
      members: () =>
        (members ??= {
          constructors: [],
          methods: shape.isCustomMetadata ? metadataMethods(definition) : new Map(),
          properties: this.#properties(definition, shape),
        }),
      named: (name) => staticProperty(definition, shape, name),
    });
    return typeFor(definition);
  }

  #properties(owner: TypeDefinition, shape: ObjectShape): Map<string, Property> {
    const properties = new Map<string, Property>();
    for (const [key, field] of shape.fields) properties.set(key, fieldProperty(owner, field));
    for (const [key, { name, objects }] of shape.parents) {
      const [only] = objects;
      const type = objects.length === 1 && only ? this.find(only) : this.find('Name');
      properties.set(key, recordProperty(owner, name, type ?? core.sobject()));
    }
    for (const [key, { name, object }] of shape.children) {
      const child = this.find(object);
      if (child) properties.set(key, recordProperty(owner, name, listOf(child)));
    }
    return properties;
  }
}

function fieldProperty(owner: TypeDefinition, field: FieldShape): Property {
  const native = nativeCatalogue.find(field.apexType);
  if (!native) throw new UnsupportedApex(`${owner.name}.${field.name}: type ${field.apexType}`);
  const property = recordProperty(owner, field.name, typeFor(native), field.isWriteable);
  if (field.apexType !== 'Boolean') return property;
  // By its name a checkbox is false unless it is true; `get` and JSON show the null (Stack Exchange 127548).
  return { ...property, get: (run, self) => readField(run, self, field.name) === true };
}

const recordProperty = (
  owner: TypeDefinition,
  name: string,
  type: Type,
  isWriteable = true,
): Property => ({
  name,
  owner,
  type,
  isStatic: false,
  isFinal: !isWriteable,
  visibility: 'public',
  slot: undefined,
  get: (run, self) => readField(run, self, name),
  // Fields that nobody may write can be set in memory; saving them is what fails.
  set: (run, self, value) => {
    writeField(run, self, name, value);
  },
});

/** `Opportunity.SObjectType` and `Opportunity.Amount`, the tokens. */
function staticProperty(
  owner: TypeDefinition,
  shape: ObjectShape,
  name: string,
): Property | undefined {
  const lower = name.toLowerCase();
  if (lower === 'sobjecttype') {
    return constant(owner, 'SObjectType', 'Schema.SObjectType', () => objectToken(shape.name));
  }
  const field = shape.fields.get(lower);
  if (!field) return undefined;
  return constant(owner, field.name, 'Schema.SObjectField', () =>
    fieldToken(shape.name, field.name),
  );
}

function constant(
  owner: TypeDefinition,
  name: string,
  typeName: string,
  get: (run: Run) => Value,
): Property {
  const definition = nativeCatalogue.find(typeName);
  if (!definition) throw new UnsupportedApex(`${owner.name}.${name}: type ${typeName}`);
  return {
    name,
    owner,
    type: typeFor(definition),
    isStatic: true,
    isFinal: true,
    visibility: 'public',
    slot: undefined,
    get,
    set: undefined,
  };
}
