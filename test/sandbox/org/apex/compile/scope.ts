import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import type { UnitCoverage } from '../run/coverage.ts';
import type { Property, Type } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import { CompileProblem } from './problem.ts';
import { checkName } from './reserved-names.ts';
import type { Program } from './program.ts';

export type Local = { name: string; type: Type; slot: number; isFinal: boolean };

type Surroundings = {
  program: Program;
  file: string;
  /** Undefined in a trigger's body. */
  cls: ApexClass | undefined;
  isStatic: boolean;
  returnType: Type;
  coverage: UnitCoverage | undefined;
  /** In a trigger: what `Trigger.new` is a list of. */
  triggerOn?: Type;
  /** A constructor, or what gives fields their first values. */
  isInitialiser?: boolean;
  /** Within the accessors of a property its name means what is stored. */
  accessorOf?: Property | undefined;
};

/** The names that a body can use, and where its locals are kept. One for each method, accessor and initialiser. */
export class Scope {
  readonly program: Program;
  readonly file: string;
  readonly cls: ApexClass | undefined;
  readonly isStatic: boolean;
  readonly returnType: Type;
  readonly coverage: UnitCoverage | undefined;
  readonly accessorOf: Property | undefined;
  readonly isInitialiser: boolean;
  readonly triggerOn: Type | undefined;
  #blocks: Map<string, Local>[] = [new Map()];
  #nextSlot = 0;

  constructor(around: Surroundings) {
    this.program = around.program;
    this.file = around.file;
    this.cls = around.cls;
    this.isStatic = around.isStatic;
    this.returnType = around.returnType;
    this.coverage = around.coverage;
    this.accessorOf = around.accessorOf;
    this.triggerOn = around.triggerOn;
    this.isInitialiser = around.isInitialiser ?? false;
  }

  /** Names declared in `work` end with it. Slots are never used twice, so no block sees another's value. */
  inBlock<T>(work: () => T): T {
    this.#blocks.push(new Map());
    try {
      return work();
    } finally {
      this.#blocks.pop();
    }
  }

  declare(name: string, type: Type, at: ApexParserRuleContext, isFinal = false): Local {
    checkName(this.file, at.start.line, name);
    if (this.find(name)) this.fail(at, `Duplicate variable: ${name}`);
    const local = { name, type, slot: this.#nextSlot, isFinal };
    this.#nextSlot += 1;
    this.#blocks.at(-1)?.set(name.toLowerCase(), local);
    return local;
  }

  /** A slot for what the compiler itself must remember. */
  hiddenSlot(): number {
    this.#nextSlot += 1;
    return this.#nextSlot - 1;
  }

  find(name: string): Local | undefined {
    const lower = name.toLowerCase();
    for (let at = this.#blocks.length - 1; at >= 0; at -= 1) {
      const local = this.#blocks[at]?.get(lower);
      if (local) return local;
    }
    return undefined;
  }

  fail(at: ApexParserRuleContext, problem: string): never {
    throw new CompileProblem(this.file, at.start.line, problem);
  }
}
