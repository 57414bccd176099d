/** The types that the language itself speaks of. Their methods are in `natives/`. */
import { nativeCatalogue } from './native-catalogue.ts';
import { newDefinition, typeFor, type Type, type TypeDefinition } from './type.ts';

/** Looked up late: the table that defines the type may be read after this file. */
const late = (name: string) => {
  let found: Type | undefined;
  return (): Type => (found ??= typeFor(defined(name)));
};

function defined(name: string): TypeDefinition {
  const definition = nativeCatalogue.find(name);
  if (!definition) throw new Error(`Platform type ${name} is not defined: import natives/index.ts`);
  return definition;
}

export const core = {
  object: late('Object'),
  string: late('String'),
  boolean: late('Boolean'),
  integer: late('Integer'),
  long: late('Long'),
  double: late('Double'),
  decimal: late('Decimal'),
  id: late('Id'),
  date: late('Date'),
  datetime: late('Datetime'),
  time: late('Time'),
  blob: late('Blob'),
  sobject: late('SObject'),
  type: late('Type'),
  exception: late('Exception'),
};

export const VOID = typeFor(newDefinition({ name: 'void', kind: 'void' }));
export const NULL = typeFor(newDefinition({ name: 'null', kind: 'null' }));

export const listOf = (item: Type) => typeFor(defined('List'), [item]);
export const setOf = (item: Type) => typeFor(defined('Set'), [item]);
export const mapOf = (key: Type, value: Type) => typeFor(defined('Map'), [key, value]);

export const isList = (type: Type) => type.definition.name === 'List';
export const isSet = (type: Type) => type.definition.name === 'Set';
export const isMap = (type: Type) => type.definition.name === 'Map';
