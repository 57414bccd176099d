/**
 * Platform types are tables: signature → function. A signature is written as Apex documents it, so the table reads as
 * the reference does: `'substring(Integer,Integer):String'`. A parameter that may be null ends in `?`.
 */
import type { Run } from '../run/run.ts';
import { EnumValue } from '../values/objects.ts';
import { enumMembers } from './enum-members.ts';
import { methodsOf, propertiesOf } from './native-members.ts';
import { nativeCatalogue } from './native-catalogue.ts';
import { parseTypeText } from './signature.ts';
import {
  newDefinition,
  typeFor,
  type Kind,
  type Members,
  type Type,
  type TypeDefinition,
} from './type.ts';

/** A Value, or nothing for `void` (which TypeScript cannot say of a union). `(run, ...arguments)` of statics and constructors, `(run, self, ...arguments)` of instance methods. */
export type NativeFunction = (run: Run, ...values: never[]) => unknown;
export type NativeTable = { readonly [signature: string]: NativeFunction };
export type NativeProperty = {
  get: NativeFunction;
  set?: NativeFunction;
};

export type NativeSpec = {
  kind?: Kind;
  parameters?: readonly string[];
  /** As written in Apex: `'Exception'`, `'Iterable<T>'`. */
  superclass?: string;
  interfaces?: readonly string[];
  isVirtual?: boolean;
  isAbstract?: boolean;
  /** `'(String,Integer)'`. */
  constructors?: NativeTable;
  methods?: NativeTable;
  statics?: NativeTable;
  /** Of interfaces, and of classes that are extended in Apex: `'compareTo(Object):Integer'`. */
  abstracts?: readonly string[];
  /** `'size:Integer'`. */
  properties?: { readonly [nameAndType: string]: NativeProperty };
  staticProperties?: { readonly [nameAndType: string]: NativeProperty };
  /** Enum constants. */
  values?: readonly string[];
  named?: TypeDefinition['named'];
};

/** Defining a platform type makes it known under its name, and under what follows the last dot of it. */
export function nativeType(name: string, spec: NativeSpec = {}): TypeDefinition {
  let members: Members | undefined;
  let isLinked = false;
  const definition = newDefinition({
    name,
    kind: spec.kind ?? 'class',
    parameters: spec.parameters ?? [],
    isAbstract: spec.isAbstract ?? false,
    isVirtual: spec.isVirtual ?? false,
    named: spec.named,
    members: () =>
      (members ??=
        spec.kind === 'enum' ? enumMembers(definition) : nativeMembers(definition, spec)),
  });
  definition.values = (spec.values ?? []).map(
    (value, at) => new EnumValue(typeFor(definition), value, at),
  );
  linkOnDemand(definition, spec, () => {
    const before = isLinked;
    isLinked = true;
    return before;
  });
  nativeCatalogue.add(definition);
  return definition;
}

/** Supertypes are looked up late too: their files may be read after this one. */
function linkOnDemand(definition: TypeDefinition, spec: NativeSpec, wasLinked: () => boolean) {
  let superclass: Type | undefined;
  let interfaces: Type[] = [];
  const link = () => {
    if (wasLinked()) return;
    superclass = spec.superclass ? parseTypeText(spec.superclass, definition) : undefined;
    interfaces = (spec.interfaces ?? []).map((text) => parseTypeText(text, definition));
  };
  Object.defineProperty(definition, 'superclass', { get: () => (link(), superclass) });
  Object.defineProperty(definition, 'interfaces', { get: () => (link(), interfaces) });
}

const nativeMembers = (definition: TypeDefinition, spec: NativeSpec): Members => ({
  constructors: methodsOf(definition, withName(spec.constructors ?? {}), 'constructor'),
  methods: Map.groupBy(
    [
      ...methodsOf(definition, spec.methods ?? {}, 'instance'),
      ...methodsOf(definition, spec.statics ?? {}, 'static'),
      ...methodsOf(definition, abstractTable(spec.abstracts ?? []), 'abstract'),
    ],
    (method) => method.name.toLowerCase(),
  ),
  properties: new Map(
    [
      ...propertiesOf(definition, spec.properties ?? {}, false),
      ...propertiesOf(definition, spec.staticProperties ?? {}, true),
    ].map((property) => [property.name.toLowerCase(), property]),
  ),
});

const withName = (table: NativeTable): NativeTable =>
  Object.fromEntries(Object.entries(table).map(([signature, run]) => [`<init>${signature}`, run]));

const abstractTable = (signatures: readonly string[]): NativeTable =>
  Object.fromEntries(signatures.map((signature) => [signature, () => null]));
