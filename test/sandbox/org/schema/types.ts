/** What the simulator knows of an object: enough to describe, check, save and query it. */

export type Value = string | number | boolean | null;
export type Row = { [field: string]: Value };

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'phone'
  | 'url'
  | 'email'
  | 'boolean'
  | 'currency'
  | 'double'
  | 'percent'
  | 'int'
  | 'date'
  | 'datetime';

export type PicklistValue = { value: string; label: string; active: boolean; isDefault: boolean };

export type FieldDef = {
  name: string;
  label: string;
  helpText: string | null;
  type: FieldType;
  length: number;
  precision: number;
  scale: number;
  /** A save without it is REQUIRED_FIELD_MISSING. */
  required: boolean;
  createable: boolean;
  updateable: boolean;
  /** Filled by the platform when a row is made. */
  defaultedOnCreate: boolean;
  defaultValue: Value;
  unique: boolean;
  externalId: boolean;
  caseSensitive: boolean;
  restricted: boolean;
  picklist: PicklistValue[];
  referenceTo: string[];
  /** Upwards, e.g. `Account` or `Opportunity__r`. */
  relationshipName: string | null;
  /** Downwards, e.g. `Microsoft_Solutions__r`; null where the parent has no such list. */
  childRelationship: string | null;
  onParentDelete: 'cascade' | 'setNull' | 'keep';
  autoNumber: string | null;
  formula: string | null;
  custom: boolean;
  nameField: boolean;
};

export type ObjectDef = {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
  custom: boolean;
  /** Setup data: rows change by deployment (actor `system`), never through the API. */
  isSetup: boolean;
  /** Keyed by lower-case name, in the order of definition. */
  fields: Map<string, FieldDef>;
};

export type Schema = {
  objects: Map<string, ObjectDef>;
  /** By any case; undefined when there is no such object. */
  find(name: string): ObjectDef | undefined;
  /** @throws Error naming the object: for the simulator's own code. */
  object(name: string): ObjectDef;
  byPrefix(prefix: string): ObjectDef | undefined;
};

export const findField = (object: ObjectDef, name: string): FieldDef | undefined =>
  object.fields.get(name.toLowerCase());
