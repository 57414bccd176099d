import type { Run } from '../run/run.ts';
import { assertDifferent, assertEqual } from './assertions.ts';
import { callByName } from '../run/call-by-name.ts';
import { nativeType } from '../types/native-type.ts';
import { ApexDate, ApexDatetime } from '../values/scalars.ts';
import type { EnumValue } from '../values/objects.ts';
import { isEqual } from '../values/equality.ts';
import { textOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';

const MS_PER_DAY = 86_400_000;

nativeType('LoggingLevel', {
  kind: 'enum',
  values: ['NONE', 'INTERNAL', 'FINEST', 'FINER', 'FINE', 'DEBUG', 'INFO', 'WARN', 'ERROR'],
});

nativeType('System', {
  statics: {
    'debug(Object?):void': (run: Run, value: Value) => void run.log.push(textOf(run, value)),
    'debug(LoggingLevel,Object?):void': (run: Run, _level: EnumValue, value: Value) =>
      void run.log.push(textOf(run, value)),
    'now():Datetime': (run: Run) => new ApexDatetime(run.platform.now()),
    'today():Date': (run: Run) => new ApexDate(Math.floor(run.platform.now() / MS_PER_DAY)),
    'currentTimeMillis():Long': (run: Run) => BigInt(run.platform.now()),
    'equals(Object?,Object?):Boolean': (_run, left: Value, right: Value) => isEqual(left, right),
    'hashCode(Object?):Integer': (run: Run, value: Value) => hashCode(run, value),
    'assert(Boolean?):void': (run: Run, isTrue: boolean | null) => {
      if (!isTrue) run.raise('AssertException', 'Assertion Failed');
    },
    'assert(Boolean?,Object?):void': (run: Run, isTrue: boolean | null, message: Value) => {
      if (!isTrue) run.raise('AssertException', `Assertion Failed: ${textOf(run, message)}`);
    },
    'assertEquals(Object?,Object?):void': (run: Run, expected: Value, actual: Value) => {
      assertEqual(run, { expected, actual, message: undefined });
    },
    'assertEquals(Object?,Object?,Object?):void': (
      run: Run,
      expected: Value,
      actual: Value,
      message: Value,
    ) => {
      assertEqual(run, { expected, actual, message });
    },
    'assertNotEquals(Object?,Object?):void': (run: Run, expected: Value, actual: Value) => {
      assertDifferent(run, { expected, actual, message: undefined });
    },
    'assertNotEquals(Object?,Object?,Object?):void': (
      run: Run,
      expected: Value,
      actual: Value,
      message: Value,
    ) => {
      assertDifferent(run, { expected, actual, message });
    },
  },
});

function hashCode(run: Run, value: Value): number {
  if (value === null) return 0;
  return Number(callByName(run, value, 'hashCode'));
}
