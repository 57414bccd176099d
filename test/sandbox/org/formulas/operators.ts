import type { Value } from '../schema/types.ts';

export type Compare = '=' | '==' | '<>' | '!=' | '<' | '<=' | '>' | '>=';

/** Text by its letters; an empty value is neither less nor more than anything. */
export function compare(operator: Compare, left: Value, right: Value): boolean {
  if (operator === '=' || operator === '==') return left === right;
  if (operator === '<>' || operator === '!=') return left !== right;
  if (left === null || right === null) return false;
  return ORDERS[operator](left, right);
}

const ORDERS = {
  '<': (left: Filled, right: Filled) => left < right,
  '<=': (left: Filled, right: Filled) => left <= right,
  '>': (left: Filled, right: Filled) => left > right,
  '>=': (left: Filled, right: Filled) => left >= right,
};

type Filled = NonNullable<Value>;
