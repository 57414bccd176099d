import type { ApexClass } from '../compile/apex-class.ts';
import type { Program } from '../compile/program.ts';
import type { Method } from '../types/type.ts';

export type TestClass = { cls: ApexClass; setups: Method[]; tests: Method[] };

/** Classes with `@IsTest` and their methods, in the order of names and of the text. */
export function findTests(program: Program, onlyClasses: readonly string[] = []): TestClass[] {
  const wanted = new Set(onlyClasses.map((name) => name.toLowerCase()));
  return [...program.classes.values()]
    .filter(({ isTest, name }) => isTest && (wanted.size === 0 || wanted.has(name.toLowerCase())))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map((cls) => ({
      cls,
      setups: methodsWith(cls, 'testsetup'),
      tests: methodsWith(cls, 'istest'),
    }))
    .filter(({ tests }) => tests.length > 0);
}

const methodsWith = (cls: ApexClass, annotation: string): Method[] =>
  [...cls.members().methods.values()]
    .flat()
    .filter(({ isStatic, annotations }) => isStatic && annotations.has(annotation));
