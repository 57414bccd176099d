/** Null first, then by value; text by its exact letters; records by their first fields; objects by `compareTo`. */
import { callByName } from '../run/call-by-name.ts';
import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { typeOf } from '../types/type-of.ts';
import { compareTexts, compareValues } from '../values/order.ts';
import { ApexInstance } from '../values/instance.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { NativeObject } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';

export const sorted = (run: Run, items: readonly Value[]): Value[] =>
  [...items].sort((left, right) => naturalOrder(run, left, right));

export const sortWith = (run: Run, items: readonly Value[], comparator: Value): Value[] =>
  [...items].sort((left, right) => Number(callByName(run, comparator, 'compare', [left, right])));

function naturalOrder(run: Run, left: Value, right: Value): number {
  if (left === null || right === null) return compareValues(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (left instanceof ApexInstance) {
    if (!callByName.has(left, 'compareTo', 1)) {
      run.raise('ListException', 'One or more of the items in this list is not Comparable.');
    }
    return Number(callByName(run, left, 'compareTo', [right]));
  }
  if (left instanceof SObjectValue && right instanceof SObjectValue)
    return recordOrder(run, left, right);
  if (
    left instanceof ApexList ||
    left instanceof ApexSet ||
    left instanceof ApexMap ||
    left instanceof NativeObject
  ) {
    throw new UnsupportedApex(`Sorting of ${typeOf(left).name}`);
  }
  return compareValues(left, right);
}

/** By the name field first, then field by field in alphabetical order. */
function recordOrder(run: Run, left: SObjectValue, right: SObjectValue): number {
  const names = ['Name', ...[...left.fields.keys()].sort()];
  for (const name of names) {
    const [one = null, other = null] = [left.fields.get(name), right.fields.get(name)];
    if (one instanceof SObjectValue || one instanceof ApexList) continue;
    const order = naturalOrder(run, one, other);
    if (order !== 0) return order;
  }
  return 0;
}
