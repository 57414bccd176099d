import type { Value } from '../values/value.ts';
import type { ApexInstance } from '../values/instance.ts';
import type { Run } from './run.ts';

/** One call of Apex code. Compiled code keeps `line` at the statement that runs. */
export type Frame = {
  readonly run: Run;
  readonly self: ApexInstance | null;
  /** Parameters first, then every local under the slot the compiler gave it. */
  readonly locals: Value[];
  /** `Class.Foo.bar`, as a stack trace shows it. */
  readonly place: string;
  line: number;
  result: Value;
};

/** How a statement ended, when it did not just end. */
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
export type Completion = undefined | typeof BREAK | typeof CONTINUE | typeof RETURN;

export type Evaluate = (frame: Frame) => Value;
export type Execute = (frame: Frame) => Completion;
