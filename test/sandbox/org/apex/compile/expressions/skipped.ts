import type { Evaluate } from '../../run/frame.ts';
import { NULL } from '../../types/core.ts';
import { NativeObject } from '../../values/objects.ts';

/** What the rest of `a?.b.c` gets when `a` is null: nothing of it is evaluated, and the whole is null. */
export const SKIPPED = new NativeObject(NULL, 'skipped');

export const withoutSkipped =
  (evaluate: Evaluate): Evaluate =>
  (frame) => {
    const value = evaluate(frame);
    return value === SKIPPED ? null : value;
  };
