import { addCurrency, standardObjects, type Features } from '../standard-objects/index.ts';
import { compileFormula } from './formula.ts';
import type { Metadata } from './load-metadata.ts';
import type { ObjectDef, Row, Schema, Value } from './types.ts';

/** All objects of the org: the standard ones, extended and joined by what the metadata folder holds. */
export function buildSchema(metadata: Metadata, features: Features): Schema {
  const all = [...standardObjects(features), ...metadata.objects];
  const objects = new Map(all.map((object) => [object.name.toLowerCase(), object]));
  for (const [name, fields] of metadata.extensions) {
    const object = objects.get(name.toLowerCase());
    if (!object) throw new Error(`objects/${name}: the simulator has no such standard object`);
    for (const one of fields) object.fields.set(one.name.toLowerCase(), one);
  }
  if (features.multiCurrency) for (const object of all) addCurrency(object);
  for (const object of all) checkReferences(object, objects);
  return {
    objects,
    find: (name) => objects.get(name.toLowerCase()),
    object(name) {
      const object = objects.get(name.toLowerCase());
      if (!object) throw new Error(`The simulated org has no object ${name}`);
      return object;
    },
    byPrefix: (prefix) => all.find((object) => object.keyPrefix === prefix),
  };
}

function checkReferences(object: ObjectDef, objects: Map<string, ObjectDef>): void {
  for (const field of object.fields.values()) {
    const missing = field.referenceTo.find((target) => !objects.has(target.toLowerCase()));
    if (missing)
      throw new Error(`${object.name}.${field.name} refers to ${missing}, which is not simulated`);
  }
}

/** Formula fields of an object, compiled once. */
export function compileFormulas(object: ObjectDef): Map<string, (row: Row) => Value> {
  const formulas = [...object.fields.values()].filter((field) => field.formula !== null);
  return new Map(formulas.map((field) => [field.name, compileFormula(field)]));
}
