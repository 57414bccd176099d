import type { Run } from '../../run/run.ts';
import { core } from '../../types/core.ts';
import type { Type } from '../../types/type.ts';
import { asFloat, isNumber } from '../../values/equality.ts';
import { ApexDate, ApexDatetime } from '../../values/scalars.ts';
import type { Value } from '../../values/value.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import type { Operator } from './arithmetic.ts';
import type { ArithmeticSign } from './numbers.ts';

const MS_PER_DAY = 86_400_000;

/** A Date takes whole days, a Datetime days and parts of days. */
export function dateArithmetic(
  left: Type,
  right: Type,
  sign: ArithmeticSign,
): Operator | undefined {
  if (sign !== '+' && sign !== '-') return undefined;
  const direction = sign === '+' ? 1 : -1;
  const isWhole = right.name === 'Integer' || right.name === 'Long';
  if (left === core.date() && isWhole) {
    return {
      type: left,
      operate: (run, date, days) => shift(run, date, direction * number(run, days)),
    };
  }
  if (
    left === core.datetime() &&
    (isWhole || right.name === 'Decimal' || right.name === 'Double')
  ) {
    return {
      type: left,
      operate: (run, date, days) => shift(run, date, direction * number(run, days)),
    };
  }
  return undefined;
}

function number(run: Run, value: Value): number {
  if (value === null) run.raise('NullPointerException', NULL_MESSAGE);
  return isNumber(value) ? asFloat(value) : NaN;
}

function shift(run: Run, value: Value, days: number): Value {
  if (value instanceof ApexDate) return new ApexDate(value.days + days);
  if (value instanceof ApexDatetime)
    return new ApexDatetime(value.ms + Math.round(days * MS_PER_DAY));
  return run.raise('NullPointerException', NULL_MESSAGE);
}
