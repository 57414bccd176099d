import type { Evaluate, Frame } from '../run/frame.ts';
import type { Type } from '../types/type.ts';
import type { Value } from '../values/value.ts';

/** An expression, compiled: its static type and how to get its value. */
export type Expr = {
  readonly type: Type;
  readonly evaluate: Evaluate;
  /** Of what can be assigned to. */
  readonly target?: Target | undefined;
  /** Inline SOQL: one record may be taken where a list comes. */
  readonly isQuery?: boolean;
  /** Within `a?.b.c`: may answer `SKIPPED` instead of a value. */
  readonly chain?: Evaluate | undefined;
  /** `super`: methods are called as written, without a look at the object's class. */
  readonly isSuper?: boolean;
};

/** A place for a value. Receiver and index are evaluated once, also for `a[i()] += 1`. */
export type Target = {
  readonly receiver: Evaluate | undefined;
  readonly index: Evaluate | undefined;
  get(frame: Frame, receiver: Value, index: Value): Value;
  set(frame: Frame, receiver: Value, index: Value, value: Value): void;
};

/** What a name before a dot may be. */
export type Meaning =
  | { kind: 'value'; expr: Expr }
  | { kind: 'type'; type: Type }
  /** `System`, or the first part of a name that may still become a type. */
  | { kind: 'path'; path: string };
