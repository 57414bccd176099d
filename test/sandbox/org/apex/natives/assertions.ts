/** Shared by `System.assert…` and `Assert`. */
import type { Run } from '../run/run.ts';
import { isEqual } from '../values/equality.ts';
import { textOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';

/** In the order of an Apex call, so that tables of methods may name these functions. */
export function assertEqual(run: Run, expected: Value, actual: Value, message?: Value): void {
  if (isEqual(expected, actual)) return;
  failed(run, message, `Expected: ${textOf(run, expected)}, Actual: ${textOf(run, actual)}`);
}

export function assertDifferent(run: Run, expected: Value, actual: Value, message?: Value): void {
  if (!isEqual(expected, actual)) return;
  failed(run, message, `Same value: ${textOf(run, expected)}`);
}

/** `message` undefined: none was given. */
export function failed(run: Run, message: Value | undefined, detail: string): never {
  const told = message === undefined || message === null ? '' : `: ${textOf(run, message)}`;
  const rest = detail === '' ? '' : `: ${detail}`;
  return run.raise('AssertException', `Assertion Failed${told}${rest}`);
}
