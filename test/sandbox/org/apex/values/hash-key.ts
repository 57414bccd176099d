import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Decimal } from './decimal.ts';
import { ApexInstance } from './instance.ts';
import { EnumValue, NativeObject, TypeValue } from './objects.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexDouble, ApexId, ApexTime } from './scalars.ts';
import { SObjectValue } from './sobject.ts';
import type { Value } from './value.ts';

export type HashKey = string | number | bigint | boolean | object | null;

/**
 * Equal keys give the same result. Plain values are their own key; content of the rest is spelt as text with a mark
 * that no String can start with by chance (a String gets a mark too).
 */
export function hashKey(value: Value): HashKey {
  if (typeof value === 'string') return `"${value}`;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof ApexId) return `i${value.value}`;
  if (value instanceof ApexInstance) return instanceKey(value);
  if (value instanceof EnumValue || value instanceof TypeValue) return identityKey(value);
  if (value instanceof NativeObject)
    return value.key === undefined ? value : `n${value.type.name}:${value.key}`;
  return contentKey(value);
}

function contentKey(value: Exclude<Value, null | string | number | bigint | boolean>): HashKey {
  if (value instanceof Decimal) return `d${value.stripTo(0)}`;
  if (value instanceof ApexDouble) return `f${value.value}`;
  if (value instanceof ApexDate) return `D${value.days}`;
  if (value instanceof ApexDatetime) return `T${value.ms}`;
  if (value instanceof ApexTime) return `t${value.ms}`;
  if (value instanceof ApexBlob) return `b${value.bytes.toString('base64')}`;
  if (value instanceof ApexList) return `l${value.items.map(spelt).join()}`;
  if (value instanceof ApexSet) return `s${value.items().map(spelt).sort().join()}`;
  if (value instanceof ApexMap) return `m${pairs(value.entries())}`;
  if (value instanceof SObjectValue) return `o${value.type.name}${pairs(value.fields)}`;
  return value;
}

const pairs = (entries: Iterable<[Value, Value]>) =>
  [...entries]
    .map(([key, value]) => `${spelt(key)}=${spelt(value)}`)
    .sort()
    .join();

const identityKey = (value: EnumValue | TypeValue): HashKey =>
  value instanceof TypeValue ? `y${value.named.name}` : value;

function instanceKey(instance: ApexInstance): HashKey {
  const { hashCode } = instance.type.definition;
  return hashCode ? `h${hashCode(instance)}` : instance;
}

const numbers = new WeakMap<object, number>();
let nextNumber = 0;

/** Objects without content get a number, so that they can be part of a spelt key. */
function spelt(value: Value): string {
  const key = hashKey(value);
  if (typeof key !== 'object' || key === null) return `${typeof key}:${String(key)}`;
  const known = numbers.get(key) ?? (nextNumber += 1);
  numbers.set(key, known);
  return `#${known}`;
}
