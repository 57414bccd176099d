import type { Type } from '../types/type.ts';
import type { Value } from './value.ts';

export type ExceptionState = {
  message: string | null;
  cause: ApexInstance | null;
  /** Innermost first, as `getStackTraceString` prints it. Taken when the exception is made. */
  trace: string[];
  line: number;
  /** What a platform exception carries besides (the rows of a DmlException). */
  details: unknown;
};

/** An object of a class written in Apex, or an exception. Fields of superclasses come first. */
export class ApexInstance {
  readonly type: Type;
  readonly fields: Value[];
  exception: ExceptionState | undefined;

  constructor(type: Type, size: number) {
    this.type = type;
    this.fields = new Array<Value>(size).fill(null);
    this.exception = undefined;
  }
}
