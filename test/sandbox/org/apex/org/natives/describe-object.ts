import type { ObjectDef } from '../../../schema/types.ts';
import type { Access } from '../../../access/access.ts';
import type { Run } from '../../run/run.ts';
import { core, mapOf } from '../../types/core.ts';
import { nativeType } from '../../types/native-type.ts';
import { NativeObject } from '../../values/objects.ts';
import { fieldToken, objectToken } from '../../values/tokens.ts';
import { orgOf } from '../org-platform.ts';
import { typed } from './dml-results.ts';
import { recordTypeList, recordTypeMap } from './record-types.ts';
import { CaselessMap } from './schema.ts';

type State = { object: ObjectDef; access: Access };
type Described = NativeObject<State>;

/** As the user of this moment sees it. */
export function describeObject(run: Run, name: string): Described {
  const platform = orgOf(run, 'Schema');
  return new NativeObject(typed('Schema.DescribeSObjectResult'), {
    object: platform.object(name),
    access: platform.access,
  });
}

nativeType('Schema.SObjectTypeFields', {
  methods: {
    'getMap():Map<String,Schema.SObjectField>': (_run, { state }: NativeObject<ObjectDef>) => {
      const map = new CaselessMap(mapOf(core.string(), typed('Schema.SObjectField')));
      for (const field of state.fields.values()) {
        map.put(field.name.toLowerCase(), fieldToken(state.name, field.name));
      }
      return map;
    },
  },
});

nativeType('Schema.DescribeSObjectResult', {
  properties: {
    'fields:Schema.SObjectTypeFields': {
      get: (_run, { state }: Described) =>
        new NativeObject(typed('Schema.SObjectTypeFields'), state.object),
    },
  },
  methods: {
    'getName():String': (_run, { state }: Described) => state.object.name,
    'getLocalName():String': (_run, { state }: Described) => state.object.name,
    'getLabel():String': (_run, { state }: Described) => state.object.label,
    'getLabelPlural():String': (_run, { state }: Described) => state.object.labelPlural,
    'getKeyPrefix():String': (_run, { state }: Described) => state.object.keyPrefix,
    'getSObjectType():Schema.SObjectType': (_run, { state }: Described) =>
      objectToken(state.object.name),
    'getRecordTypeInfos():List<Schema.RecordTypeInfo>': (run, { state }: Described) =>
      recordTypeList(run, state.object.name),
    'getRecordTypeInfosByDeveloperName():Map<String,Schema.RecordTypeInfo>': (
      run,
      { state }: Described,
    ) => recordTypeMap(run, state.object.name, 'developerName'),
    'getRecordTypeInfosByName():Map<String,Schema.RecordTypeInfo>': (run, { state }: Described) =>
      recordTypeMap(run, state.object.name, 'name'),
    'getRecordTypeInfosById():Map<Id,Schema.RecordTypeInfo>': (run, { state }: Described) =>
      recordTypeMap(run, state.object.name, 'id'),
    'isCustom():Boolean': (_run, { state }: Described) => state.object.custom,
    'isAccessible():Boolean': (_run, { state }: Described) =>
      state.access.may('read', state.object),
    'isCreateable():Boolean': (_run, { state }: Described) =>
      state.access.may('create', state.object),
    'isUpdateable():Boolean': (_run, { state }: Described) =>
      state.access.may('edit', state.object),
    'isDeletable():Boolean': (_run, { state }: Described) =>
      state.access.may('delete', state.object),
  },
});
