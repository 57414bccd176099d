import type { Run } from '../run/run.ts';
import { assertDifferent, assertEqual, failed } from './assertions.ts';
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
    'assert(Boolean?):void': assertTrue,
    'assert(Boolean?,Object?):void': assertTrue,
    'assertEquals(Object?,Object?):void': assertEqual,
    'assertEquals(Object?,Object?,Object?):void': assertEqual,
    'assertNotEquals(Object?,Object?):void': assertDifferent,
    'assertNotEquals(Object?,Object?,Object?):void': assertDifferent,
  },
});

function assertTrue(run: Run, isTrue: boolean | null, message?: Value): void {
  if (!isTrue) failed(run, message, '');
}

function hashCode(run: Run, value: Value): number {
  if (value === null) return 0;
  return Number(callByName(run, value, 'hashCode'));
}
