/** Arithmetic on each kind of number. Integer and Long wrap around as on the platform. */
import type { Run } from '../../run/run.ts';
import { asDecimal, asFloat, isNumber, type NumberValue } from '../../values/equality.ts';
import { ApexDouble } from '../../values/scalars.ts';
import type { Value } from '../../values/value.ts';
import { NULL_MESSAGE } from '../coerce.ts';

export type ArithmeticSign = '+' | '-' | '*' | '/';
export type NumberKind = 'Integer' | 'Long' | 'Double' | 'Decimal';
type Operate = (run: Run, left: NumberValue, right: NumberValue) => Value;

const nonZero = (run: Run, isZero: boolean) => {
  if (isZero) run.raise('MathException', 'Divide by 0');
};

const wrap64 = (value: bigint) => BigInt.asIntN(64, value);

const INTEGER: Record<ArithmeticSign, (run: Run, left: number, right: number) => number> = {
  '+': (_run, left, right) => (left + right) | 0,
  '-': (_run, left, right) => (left - right) | 0,
  '*': (_run, left, right) => Math.imul(left, right),
  '/': (run, left, right) => {
    nonZero(run, right === 0);
    return (left / right) | 0;
  },
};

const LONG: Record<ArithmeticSign, (run: Run, left: bigint, right: bigint) => bigint> = {
  '+': (_run, left, right) => wrap64(left + right),
  '-': (_run, left, right) => wrap64(left - right),
  '*': (_run, left, right) => wrap64(left * right),
  '/': (run, left, right) => {
    nonZero(run, right === 0n);
    return wrap64(left / right);
  },
};

const FLOAT: Record<ArithmeticSign, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

const DECIMAL: Record<ArithmeticSign, Operate> = {
  '+': (_run, left, right) => asDecimal(left).add(asDecimal(right)),
  '-': (_run, left, right) => asDecimal(left).subtract(asDecimal(right)),
  '*': (_run, left, right) => asDecimal(left).multiply(asDecimal(right)),
  '/': (run, left, right) => {
    const divisor = asDecimal(right);
    nonZero(run, divisor.unscaled === 0n);
    return asDecimal(left).divide(divisor);
  },
};

const KINDS: Record<NumberKind, (sign: ArithmeticSign) => Operate> = {
  Integer: (sign) => (run, left, right) => INTEGER[sign](run, Number(left), Number(right)),
  Long: (sign) => (run, left, right) => LONG[sign](run, BigInt(whole(left)), BigInt(whole(right))),
  Double: (sign) => (run, left, right) => {
    if (sign === '/') nonZero(run, asFloat(right) === 0);
    return new ApexDouble(FLOAT[sign](asFloat(left), asFloat(right)));
  },
  Decimal: (sign) => DECIMAL[sign],
};

const whole = (value: NumberValue): number | bigint =>
  typeof value === 'number' || typeof value === 'bigint' ? value : asDecimal(value).toBigInt();

export type Arithmetic = (run: Run, left: Value, right: Value) => Value;

export function arithmetic(kind: NumberKind, sign: ArithmeticSign): Arithmetic {
  const operate = KINDS[kind](sign);
  return (run, left, right) => {
    if (left === null || right === null) return run.raise('NullPointerException', NULL_MESSAGE);
    if (!isNumber(left) || !isNumber(right))
      throw new TypeError(`${sign} of something that is no number`);
    return operate(run, left, right);
  };
}

const ORDER: readonly string[] = ['Integer', 'Long', 'Double', 'Decimal'];

/** The wider of two; undefined when one is no number. */
export function widerKind(left: string, right: string): NumberKind | undefined {
  const at = Math.max(ORDER.indexOf(left), ORDER.indexOf(right));
  if (!ORDER.includes(left) || !ORDER.includes(right)) return undefined;
  return ORDER[at] as NumberKind;
}
