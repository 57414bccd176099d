import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { asDecimal, asFloat, isNumber } from '../values/equality.ts';
import { Decimal } from '../values/decimal.ts';
import type { EnumValue } from '../values/objects.ts';
import { RoundingNecessary, type RoundingMode } from '../values/rounding.ts';
import { ApexDouble } from '../values/scalars.ts';
import { valueText } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { grouped } from './grouped.ts';

nativeType('Integer', {
  kind: 'value',
  methods: {
    'format():String': (_run, value: number) => grouped(Decimal.of(value)),
  },
  statics: {
    'valueOf(String):Integer': (run: Run, text: string) => parseInteger(run, text),
    'valueOf(Object):Integer': (run: Run, value: Value) =>
      isNumber(value)
        ? narrow(asDecimal(value).toBigInt())
        : parseInteger(run, valueText(run, value)),
  },
});

nativeType('Long', {
  kind: 'value',
  methods: {
    'format():String': (_run, value: bigint) => grouped(Decimal.of(value)),
    'intValue():Integer': (_run, value: bigint) => narrow(value),
  },
  statics: {
    'valueOf(String):Long': (run: Run, text: string) =>
      /^[+-]?\d+$/.test(text.trim())
        ? BigInt.asIntN(64, BigInt(text.trim()))
        : invalid(run, 'long', text),
  },
});

nativeType('Double', {
  kind: 'value',
  methods: {
    'format():String': (_run, { value }: ApexDouble) => grouped(Decimal.of(value)),
    'intValue():Integer': (_run, { value }: ApexDouble) => narrow(BigInt(Math.trunc(value))),
    'longValue():Long': (_run, { value }: ApexDouble) => BigInt(Math.trunc(value)),
    'round():Long': (_run, { value }: ApexDouble) => BigInt(Math.floor(value + 0.5)),
  },
  statics: {
    'valueOf(String):Double': (run: Run, text: string) => {
      const value = Decimal.parse(text);
      return value ? new ApexDouble(value.toNumber()) : invalid(run, 'double', text);
    },
    'valueOf(Object):Double': (run: Run, value: Value) =>
      isNumber(value)
        ? new ApexDouble(asFloat(value))
        : invalid(run, 'double', valueText(run, value)),
  },
});

nativeType('Decimal', {
  kind: 'value',
  methods: {
    'abs():Decimal': (_run, value: Decimal) => (value.unscaled < 0n ? value.negate() : value),
    'divide(Decimal,Integer):Decimal': (run: Run, value: Decimal, by: Decimal, scale: number) =>
      divide(run, { value, by, scale, mode: 'HALF_EVEN' }),
    'divide(Decimal,Integer,RoundingMode):Decimal': (
      run: Run,
      value: Decimal,
      by: Decimal,
      scale: number,
      mode: EnumValue,
    ) => divide(run, { value, by, scale, mode: mode.name as RoundingMode }),
    'doubleValue():Double': (_run, value: Decimal) => new ApexDouble(value.toNumber()),
    'format():String': (_run, value: Decimal) => grouped(value),
    'intValue():Integer': (_run, value: Decimal) => narrow(value.toBigInt()),
    'longValue():Long': (_run, value: Decimal) => BigInt.asIntN(64, value.toBigInt()),
    'pow(Integer):Decimal': (_run, value: Decimal, exponent: number) => power(value, exponent),
    'precision():Integer': (_run, value: Decimal) => value.precision,
    'scale():Integer': (_run, value: Decimal) => value.scale,
    'round():Long': (_run, value: Decimal) => value.setScale(0, 'HALF_EVEN').unscaled,
    'round(RoundingMode):Long': (run: Run, value: Decimal, mode: EnumValue) =>
      scaled(run, value, { scale: 0, mode: mode.name as RoundingMode }).unscaled,
    'setScale(Integer):Decimal': (run: Run, value: Decimal, scale: number) =>
      scaled(run, value, { scale, mode: 'HALF_EVEN' }),
    'setScale(Integer,RoundingMode):Decimal': (
      run: Run,
      value: Decimal,
      scale: number,
      mode: EnumValue,
    ) => scaled(run, value, { scale, mode: mode.name as RoundingMode }),
    'stripTrailingZeros():Decimal': (_run, value: Decimal) => value.stripTo(0),
    'toPlainString():String': (_run, value: Decimal) => value.toString(),
  },
  statics: {
    'valueOf(String):Decimal': (run: Run, text: string) =>
      Decimal.parse(text) ?? invalid(run, 'decimal', text),
    'valueOf(Double):Decimal': (_run, value: ApexDouble) => asDecimal(value),
    'valueOf(Long):Decimal': (_run, value: bigint) => asDecimal(value),
  },
});

const narrow = (value: bigint): number => Number(BigInt.asIntN(32, value));

const invalid = (run: Run, kind: string, text: string): never =>
  run.raise('TypeException', `Invalid ${kind}: ${text}`);

function parseInteger(run: Run, text: string): number {
  const value = Number(text.trim());
  if (!/^[+-]?\d+$/.test(text.trim()) || value !== (value | 0))
    return invalid(run, 'integer', text);
  return value;
}

type Division = { value: Decimal; by: Decimal; scale: number; mode: RoundingMode };

function divide(run: Run, { value, by, scale, mode }: Division): Decimal {
  if (by.unscaled === 0n) run.raise('MathException', 'Divide by 0');
  return rounding(run, () => value.divideTo(by, scale, mode));
}

function scaled(
  run: Run,
  value: Decimal,
  { scale, mode }: { scale: number; mode: RoundingMode },
): Decimal {
  return rounding(run, () => value.setScale(scale, mode));
}

function rounding<T>(run: Run, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RoundingNecessary) return run.raise('MathException', error.message);
    throw error;
  }
}

function power(value: Decimal, exponent: number): Decimal {
  let result = Decimal.of(1);
  for (let at = 0; at < exponent; at += 1) result = result.multiply(value);
  return result;
}
