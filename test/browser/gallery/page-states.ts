/** Makes of a state's file what its page needs: a whole record, as its user would see it. */
import {
  findField,
  type FieldDef,
  type ObjectDef,
  type Schema,
} from '../../sandbox/org/schema/types.ts';
import type { PageState } from '../page/page-state.ts';
import type { FieldValue, ReadRecord, ShownField } from '../shims/port.ts';
import { displayOf } from './display-value.ts';
import type { StateFile } from './state-file.ts';

export type FormFactor = PageState['formFactor'];

const DEFAULT_NOW = '2026-11-10T09:00:00.000Z';
const USER_ID = '0050000000CoSelAAA';

/** @throws Error naming the state and the field or value that its object does not have */
export function pageStateOf(file: StateFile, schema: Schema, formFactor: FormFactor): PageState {
  const id = file.object === undefined ? undefined : String(file.fields?.['Id'] ?? '');
  return {
    formFactor,
    userId: USER_ID,
    customPermissions: file.customPermissions ?? [],
    userPermissions: [],
    now: file.now ?? DEFAULT_NOW,
    component: file.component ?? 'coSellCard',
    properties: { ...file.properties, ...(id === undefined ? {} : { recordId: id }) },
    records: id === undefined ? {} : { [id]: recordOf(file, schema) },
    reading: file.reading ?? 'answers',
    saving: file.saving ?? 'answers',
    apex: file.apex ?? {},
  };
}

function recordOf(file: StateFile, schema: Schema): ReadRecord {
  const object = schema.object(file.object ?? '');
  const given = new Map(Object.entries(file.fields ?? {}));
  const fields: { [name: string]: ShownField } = {};
  for (const field of object.fields.values()) {
    const value = given.get(field.name) ?? (field.type === 'boolean' ? false : null);
    refuseWrong(file, object, field, value);
    fields[field.name] = {
      value,
      display: file.displayValues?.[field.name] ?? displayOf(field, value),
    };
    given.delete(field.name);
  }
  for (const [path, value] of given) {
    if (!isParentField(object, path, schema)) continue;
    fields[path] = { value, display: file.displayValues?.[path] ?? null };
    given.delete(path);
  }
  const [unknown] = given.keys();
  if (unknown) throw new Error(`state ${file.name}: ${object.name} has no field ${unknown}`);
  for (const name of file.missingFields ?? []) hide(file, fields, name);
  const lastModifiedDate = String(fields['LastModifiedDate']?.value ?? DEFAULT_NOW);
  return { objectApiName: object.name, lastModifiedDate, fields };
}

/** `Account.Name`: a field of the record that a lookup leads to. */
function isParentField(object: ObjectDef, path: string, schema: Schema): boolean {
  const [relationship = '', name = ''] = path.split('.');
  const lookup = [...object.fields.values()].find((one) => one.relationshipName === relationship);
  const parent = schema.find(lookup?.referenceTo[0] ?? '');
  return parent !== undefined && findField(parent, name)?.name === name;
}

function hide(file: StateFile, fields: { [name: string]: ShownField }, name: string): void {
  if (!fields[name]) throw new Error(`state ${file.name}: there is no field ${name} to hide`);
  Reflect.deleteProperty(fields, name);
}

function refuseWrong(file: StateFile, object: ObjectDef, field: FieldDef, value: FieldValue): void {
  if (value === null) return;
  const isRight = isOfType(field, value);
  if (isRight) return;
  throw new Error(
    `state ${file.name}: ${object.name}.${field.name} cannot be ${JSON.stringify(value)}`,
  );
}

const NUMBERS: readonly string[] = ['currency', 'double', 'percent', 'int'];

function isOfType({ type, restricted, picklist }: FieldDef, value: FieldValue): boolean {
  if (type === 'boolean') return typeof value === 'boolean';
  if (NUMBERS.includes(type)) return typeof value === 'number';
  if (typeof value !== 'string') return false;
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value);
  if (type === 'datetime') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  return !restricted || picklist.some((one) => one.value === value);
}
