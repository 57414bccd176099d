import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Decimal } from './decimal.ts';
import { ApexInstance } from './instance.ts';
import { NativeObject, TypeValue } from './objects.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexDouble, ApexId, ApexTime } from './scalars.ts';
import { SObjectValue } from './sobject.ts';
import type { Value } from './value.ts';

/** `==` of Apex: text without regard to case, numbers across their types, collections and records by content. */
export function isLooselyEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    return left === right || left.toLowerCase() === right.toLowerCase();
  }
  return isEqual(left, right);
}

/** The same, but text by its exact letters: what `equals`, sets and map keys go by. */
export function isEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (typeof left === 'string' && right instanceof ApexId) return isSameId(left, right);
  if (left instanceof ApexId && typeof right === 'string') return isSameId(right, left);
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return isEqualObject(left, right);
}

type ObjectValue = Extract<Value, object>;

function isEqualObject(left: ObjectValue, right: ObjectValue): boolean {
  if (left instanceof ApexInstance) return left.type.definition.equals?.(left, right) ?? false;
  if (left instanceof ApexId) return right instanceof ApexId && left.value === right.value;
  if (left instanceof ApexDate) return sameMoment(left, right);
  if (left instanceof ApexDatetime) return sameMoment(left, right);
  if (left instanceof ApexTime) return right instanceof ApexTime && left.ms === right.ms;
  if (left instanceof ApexBlob) return right instanceof ApexBlob && left.bytes.equals(right.bytes);
  if (left instanceof TypeValue) return right instanceof TypeValue && left.named === right.named;
  if (left instanceof NativeObject) {
    return (
      right instanceof NativeObject &&
      left.key !== undefined &&
      left.key === right.key &&
      left.type === right.type
    );
  }
  if (left instanceof ApexList)
    return right instanceof ApexList && sameItems(left.items, right.items);
  if (left instanceof ApexSet) return right instanceof ApexSet && sameMembers(left, right);
  if (left instanceof ApexMap) return right instanceof ApexMap && sameEntries(left, right);
  if (left instanceof SObjectValue) return right instanceof SObjectValue && sameRecord(left, right);
  return false;
}

const MS_PER_DAY = 86_400_000;

/** A Date is the midnight of its day when it meets a Datetime. */
const sameMoment = (left: ApexDate | ApexDatetime, right: ObjectValue) =>
  (right instanceof ApexDate || right instanceof ApexDatetime) &&
  momentOf(left) === momentOf(right);

export const momentOf = (value: ApexDate | ApexDatetime): number =>
  value instanceof ApexDate ? value.days * MS_PER_DAY : value.ms;

/** 15 and 18 characters name the same record. */
const isSameId = (text: string, id: ApexId) =>
  text === id.value || (text.length === 15 && id.value.startsWith(text));

const sameItems = (left: Value[], right: Value[]) =>
  left.length === right.length && left.every((item, at) => isEqual(item, right[at] ?? null));

const sameMembers = (left: ApexSet, right: ApexSet) =>
  left.size === right.size && left.items().every((item) => right.has(item));

const sameEntries = (left: ApexMap, right: ApexMap) =>
  left.size === right.size &&
  [...left.entries()].every(([key, value]) => {
    const other = right.get(key);
    return other !== undefined && isEqual(value, other);
  });

function sameRecord(left: SObjectValue, right: SObjectValue): boolean {
  if (left.type !== right.type || left.fields.size !== right.fields.size) return false;
  return [...left.fields].every(([name, value]) => {
    const other = right.fields.get(name);
    return other !== undefined && isEqual(value, other);
  });
}

export type NumberValue = number | bigint | Decimal | ApexDouble;

export const isNumber = (value: Value): value is NumberValue =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Decimal ||
  value instanceof ApexDouble;

export function compareNumbers(left: NumberValue, right: NumberValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left instanceof ApexDouble || right instanceof ApexDouble) {
    return compareFloats(asFloat(left), asFloat(right));
  }
  return asDecimal(left).compare(asDecimal(right));
}

export const asFloat = (value: NumberValue): number =>
  value instanceof ApexDouble
    ? value.value
    : value instanceof Decimal
      ? value.toNumber()
      : Number(value);

export const asDecimal = (value: NumberValue): Decimal =>
  value instanceof Decimal ? value : Decimal.of(value instanceof ApexDouble ? value.value : value);

const compareFloats = (left: number, right: number) => (left < right ? -1 : left > right ? 1 : 0);
