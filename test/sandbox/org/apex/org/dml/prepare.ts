/** What a record in memory means for the stored row: which of its fields are saved. */
import { OrgError, saveError } from '../../../errors.ts';
import { coerceValue } from '../../../save/coerce.ts';
import { findField, type FieldDef, type ObjectDef, type Row } from '../../../schema/types.ts';
import type { Org } from '../../../store/org.ts';
import type { SObjectValue } from '../../values/sobject.ts';
import { toInput } from '../field-values.ts';

type Mode = 'insert' | 'update';

/**
 * The values that the record sets. System fields and formulas of a queried record are left out in silence, as the
 * platform does; set by hand they are refused.
 */
export function givenFields(
  org: Org,
  object: ObjectDef,
  record: SObjectValue,
  mode: Mode,
  old: Row | null,
): Row {
  const row: Row = {};
  const closed: string[] = [];
  for (const [name, value] of record.fields) {
    const field = findField(object, name);
    if (!field || field.type === 'id') continue;
    const isOpen = mode === 'insert' ? field.createable : field.updateable;
    if (isOpen) {
      row[field.name] = stored(org, field, toInput(value));
    } else if (!record.isQueried && !record.isClone && !isUnchanged(field, old, value)) {
      closed.push(field.name);
    }
  }
  if (closed.length > 0) {
    throw saveError(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${closed.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      closed,
    );
  }
  return row;
}

const isUnchanged = (field: FieldDef, old: Row | null, value: Parameters<typeof toInput>[0]) =>
  old !== null && old[field.name] === toInput(value);

const stored = (org: Org, field: FieldDef, input: unknown): Row[string] =>
  coerceValue(field, input, org.switches.trimText);

/** Takes over what a before-trigger changed. @throws OrgError for a value that does not fit */
export function takeChanges(org: Org, object: ObjectDef, row: Row, record: SObjectValue): Row {
  const next = { ...row };
  for (const field of object.fields.values()) {
    const value = record.fields.get(field.name);
    if (value === undefined || field.type === 'id' || field.formula !== null) continue;
    const input = toInput(value);
    if (sameInput(field, row[field.name] ?? null, input)) continue;
    if (!field.createable && !field.updateable && !field.custom) continue;
    next[field.name] = stored(org, field, input);
  }
  return next;
}

const sameInput = (field: FieldDef, now: Row[string] | undefined, input: unknown): boolean => {
  if (now === undefined || now === null) return input === null;
  if (field.type !== 'datetime' || typeof input !== 'string') return now === input;
  return Date.parse(String(now).replace(/\+0000$/, 'Z')) === Date.parse(input);
};

export function attempt(work: () => void): OrgError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof OrgError) return error;
    throw error;
  }
}
