/**
 * The port between the language and the org it runs in. The language core calls nothing else of the org; what only
 * platform classes need (Database.*, Test.*, Http …) goes from their own files to the org without coming by here.
 */
import type { Run } from '../run/run.ts';
import type { Type } from '../types/type.ts';
import type { EnumValue } from '../values/objects.ts';
import type { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';

export type Platform = {
  /** Milliseconds since 1970, of the org's clock. */
  now(): number;
  newUuid(): string;
  /** 0 <= x < 1. */
  random(): number;
  /** By any case; undefined when the org has no such object. Asked at compile time too, so it must not change. */
  describe(object: string): ObjectShape | undefined;
  /** The API name of the object whose ids begin so. */
  objectOfPrefix(prefix: string): string | undefined;
  /** Text of a custom label; undefined when there is none. */
  label(name: string): string | undefined;
  /** Inline SOQL and the loops over it. A list of records, or the Integer of `COUNT()`. */
  query(run: Run, request: QueryRequest): Value;
  /** The DML statements: everything or a DmlException. Ids and errors go into the records. */
  dml(run: Run, request: DmlRequest): void;
  /** `System.runAs(user) {…}`. */
  runAs(run: Run, user: Value, work: () => void): void;
  /** Custom metadata: `X__mdt.getAll()`; the records in the order of their names. */
  customMetadata(run: Run, type: Type): SObjectValue[];
};

export type AccessMode = 'user' | 'system';

export type QueryRequest = {
  /** As written, with each bind replaced by `:b0`, `:b1` … */
  soql: string;
  /** Under `b0`, `b1` …, evaluated in their order. */
  binds: ReadonlyMap<string, Value>;
  /** From `WITH USER_MODE` and its like; undefined: nothing was said. */
  access: AccessMode | undefined;
  /** `List<Opportunity>`, `List<AggregateResult>` or Integer, as the compiler saw it. */
  result: Type;
};

export type DmlKind = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';

export type DmlRequest = {
  kind: DmlKind;
  rows: SObjectValue[];
  /** The list or the single record as Apex has it: upsert and insert write ids into it. */
  access: AccessMode | undefined;
  /** `upsert rows Ext__c`: the name of the field. */
  externalId: string | undefined;
};

/** What the compiler and the records must know of an object of the org. */
export type ObjectShape = {
  name: string;
  label: string;
  keyPrefix: string;
  /** By lower-case name. */
  fields: ReadonlyMap<string, FieldShape>;
  /** Parents, by lower-case relationship name (`account`, `opportunity__r`). */
  parents: ReadonlyMap<string, { name: string; field: string; objects: readonly string[] }>;
  /** Children, by lower-case relationship name. */
  children: ReadonlyMap<string, { name: string; field: string; object: string }>;
  /** `X__mdt`. */
  isCustomMetadata: boolean;
};

export type FieldShape = {
  name: string;
  /** The Apex type of its values: `'String'`, `'Decimal'`, `'Id'` … */
  apexType: string;
  scale: number;
  isWriteable: boolean;
  isAutoNumber: boolean;
};

/** `System.AccessLevel` as the port understands it. */
export const accessOf = (level: EnumValue | null): AccessMode | undefined =>
  level === null ? undefined : level.name === 'USER_MODE' ? 'user' : 'system';
