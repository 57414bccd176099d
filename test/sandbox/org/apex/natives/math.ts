import type { Run } from '../run/run.ts';
import { nativeType, type NativeTable } from '../types/native-type.ts';
import { asDecimal, asFloat, compareNumbers, type NumberValue } from '../values/equality.ts';
import type { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';

const KINDS = ['Integer', 'Long', 'Double', 'Decimal'] as const;

/** The same function for each kind of number, which it answers with. */
const forEachKind = (
  name: string,
  arity: 1 | 2,
  body: (run: Run, left: NumberValue, right: NumberValue) => Value,
): NativeTable =>
  Object.fromEntries(
    KINDS.map((kind) => [
      `${name}(${new Array(arity).fill(kind).join(',')}):${kind}`,
      (run: Run, left: NumberValue, right: NumberValue) => body(run, left, right),
    ]),
  );

/** Taken and answered as Double. */
const FLOATS: { readonly [name: string]: (value: number) => number } = {
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cbrt: Math.cbrt,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  rint: (value) => halfEven(value),
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

nativeType('Math', {
  staticProperties: {
    'PI:Double': { get: () => new ApexDouble(Math.PI) },
    'E:Double': { get: () => new ApexDouble(Math.E) },
  },
  statics: {
    ...forEachKind('abs', 1, (_run, value) => absolute(value)),
    ...forEachKind('max', 2, (_run, left, right) =>
      compareNumbers(left, right) >= 0 ? left : right,
    ),
    ...forEachKind('min', 2, (_run, left, right) =>
      compareNumbers(left, right) <= 0 ? left : right,
    ),
    ...Object.fromEntries(
      Object.entries(FLOATS).map(([name, body]) => [
        `${name}(Double):Double`,
        (_run: Run, value: ApexDouble) => new ApexDouble(body(value.value)),
      ]),
    ),
    'atan2(Double,Double):Double': (_run, y: ApexDouble, x: ApexDouble) =>
      new ApexDouble(Math.atan2(y.value, x.value)),
    'ceil(Decimal):Decimal': (_run, value: Decimal) => value.setScale(0, 'CEILING'),
    'ceil(Double):Double': (_run, value: ApexDouble) => new ApexDouble(Math.ceil(value.value)),
    'floor(Decimal):Decimal': (_run, value: Decimal) => value.setScale(0, 'FLOOR'),
    'floor(Double):Double': (_run, value: ApexDouble) => new ApexDouble(Math.floor(value.value)),
    'mod(Integer,Integer):Integer': (run: Run, left: number, right: number) => {
      if (right === 0) run.raise('MathException', 'Divide by 0');
      return left % right;
    },
    'mod(Long,Long):Long': (run: Run, left: bigint, right: bigint) => {
      if (right === 0n) run.raise('MathException', 'Divide by 0');
      return left % right;
    },
    'pow(Double,Double):Double': (_run, base: ApexDouble, exponent: ApexDouble) =>
      new ApexDouble(base.value ** exponent.value),
    'random():Double': (run: Run) => new ApexDouble(run.platform.random()),
    'round(Decimal):Integer': (_run, value: Decimal) =>
      Number(BigInt.asIntN(32, value.setScale(0, 'HALF_EVEN').unscaled)),
    'round(Double):Integer': (_run, value: ApexDouble) => halfEven(value.value) | 0,
    'roundToLong(Decimal):Long': (_run, value: Decimal) => value.setScale(0, 'HALF_EVEN').unscaled,
    'roundToLong(Double):Long': (_run, value: ApexDouble) => BigInt(halfEven(value.value)),
    'signum(Decimal):Decimal': (_run, value: Decimal) => asDecimal(Math.sign(value.toNumber())),
    'signum(Double):Double': (_run, value: ApexDouble) => new ApexDouble(Math.sign(value.value)),
  },
});

function absolute(value: NumberValue): Value {
  if (typeof value === 'number') return Math.abs(value) | 0;
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  if (value instanceof ApexDouble) return new ApexDouble(Math.abs(asFloat(value)));
  return value.unscaled < 0n ? value.negate() : value;
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
