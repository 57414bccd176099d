import type { Method, Property } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import { CompileProblem } from './problem.ts';

/** Inner classes have no statics. */
export function checkStatic(
  cls: ApexClass,
  line: number,
  { isStatic, name }: Pick<Method | Property, 'isStatic' | 'name'>,
): void {
  if (!isStatic || !cls.outer) return;
  throw new CompileProblem(
    cls.file,
    line,
    `static can only be used in a top level class: ${cls.name}.${name}`,
  );
}
