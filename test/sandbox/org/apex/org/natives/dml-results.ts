/** `Database.SaveResult` and its like. */
import { UnsupportedApex } from '../../run/unsupported.ts';
import { core, listOf } from '../../types/core.ts';
import { nativeCatalogue } from '../../types/native-catalogue.ts';
import { nativeType } from '../../types/native-type.ts';
import { typeFor, type Type } from '../../types/type.ts';
import { ApexList } from '../../values/collections.ts';
import { parseId } from '../../values/id.ts';
import { NativeObject } from '../../values/objects.ts';
import type { RecordError } from '../../values/sobject.ts';
import type { RowOutcome } from '../dml/outcome.ts';
import { statusCodeOf } from './status-code.ts';

type Result = NativeObject<RowOutcome>;
type Failure = NativeObject<RecordError>;

nativeType('Database.Error', {
  methods: {
    'getMessage():String': (_run, { state }: Failure) => state.message,
    'getStatusCode():StatusCode': (_run, { state }: Failure) => statusCodeOf(state.statusCode),
    'getFields():List<String>': (_run, { state }: Failure) =>
      new ApexList(listOf(core.string()), [...state.fields]),
  },
});

const common = {
  'isSuccess():Boolean': (_run: unknown, { state }: Result) => state.errors.length === 0,
  'getId():Id': (_run: unknown, { state }: Result) =>
    state.id === null ? null : (parseId(state.id) ?? null),
  'getErrors():List<Database.Error>': (_run: unknown, { state }: Result) =>
    new ApexList(
      listOf(typed('Database.Error')),
      state.errors.map((error) => new NativeObject(typed('Database.Error'), error)),
    ),
};

nativeType('Database.SaveResult', { methods: common });
nativeType('Database.DeleteResult', { methods: common });
nativeType('Database.UndeleteResult', { methods: common });
nativeType('Database.UpsertResult', {
  methods: {
    ...common,
    'isCreated():Boolean': (_run, { state }: Result) =>
      state.isCreated && state.errors.length === 0,
  },
});

export const resultOf = (typeName: string, outcome: RowOutcome): Result =>
  new NativeObject(typed(typeName), outcome);

export function typed(name: string): Type {
  const definition = nativeCatalogue.find(name);
  if (!definition) throw new UnsupportedApex(`Type ${name}`);
  return typeFor(definition);
}
