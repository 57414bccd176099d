import type { Value } from '../values/value.ts';
import type { Run } from './run.ts';

/** What a class keeps for the length of a transaction. */
export class ClassStatics {
  readonly values: Value[];
  constructor(size: number) {
    this.values = new Array<Value>(size).fill(null);
  }
}

/** A class that has statics; it says how they come into being. */
export type StaticOwner = {
  readonly staticSize: number;
  /** Fields with values, or blocks: then the first call of a method or constructor brings the class to life too. */
  readonly hasStaticSteps: boolean;
  /** Runs static fields and blocks in the order of the text. */
  initialise(run: Run, values: Value[]): void;
};

/** Classes come to life when first used; a class that is being initialised is seen half-made, as on the platform. */
export function staticsOf(run: Run, owner: StaticOwner): Value[] {
  const known = run.statics.get(owner);
  if (known) return known.values;
  const made = new ClassStatics(owner.staticSize);
  run.statics.set(owner, made);
  owner.initialise(run, made.values);
  return made.values;
}

/** Before a static method or a constructor runs. */
export function wake(run: Run, owner: StaticOwner): void {
  if (owner.hasStaticSteps && !run.statics.has(owner)) staticsOf(run, owner);
}
