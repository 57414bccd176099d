import { isInstance } from '../compile/expressions/cast.ts';
import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import type { TypeValue } from '../values/objects.ts';
import { textOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { assertDifferent, assertEqual, failed } from './assertions.ts';

const truth = (wanted: boolean) => (run: Run, value: boolean | null, message?: Value) => {
  if (value === wanted) return;
  failed(run, message, `Expected: ${wanted}, Actual: ${String(value)}`);
};

nativeType('Assert', {
  statics: {
    'areEqual(Object?,Object?):void': assertEqual,
    'areEqual(Object?,Object?,String?):void': assertEqual,
    'areNotEqual(Object?,Object?):void': assertDifferent,
    'areNotEqual(Object?,Object?,String?):void': assertDifferent,
    'isTrue(Boolean?):void': truth(true),
    'isTrue(Boolean?,String?):void': truth(true),
    'isFalse(Boolean?):void': truth(false),
    'isFalse(Boolean?,String?):void': truth(false),
    'isNull(Object?):void': isNull,
    'isNull(Object?,String?):void': isNull,
    'isNotNull(Object?):void': isNotNull,
    'isNotNull(Object?,String?):void': isNotNull,
    'isInstanceOfType(Object?,Type):void': isInstanceOfType,
    'isInstanceOfType(Object?,Type,String?):void': isInstanceOfType,
    'isNotInstanceOfType(Object?,Type):void': isNotInstanceOfType,
    'isNotInstanceOfType(Object?,Type,String?):void': isNotInstanceOfType,
    'fail():void': (run: Run) => failed(run, undefined, ''),
    'fail(String?):void': (run: Run, message: Value) => failed(run, message, ''),
  },
});

function isNull(run: Run, value: Value, message?: Value): void {
  if (value !== null) failed(run, message, `Expected: null, Actual: ${textOf(run, value)}`);
}

function isNotNull(run: Run, value: Value, message?: Value): void {
  if (value === null) failed(run, message, 'Expected: not null, Actual: null');
}

function isInstanceOfType(run: Run, value: Value, { named }: TypeValue, message?: Value): void {
  if (!isInstance(value, named)) failed(run, message, `Expected an instance of ${named.name}`);
}

function isNotInstanceOfType(run: Run, value: Value, { named }: TypeValue, message?: Value): void {
  if (isInstance(value, named)) failed(run, message, `Expected no instance of ${named.name}`);
}
