/** Values of fields: from the rows of the org to Apex and back. */
import { Decimal } from '../values/decimal.ts';
import { asFloat, isNumber } from '../values/equality.ts';
import { parseId } from '../values/id.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexId } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { dateText } from '../values/date-text.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { FieldDef, ObjectDef, Value as Stored } from '../../schema/types.ts';
import { parseDateTime } from '../../store/date-time.ts';
import { isBlob } from '../platform/object-shapes.ts';

const MS_PER_DAY = 86_400_000;

export function toApex(object: ObjectDef, field: FieldDef, stored: Stored | undefined): Value {
  if (stored === null || stored === undefined) return field.type === 'boolean' ? false : null;
  if (isBlob(object, field)) return new ApexBlob(Buffer.from(String(stored), 'base64'));
  return FROM_ROW[field.type](stored);
}

const text = (stored: Stored): Value => String(stored);
const decimal = (stored: Stored): Value => Decimal.of(Number(stored));
const id = (stored: Stored): Value => parseId(String(stored)) ?? new ApexId(String(stored));

const FROM_ROW: Record<FieldDef['type'], (stored: Stored) => Value> = {
  id,
  reference: id,
  string: text,
  textarea: text,
  picklist: text,
  phone: text,
  url: text,
  email: text,
  boolean: (stored) => stored === true,
  currency: decimal,
  double: decimal,
  percent: decimal,
  int: (stored) => Number(stored),
  date: (stored) => new ApexDate(Date.parse(`${String(stored)}T00:00:00Z`) / MS_PER_DAY),
  datetime: (stored) => new ApexDatetime(parseDateTime(String(stored)) ?? 0),
};

/** As the save path takes it in (`save/coerce.ts`): it then checks length, scale and range. */
export function toInput(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (isNumber(value)) return asFloat(value);
  if (value instanceof ApexId) return value.value;
  if (value instanceof ApexDate) return dateText(value);
  if (value instanceof ApexDatetime) return new Date(value.ms).toISOString();
  if (value instanceof ApexBlob) return value.bytes.toString('base64');
  throw new UnsupportedApex(`A ${value.constructor.name} as the value of a field`);
}
