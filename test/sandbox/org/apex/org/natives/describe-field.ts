import { findField, type FieldDef, type ObjectDef } from '../../../schema/types.ts';
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { listOf } from '../../types/core.ts';
import { nativeType } from '../../types/native-type.ts';
import { ApexList } from '../../values/collections.ts';
import { NativeObject, type EnumValue } from '../../values/objects.ts';
import { fieldToken, objectToken } from '../../values/tokens.ts';
import { orgOf } from '../org-platform.ts';
import { typed } from './dml-results.ts';

/** `seen` is the field as the user of the moment sees it; undefined when it is hidden. */
type State = { object: ObjectDef; field: FieldDef; seen: FieldDef | undefined };
type Described = NativeObject<State>;

export function describeField(run: Run, objectName: string, name: string): Described {
  const platform = orgOf(run, 'Schema');
  const object = platform.object(objectName);
  const field = findField(object, name);
  if (!field) throw new UnsupportedApex(`No field ${objectName}.${name}`);
  const view = platform.access.schema.find(objectName);
  return new NativeObject(typed('Schema.DescribeFieldResult'), {
    object,
    field,
    seen: view && findField(view, name),
  });
}

const displayType = nativeType('Schema.DisplayType', {
  kind: 'enum',
  values: [
    'ADDRESS',
    'ANYTYPE',
    'BASE64',
    'BOOLEAN',
    'COMBOBOX',
    'CURRENCY',
    'DATE',
    'DATETIME',
    'DOUBLE',
    'EMAIL',
    'ENCRYPTEDSTRING',
    'ID',
    'INTEGER',
    'LONG',
    'MULTIPICKLIST',
    'PERCENT',
    'PHONE',
    'PICKLIST',
    'REFERENCE',
    'STRING',
    'TEXTAREA',
    'TIME',
    'URL',
  ],
});

function displayTypeOf(field: FieldDef): EnumValue {
  const name = field.type === 'int' ? 'INTEGER' : field.type.toUpperCase();
  const found = displayType.values.find((one) => one.name === name);
  if (!found) throw new UnsupportedApex(`DisplayType of ${field.type}`);
  return found;
}

type Choice = NativeObject<FieldDef['picklist'][number]>;

nativeType('Schema.PicklistEntry', {
  methods: {
    'getValue():String': (_run, { state }: Choice) => state.value,
    'getLabel():String': (_run, { state }: Choice) => state.label,
    'isActive():Boolean': (_run, { state }: Choice) => state.active,
    'isDefaultValue():Boolean': (_run, { state }: Choice) => state.isDefault,
  },
});

nativeType('Schema.DescribeFieldResult', {
  methods: {
    'getName():String': (_run, { state }: Described) => state.field.name,
    'getLocalName():String': (_run, { state }: Described) => state.field.name,
    'getLabel():String': (_run, { state }: Described) => state.field.label,
    'getType():Schema.DisplayType': (_run, { state }: Described) => displayTypeOf(state.field),
    'getLength():Integer': (_run, { state }: Described) => state.field.length,
    'getPrecision():Integer': (_run, { state }: Described) => state.field.precision,
    'getScale():Integer': (_run, { state }: Described) => state.field.scale,
    'getRelationshipName():String': (_run, { state }: Described) => state.field.relationshipName,
    'getReferenceTo():List<Schema.SObjectType>': (_run, { state }: Described) =>
      new ApexList(listOf(typed('Schema.SObjectType')), state.field.referenceTo.map(objectToken)),
    'getSObjectField():Schema.SObjectField': (_run, { state }: Described) =>
      fieldToken(state.object.name, state.field.name),
    'getSObjectType():Schema.SObjectType': (_run, { state }: Described) =>
      objectToken(state.object.name),
    'getPicklistValues():List<Schema.PicklistEntry>': (_run, { state }: Described) =>
      new ApexList(
        listOf(typed('Schema.PicklistEntry')),
        state.field.picklist.map((one) => new NativeObject(typed('Schema.PicklistEntry'), one)),
      ),
    'isAccessible():Boolean': (_run, { state }: Described) => state.seen !== undefined,
    'isCreateable():Boolean': (_run, { state }: Described) => state.seen?.createable ?? false,
    'isUpdateable():Boolean': (_run, { state }: Described) => state.seen?.updateable ?? false,
    'isCalculated():Boolean': (_run, { state }: Described) => state.field.formula !== null,
    'isCustom():Boolean': (_run, { state }: Described) => state.field.custom,
    'isExternalID():Boolean': (_run, { state }: Described) => state.field.externalId,
    'isUnique():Boolean': (_run, { state }: Described) => state.field.unique,
    'isNameField():Boolean': (_run, { state }: Described) => state.field.nameField,
    'isNillable():Boolean': (_run, { state }: Described) => !state.field.required,
    'isCaseSensitive():Boolean': (_run, { state }: Described) => state.field.caseSensitive,
    'isRestrictedPicklist():Boolean': (_run, { state }: Described) => state.field.restricted,
    'isAutoNumber():Boolean': (_run, { state }: Described) => state.field.autoNumber !== null,
  },
});
