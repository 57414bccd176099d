/** Builders for field and object definitions; sizes and flags as the describes of salesforce-rest.md section 5. */
import type { FieldDef, FieldType, ObjectDef, PicklistValue } from './types.ts';

export function field(
  name: string,
  label: string,
  type: FieldType,
  more: Partial<FieldDef> = {},
): FieldDef {
  return {
    name,
    label,
    helpText: null,
    type,
    length: 0,
    precision: 0,
    scale: 0,
    required: false,
    createable: true,
    updateable: true,
    defaultedOnCreate: type === 'boolean',
    defaultValue: type === 'boolean' ? false : null,
    unique: false,
    externalId: false,
    caseSensitive: false,
    restricted: false,
    picklist: [],
    referenceTo: [],
    relationshipName: null,
    childRelationship: null,
    onParentDelete: 'keep',
    autoNumber: null,
    formula: null,
    custom: name.endsWith('__c'),
    nameField: name === 'Name',
    ...more,
  };
}

export const READ_ONLY = { createable: false, updateable: false } as const;
export const REQUIRED = { required: true } as const;

export const text = (name: string, label: string, length: number, more: Partial<FieldDef> = {}) =>
  field(name, label, 'string', { length, ...more });

export const longText = (name: string, label: string, length: number) =>
  field(name, label, 'textarea', { length });

export const money = (name: string, label: string, scale: number, more: Partial<FieldDef> = {}) =>
  field(name, label, 'currency', { precision: 18, scale, ...more });

export const flag = (name: string, label: string, more: Partial<FieldDef> = {}) =>
  field(name, label, 'boolean', more);

export const picklist = (
  name: string,
  label: string,
  values: string[],
  more: Partial<FieldDef> = {},
) => field(name, label, 'picklist', { length: 255, picklist: values.map(picklistValue), ...more });

export const picklistValue = (value: string): PicklistValue => ({
  value,
  label: value,
  active: true,
  isDefault: false,
});

export const reference = (
  name: string,
  label: string,
  referenceTo: string[],
  more: Partial<FieldDef> = {},
) =>
  field(name, label, 'reference', {
    length: 18,
    referenceTo,
    relationshipName: name.endsWith('Id') ? name.slice(0, -2) : null,
    ...more,
  });

export const owner = (referenceTo: string[] = ['User']) =>
  reference('OwnerId', 'Owner ID', referenceTo, { defaultedOnCreate: true });

export type ObjectSource = {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
  custom?: boolean;
  isSetup?: boolean;
  fields: FieldDef[];
};

/** An object with the system fields every object has. */
export function defineObject(source: ObjectSource): ObjectDef {
  const all = [
    field('Id', 'Record ID', 'id', { length: 18, ...READ_ONLY, defaultedOnCreate: true }),
    flag('IsDeleted', 'Deleted', READ_ONLY),
    ...source.fields,
    field('CreatedDate', 'Created Date', 'datetime', { ...READ_ONLY, defaultedOnCreate: true }),
    reference('CreatedById', 'Created By ID', ['User'], READ_ONLY),
    field('LastModifiedDate', 'Last Modified Date', 'datetime', {
      ...READ_ONLY,
      defaultedOnCreate: true,
    }),
    reference('LastModifiedById', 'Last Modified By ID', ['User'], READ_ONLY),
    field('SystemModstamp', 'System Modstamp', 'datetime', {
      ...READ_ONLY,
      defaultedOnCreate: true,
    }),
  ];
  return {
    name: source.name,
    label: source.label,
    labelPlural: source.labelPlural,
    keyPrefix: source.keyPrefix,
    custom: source.custom ?? false,
    isSetup: source.isSetup ?? false,
    fields: new Map(all.map((one) => [one.name.toLowerCase(), one])),
  };
}
