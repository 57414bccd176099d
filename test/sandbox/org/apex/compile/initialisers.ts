/** Fields with values and blocks, in the order of the text: statics when a class comes to life, the rest for each object. */
import type { BlockContext } from '@apexdevtools/apex-parser';
import type { Execute, Frame } from '../run/frame.ts';
import type { Run } from '../run/run.ts';
import { VOID } from '../types/core.ts';
import type { ApexInstance } from '../values/instance.ts';
import type { Value } from '../values/value.ts';
import { isApexClass, type ApexClass } from './apex-class.ts';
import { wake } from '../run/statics.ts';
import { call } from './apex-method.ts';
import type { Program } from './program.ts';
import { Scope } from './scope.ts';
import { compileBlock } from './statements/block.ts';

type Step = { run: Execute | undefined };

export class Initialisers {
  readonly #cls: ApexClass;
  readonly #static: Step[] = [];
  readonly #instance: Step[] = [];

  constructor(cls: ApexClass) {
    this.#cls = cls;
  }

  addBlock(program: Program, block: BlockContext, isStatic: boolean): void {
    this.add(isStatic, () => compileBlock(this.scope(program, isStatic), block));
  }

  /** The place in the order is taken now; what happens there is compiled with the bodies. */
  add(isStatic: boolean, compile: () => Execute): void {
    const step: Step = { run: undefined };
    (isStatic ? this.#static : this.#instance).push(step);
    if (isStatic) this.#cls.hasStaticSteps = true;
    else this.#cls.hasInitialValues = true;
    this.#cls.pending.push(() => {
      step.run = compile();
    });
  }

  scope(program: Program, isStatic: boolean): Scope {
    const cls = this.#cls;
    return new Scope({
      program,
      file: cls.file,
      cls,
      isStatic,
      returnType: VOID,
      coverage: cls.coverage,
      isInitialiser: true,
    });
  }

  runStatic(run: Run, _values: Value[]): void {
    const parent = this.#cls.superclass?.definition;
    if (parent && isApexClass(parent)) wake(run, parent);
    this.#run(run, this.#static, null, '<clinit>');
  }

  runInstance(run: Run, self: ApexInstance): void {
    if (this.#instance.length > 0) this.#run(run, this.#instance, self, '<init>');
  }

  #run(run: Run, steps: readonly Step[], self: ApexInstance | null, name: string): void {
    const body = (frame: Frame) => {
      for (const step of steps) step.run?.(frame);
      return undefined;
    };
    call(run, { self, args: [], place: `Class.${this.#cls.name}.${name}`, body });
  }
}
