/**
 * Values as a client sends them, turned into what the platform stores, or refused in its words.
 * Stricter than the platform where that is unsure: a number as text, or "true" for a checkbox, is refused.
 */
import { OrgError, saveError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { findField, type FieldDef, type ObjectDef, type Row, type Value } from '../schema/types.ts';
import { isDate, parseDateTime, toWireTime } from '../store/date-time.ts';

export type Input = { [field: string]: unknown };
type Options = { mode: 'create' | 'update'; trimText: boolean; isSystem: boolean };

/** Checks names, writability and types of the given fields; the row holds only these, under their own names. */
export function coerceFields(object: ObjectDef, input: Input, options: Options): Row {
  const row: Row = {};
  const closed: string[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (name.toLowerCase() === 'attributes') continue;
    const field = findField(object, name);
    if (!field) throw unknownField(object, name);
    if (field.type === 'id') {
      throw new OrgError(
        'INVALID_FIELD',
        'The Id field should not be specified in the sobject data.',
      );
    }
    const isOpen = options.mode === 'create' ? field.createable : field.updateable;
    if (!isOpen && !options.isSystem) closed.push(field.name);
    else row[field.name] = coerceValue(field, value, options.trimText);
  }
  if (closed.length > 0) throw closedFields(closed);
  return row;
}

export const unknownField = (object: ObjectDef, name: string) =>
  new OrgError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);

const closedFields = (names: string[]) =>
  saveError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    names,
  );

/** One value as it is stored; null for nothing and for empty text. @throws OrgError in the platform's words. */
export function coerceValue(field: FieldDef, value: unknown, trimText: boolean): Value {
  if (value === null && field.type === 'boolean') {
    throw saveError(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.label}: value not of required type: null`,
      [field.name],
    );
  }
  return value === null ? null : COERCE[field.type](field, value, trimText);
}

type Coerce = (field: FieldDef, value: unknown, trimText: boolean) => Value;

const asText: Coerce = (field, value, trimText) => {
  if (typeof value !== 'string') throw wrongType('string', value);
  const kept = trimText ? value.trim() : value;
  if (kept === '') return null;
  if (field.length > 0 && kept.length > field.length) {
    throw saveError(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${kept} (max length=${field.length})`,
      [field.name],
    );
  }
  return kept;
};

const asPicklist: Coerce = (field, value, trimText) => {
  const choice = asText(field, value, trimText);
  if (choice === null || !field.restricted) return choice;
  const known = field.picklist.find((one) => one.active && one.value === choice);
  if (known) return known.value;
  throw saveError(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${choice}`,
    [field.name],
  );
};

const asNumber: Coerce = (field, value) => {
  if (typeof value !== 'number') throw wrongType(field.type === 'int' ? 'int' : 'double', value);
  const rounded = roundTo(value, field.scale);
  const whole = field.precision - field.scale;
  if (field.precision > 0 && Math.abs(rounded) >= 10 ** whole) {
    throw saveError(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${value}`,
      [field.name],
    );
  }
  return rounded;
};

const asReference: Coerce = (field, value) => {
  if (typeof value !== 'string') throw wrongType('string', value);
  if (value === '') return null;
  const id = normaliseId(value);
  if (id) return id;
  throw saveError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [
    field.name,
  ]);
};

const asEmail: Coerce = (field, value, trimText) => {
  const address = asText(field, value, trimText);
  if (address === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(address))) return address;
  throw saveError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${address}`, [
    field.name,
  ]);
};

const asDate: Coerce = (_field, value) => {
  if (typeof value === 'string' && isDate(value)) return value;
  throw wrongType('date', value);
};

const asDateTime: Coerce = (_field, value) => {
  const ms = typeof value === 'string' ? parseDateTime(value) : undefined;
  if (ms === undefined) throw wrongType('datetime', value);
  return toWireTime(ms);
};

const asBoolean: Coerce = (_field, value) => {
  if (typeof value === 'boolean') return value;
  throw wrongType('boolean', value);
};

const COERCE: Record<FieldDef['type'], Coerce> = {
  id: asReference,
  reference: asReference,
  string: asText,
  textarea: asText,
  phone: asText,
  url: asText,
  email: asEmail,
  picklist: asPicklist,
  boolean: asBoolean,
  currency: asNumber,
  double: asNumber,
  percent: asNumber,
  int: asNumber,
  date: asDate,
  datetime: asDateTime,
};

/** Half away from zero, on the decimal text: 1.005 at two digits is 1.01, as the platform's decimals have it. */
export function roundTo(value: number, scale: number): number {
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  const shifted = Number(`${digits}e${Number(exponent) + scale}`);
  const rounded = Math.sign(shifted) * Math.round(Math.abs(shifted));
  const [left = '0', power = '0'] = rounded.toExponential().split('e');
  return Number(`${left}e${Number(power) - scale}`);
}

const JSON_TOKENS: Record<string, string> = {
  string: 'VALUE_STRING',
  number: 'VALUE_NUMBER',
  boolean: 'VALUE_TRUE',
  object: 'START_OBJECT',
};

const wrongType = (type: string, value: unknown) =>
  new OrgError(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${JSON_TOKENS[typeof value] ?? 'VALUE'} value ${String(value).slice(0, 80)} or request may be missing a required field at [line:1, column:1]`,
  );
