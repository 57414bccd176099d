import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { core, listOf, mapOf } from '../types/core.ts';
import { findProperty } from '../types/find-member.ts';
import { nativeType } from '../types/native-type.ts';
import { isAssignable } from '../types/assignable.ts';
import { converted } from '../types/conversion.ts';
import { typeOf } from '../types/type-of.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import type { NativeObject } from '../values/objects.ts';
import type { SObjectValue } from '../values/sobject.ts';
import { canonicalName, readField, writeField } from '../values/sobject-fields.ts';
import { objectToken, type FieldToken } from '../values/tokens.ts';
import type { Value } from '../values/value.ts';
import type { ApexInstance } from '../values/instance.ts';
import { cloneRecord } from './clone-record.ts';

nativeType('SObject', {
  kind: 'class',
  properties: {
    'Id:Id': {
      get: (run: Run, row: SObjectValue) => readField(run, row, 'Id'),
      set: (run: Run, row: SObjectValue, value: Value) => {
        writeField(run, row, 'Id', value);
      },
    },
  },
  methods: {
    'get(String):Object': (run: Run, row: SObjectValue, name: string) => get(run, row, name),
    'get(Schema.SObjectField):Object': (
      run: Run,
      row: SObjectValue,
      field: NativeObject<FieldToken>,
    ) => get(run, row, field.state.field),
    'put(String,Object?):Object': (run: Run, row: SObjectValue, name: string, value: Value) =>
      put(run, row, { name, value }),
    'put(Schema.SObjectField,Object?):Object': (
      run: Run,
      row: SObjectValue,
      field: NativeObject<FieldToken>,
      value: Value,
    ) => put(run, row, { name: field.state.field, value }),
    'getSObject(String):SObject': (run: Run, row: SObjectValue, name: string) =>
      get(run, row, name),
    'putSObject(String,SObject?):SObject': (
      run: Run,
      row: SObjectValue,
      name: string,
      value: Value,
    ) => put(run, row, { name, value }),
    'getSObjects(String):List<SObject>': (run: Run, row: SObjectValue, name: string) =>
      row.fields.get(canonicalName(run, row, name)) ?? null,
    'getSObjectType():Schema.SObjectType': (_run, row: SObjectValue) => objectToken(row.type.name),
    'isSet(String):Boolean': (run: Run, row: SObjectValue, name: string) =>
      row.fields.has(canonicalName(run, row, name)),
    'isSet(Schema.SObjectField):Boolean': (
      _run,
      row: SObjectValue,
      field: NativeObject<FieldToken>,
    ) => row.fields.has(field.state.field),
    'isClone():Boolean': (_run, row: SObjectValue) => row.isClone,
    'getCloneSourceId():Id': (run: Run, row: SObjectValue) =>
      converted(run, row.cloneSource, core.id()),
    'clone():Self': (run: Run, row: SObjectValue) => copied(run, row, [false, true, false, false]),
    'clone(Boolean):Self': (run: Run, row: SObjectValue, ...keep: boolean[]) =>
      copied(run, row, keep),
    'clone(Boolean,Boolean):Self': (run: Run, row: SObjectValue, ...keep: boolean[]) =>
      copied(run, row, keep),
    'clone(Boolean,Boolean,Boolean):Self': (run: Run, row: SObjectValue, ...keep: boolean[]) =>
      copied(run, row, keep),
    'clone(Boolean,Boolean,Boolean,Boolean):Self': (
      run: Run,
      row: SObjectValue,
      ...keep: boolean[]
    ) => copied(run, row, keep),
    'getPopulatedFieldsAsMap():Map<String,Object>': (_run, row: SObjectValue) => populated(row),
    'addError(String):void': (_run, row: SObjectValue, message: string) => {
      addError(row, { message, fields: [] });
    },
    'addError(String,Boolean):void': (
      _run,
      row: SObjectValue,
      message: string,
      _escape: boolean,
    ) => {
      addError(row, { message, fields: [] });
    },
    'addError(Exception):void': (_run, row: SObjectValue, exception: ApexInstance) => {
      addError(row, { message: exception.exception?.message ?? '', fields: [] });
    },
    'addError(String,String):void': (
      run: Run,
      row: SObjectValue,
      field: string,
      message: string,
    ) => {
      addError(row, { message, fields: [canonicalName(run, row, field)] });
    },
    'addError(Schema.SObjectField,String):void': (
      _run,
      row: SObjectValue,
      field: NativeObject<FieldToken>,
      message: string,
    ) => {
      addError(row, { message, fields: [field.state.field] });
    },
    'hasErrors():Boolean': (_run, row: SObjectValue) => row.errors.length > 0,
  },
});

/** A row of an aggregate query: its columns are named by their aliases. */
nativeType('AggregateResult', {
  kind: 'class',
  methods: {
    'get(String):Object': (run: Run, row: NativeObject<Map<string, Value>>, name: string) =>
      row.state.get(name.toLowerCase()) ??
      (row.state.has(name.toLowerCase())
        ? null
        : run.raise('SObjectException', `Invalid field ${name} for AggregateResult`)),
  },
});

export function addError(
  row: SObjectValue,
  { message, fields }: { message: string; fields: string[] },
): void {
  row.errors.push({ message, fields, statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' });
}

const get = (run: Run, row: SObjectValue, name: string): Value =>
  readField(run, row, canonicalName(run, row, name));

type Wish = { name: string; value: Value };

/** What was there before. The value must have the type of the field. */
function put(run: Run, row: SObjectValue, { name, value }: Wish): Value {
  const field = canonicalName(run, row, name);
  const found = findProperty(row.type, field);
  if (!found) throw new UnsupportedApex(`Field ${row.type.name}.${field}`);
  if (value !== null && !isAssignable(typeOf(value), found.type)) {
    run.raise(
      'SObjectException',
      `Illegal assignment from ${typeOf(value).name} to ${found.type.name}`,
    );
  }
  const before = row.fields.get(field) ?? null;
  writeField(run, row, field, converted(run, value, found.type));
  return before;
}

/** `clone(preserveId, isDeepClone, preserveReadonlyTimestamps, preserveAutonumber)`. */
function copied(
  run: Run,
  row: SObjectValue,
  [keepId, , keepStamps, keepNumbers]: boolean[],
): SObjectValue {
  return cloneRecord(run, row, {
    id: keepId === true,
    stamps: keepStamps === true,
    autoNumbers: keepNumbers === true,
  });
}

function populated(row: SObjectValue): ApexMap {
  const map = new ApexMap(mapOf(core.string(), core.object()));
  for (const [name, value] of row.fields) {
    map.put(
      name,
      value instanceof ApexList && value.items.length === 0
        ? new ApexList(listOf(core.sobject()))
        : value,
    );
  }
  return map;
}
