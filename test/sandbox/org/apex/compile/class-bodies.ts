import type { Guard, LinkTask } from './link.ts';
import { inheritEquality } from './class-equality.ts';

/** Bodies last: they may name any member of any class. One problem in each body is reported. */
export function compileBodies({ cls, program }: LinkTask, guard: Guard): void {
  inheritEquality(program, cls);
  for (const compile of cls.pending.splice(0)) guard(compile);
}
