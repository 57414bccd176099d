/** What a class owes to what it extends and implements. */
import { isAssignable } from '../types/assignable.ts';
import { findMethods, type FoundMethod } from '../types/find-member.ts';
import { lineage } from '../types/supertypes.ts';
import { typeFor } from '../types/type.ts';
import type { Guard, LinkTask } from './link.ts';
import { CompileProblem } from './problem.ts';

export function checkClass({ cls, kind }: LinkTask, guard: Guard): void {
  if (kind === 'interface' || cls.isAbstract) return;
  const names = new Set(
    [...lineage(typeFor(cls))].flatMap(({ definition }) => [
      ...definition.members().methods.keys(),
    ]),
  );
  for (const name of names) {
    guard(() => {
      for (const found of findMethods(typeFor(cls), name)) checkImplemented(found);
    });
  }

  function checkImplemented(owed: FoundMethod): void {
    if (!owed.method.isAbstract) return;
    const isThere = findMethods(typeFor(cls), owed.method.name).some(
      ({ method, parameters }) =>
        !method.isAbstract &&
        !method.isStatic &&
        parameters.length === owed.parameters.length &&
        parameters.every((type, at) => isSame(type, owed.parameters[at])),
    );
    if (isThere) return;
    const owner = owed.view.name;
    const parameters = owed.parameters.map(({ name }) => name).join(', ');
    throw new CompileProblem(
      cls.file,
      cls.line,
      `Class ${cls.name} must implement the method: ${owner}.${owed.method.name}(${parameters})`,
    );
  }
}

const isSame = (type: Parameters<typeof isAssignable>[0], owed: typeof type | undefined) =>
  owed !== undefined &&
  (type === owed ||
    owed.kind === 'variable' ||
    (isAssignable(type, owed) && isAssignable(owed, type)));
