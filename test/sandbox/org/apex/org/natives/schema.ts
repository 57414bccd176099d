/** `Schema.*` and the tokens of objects and fields. */
import type { Run } from '../../run/run.ts';
import { core, listOf, mapOf } from '../../types/core.ts';
import { extendNativeType, nativeType } from '../../types/native-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import type { NativeObject } from '../../values/objects.ts';
import type { ApexId } from '../../values/scalars.ts';
import { SObjectValue } from '../../values/sobject.ts';
import { objectToken, type FieldToken, type ObjectToken } from '../../values/tokens.ts';
import type { Value } from '../../values/value.ts';
import { orgOf } from '../org-platform.ts';
import { describeField } from './describe-field.ts';
import { describeObject } from './describe-object.ts';
import { typed } from './dml-results.ts';

/** The maps of describe are asked by names of any case; their keys are in small letters. */
export class CaselessMap extends ApexMap {
  override get(key: Value): Value | undefined {
    return super.get(typeof key === 'string' ? key.toLowerCase() : key);
  }

  override has(key: Value): boolean {
    return super.has(typeof key === 'string' ? key.toLowerCase() : key);
  }
}

nativeType('Schema', {
  statics: {
    'getGlobalDescribe():Map<String,Schema.SObjectType>': (run: Run) => {
      const map = new CaselessMap(mapOf(core.string(), typed('Schema.SObjectType')));
      for (const object of orgOf(run, 'Schema').org.schema.objects.values()) {
        map.put(object.name.toLowerCase(), objectToken(object.name));
      }
      return map;
    },
    'describeSObjects(List<String>):List<Schema.DescribeSObjectResult>': (
      run: Run,
      names: ApexList,
    ) =>
      new ApexList(
        listOf(typed('Schema.DescribeSObjectResult')),
        names.items.map((name) => describeObject(run, String(name))),
      ),
  },
});

nativeType('Schema.SObjectDescribeOptions', {
  kind: 'enum',
  values: ['DEFAULT', 'DEFERRED', 'FULL'],
});

const describeToken = (run: Run, { state }: NativeObject<ObjectToken>) =>
  describeObject(run, state.object);

extendNativeType('Schema.SObjectType', {
  methods: {
    'getDescribe():Schema.DescribeSObjectResult': describeToken,
    // When the children are read makes no difference to who asks.
    'getDescribe(Schema.SObjectDescribeOptions):Schema.DescribeSObjectResult': describeToken,
    'newSObject():SObject': (run: Run, { state }: NativeObject<ObjectToken>) =>
      new SObjectValue(run.program.sobjects.get(state.object)),
    'newSObject(Id?):SObject': (
      run: Run,
      { state }: NativeObject<ObjectToken>,
      id: ApexId | null,
    ) => {
      const record = new SObjectValue(run.program.sobjects.get(state.object));
      if (id !== null) record.fields.set('Id', id);
      return record;
    },
  },
});

extendNativeType('Schema.SObjectField', {
  methods: {
    'getDescribe():Schema.DescribeFieldResult': (run: Run, { state }: NativeObject<FieldToken>) =>
      describeField(run, state.object, state.field),
  },
});
