import { compareNumbers, isNumber, momentOf } from './equality.ts';
import { EnumValue } from './objects.ts';
import { ApexDate, ApexDatetime, ApexId, ApexTime } from './scalars.ts';
import type { Value } from './value.ts';

/** Null first. Text by upper-case letters (`<` ignores case), enums by their order. */
export function compareValues(left: Value, right: Value): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (isText(left) && isText(right)) return compareTexts(fold(left), fold(right));
  if (isMoment(left) && isMoment(right)) return momentOf(left) - momentOf(right);
  if (left instanceof ApexTime && right instanceof ApexTime) return left.ms - right.ms;
  if (left instanceof EnumValue && right instanceof EnumValue) return left.ordinal - right.ordinal;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  throw new TypeError('These values have no order');
}

export const compareTexts = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;

const isText = (value: Value): value is string | ApexId =>
  typeof value === 'string' || value instanceof ApexId;
const fold = (value: string | ApexId) =>
  typeof value === 'string' ? value.toUpperCase() : value.value;
const isMoment = (value: Value): value is ApexDate | ApexDatetime =>
  value instanceof ApexDate || value instanceof ApexDatetime;
