/** `Schema.SObjectType` and `Schema.SObjectField` as values: a name each, equal when the names are. */
import { nativeCatalogue } from '../types/native-catalogue.ts';
import { typeFor } from '../types/type.ts';
import { NativeObject } from './objects.ts';

export type ObjectToken = { object: string };
export type FieldToken = { object: string; field: string };

/** @param object the API name as described, in its own case. */
export const objectToken = (object: string) =>
  new NativeObject<ObjectToken>(
    named('Schema.SObjectType'),
    { object },
    { text: object, key: object },
  );

export const fieldToken = (object: string, field: string) =>
  new NativeObject<FieldToken>(
    named('Schema.SObjectField'),
    { object, field },
    { text: field, key: `${object}.${field}` },
  );

function named(name: string) {
  const definition = nativeCatalogue.find(name);
  if (!definition) throw new Error(`Platform type ${name} is not defined`);
  return typeFor(definition);
}
