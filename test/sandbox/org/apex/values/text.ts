/** How a value reads in `'' + value`, `String.valueOf(value)` and `System.debug(value)`. */
import { callByName } from '../run/call-by-name.ts';
import type { Run } from '../run/run.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { dateText, datetimeText, timeText } from './date-text.ts';
import { Decimal } from './decimal.ts';
import { doubleText } from './double-text.ts';
import { exceptionText } from './exception-text.ts';
import { ApexInstance } from './instance.ts';
import { EnumValue, NativeObject, TypeValue } from './objects.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexDouble, ApexId, ApexTime } from './scalars.ts';
import { SObjectValue } from './sobject.ts';
import type { Value } from './value.ts';

/** A Date shows its midnight here, but not in `String.valueOf`. */
export function textOf(run: Run, value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof ApexDate) return `${dateText(value)} 00:00:00`;
  return scalarText(value) ?? structureText(run, value);
}

/** `String.valueOf`. */
export const valueText = (run: Run, value: Value): string =>
  value instanceof ApexDate ? dateText(value) : textOf(run, value);

function scalarText(value: Extract<Value, object>): string | undefined {
  if (value instanceof Decimal) return value.toString();
  if (value instanceof ApexDouble) return doubleText(value.value);
  if (value instanceof ApexId) return value.value;
  if (value instanceof ApexDatetime) return datetimeText(value);
  if (value instanceof ApexTime) return timeText(value);
  if (value instanceof ApexBlob) return `Blob[${value.bytes.length}]`;
  if (value instanceof EnumValue) return value.name;
  return value instanceof TypeValue ? value.named.name : undefined;
}

function structureText(run: Run, value: Extract<Value, object>): string {
  if (value instanceof ApexList)
    return `(${value.items.map((item) => textOf(run, item)).join(', ')})`;
  if (value instanceof ApexSet)
    return `{${value
      .items()
      .map((item) => textOf(run, item))
      .join(', ')}}`;
  if (value instanceof ApexMap) return `{${pairs(run, value.entries())}}`;
  if (value instanceof SObjectValue) return `${value.type.name}:{${pairs(run, value.fields)}}`;
  if (value instanceof ApexInstance) return instanceText(run, value);
  if (value instanceof NativeObject) return value.text ?? value.type.name;
  return value.constructor.name;
}

const pairs = (run: Run, entries: Iterable<[Value, Value]>) =>
  [...entries].map(([key, value]) => `${textOf(run, key)}=${textOf(run, value)}`).join(', ');

function instanceText(run: Run, value: ApexInstance): string {
  const ownText = ownToString(value);
  if (ownText) return String(callByName(run, value, 'toString'));
  if (value.exception) return exceptionText(value);
  const { name } = value.type.definition;
  const fields = [...value.type.definition.members().properties.values()]
    .filter(({ slot, isStatic }) => slot !== undefined && !isStatic)
    .map(({ name: field, slot = 0 }) => `${field}=${textOf(run, value.fields[slot] ?? null)}`);
  return `${name.slice(name.lastIndexOf('.') + 1)}:[${fields.join(', ')}]`;
}

/** Written in Apex, here or in a superclass. */
function ownToString(value: ApexInstance): boolean {
  for (let each = value.type.definition; each.isApex;) {
    const methods = each.members().methods.get('tostring') ?? [];
    if (methods.some(({ parameters, isStatic }) => parameters.length === 0 && !isStatic))
      return true;
    const parent = each.superclass?.definition;
    if (!parent) return false;
    each = parent;
  }
  return false;
}
