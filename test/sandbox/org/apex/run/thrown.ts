import type { ApexInstance } from '../values/instance.ts';
import { exceptionText } from '../values/exception-text.ts';

/** `System.assert` is documented so: no try/catch stops a failed assertion. */
const FINAL = new Set(['LimitException', 'AssertException']);

/** An Apex exception on its way to a `catch`. */
export class ApexThrown extends Error {
  readonly exception: ApexInstance;

  constructor(exception: ApexInstance) {
    super(exceptionText(exception));
    this.name = 'ApexThrown';
    this.exception = exception;
  }

  /** Some end the transaction whatever Apex catches. */
  get isCatchable(): boolean {
    return !FINAL.has(this.exception.type.definition.name);
  }
}
