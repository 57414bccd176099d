/**
 * The state of running code: the stack, the statics and limits of the open transaction, and the ways to the program and
 * to the platform. One per simulated org; it is single-threaded, as Apex is.
 */
import type { Platform } from '../platform/platform.ts';
import type { Program } from '../compile/program.ts';
import { makeException, type ExceptionName } from './make-exception.ts';
import { Limits } from './limits.ts';
import type { ClassStatics, StaticOwner } from './statics.ts';
import type { Frame } from './frame.ts';
import { ApexThrown } from './thrown.ts';
import type { TriggerContext } from './trigger-context.ts';

/** The depth at which the platform gives up. */
const DEEPEST = 1_000;

export class Run {
  readonly program: Program;
  readonly platform: Platform;
  readonly stack: Frame[] = [];
  statics = new Map<StaticOwner, ClassStatics>();
  limits = new Limits(false);
  /** Innermost last: a trigger's DML fires others. */
  readonly triggers: TriggerContext[] = [];
  /** What `System.debug` wrote. */
  readonly log: string[] = [];

  constructor(program: Program, platform: Platform) {
    this.program = program;
    this.platform = platform;
  }

  /** Statics and limits begin anew; what was before comes back afterwards (a test's jobs run inside of it). */
  inTransaction<T>(options: { isAsync?: boolean }, work: () => T): T {
    const { statics, limits } = this;
    const triggers = this.triggers.splice(0);
    const stack = this.stack.splice(0);
    this.statics = new Map();
    this.limits = new Limits(options.isAsync ?? false);
    try {
      return work();
    } finally {
      this.statics = statics;
      this.limits = limits;
      this.triggers.splice(0, this.triggers.length, ...triggers);
      this.stack.splice(0, this.stack.length, ...stack);
    }
  }

  enter(frame: Frame): void {
    if (this.stack.length >= DEEPEST) {
      this.raise('LimitException', `Maximum stack depth reached: ${DEEPEST + 1}`);
    }
    this.stack.push(frame);
  }

  leave(): void {
    this.stack.pop();
  }

  /** Throws one of the platform's own exceptions, by its name without `System.`. */
  raise(name: ExceptionName, message: string, details?: unknown): never {
    throw new ApexThrown(makeException(this, name, message, details));
  }

  get trigger(): TriggerContext | undefined {
    return this.triggers.at(-1);
  }
}
