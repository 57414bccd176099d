/** What a class owes to what it extends and implements. */
import { isAssignable } from '../types/assignable.ts';
import { findMethods, type FoundMethod } from '../types/find-member.ts';
import { lineage } from '../types/supertypes.ts';
import { core, VOID } from '../types/core.ts';
import { typeFor, type Method } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import type { Guard, LinkTask } from './link.ts';
import { CompileProblem } from './problem.ts';

export function checkClass({ cls, kind }: LinkTask, guard: Guard): void {
  if (kind === 'interface') return;
  for (const method of [...cls.members().methods.values()].flat()) {
    guard(() => {
      checkTestMethod(cls, method);
      checkOverride(cls, method);
    });
  }
  if (cls.isAbstract) return;
  for (const view of lineage(typeFor(cls))) {
    for (const name of view.definition.members().methods.keys()) {
      guard(() => {
        for (const owed of findMethods(view, name)) {
          if (owed.method.owner === view.definition) checkImplemented(owed);
        }
      });
    }
  }

  function checkImplemented(owed: FoundMethod): void {
    if (!owed.method.isAbstract) return;
    const found = findMethods(typeFor(cls), owed.method.name).find(
      ({ method, parameters }) =>
        !method.isAbstract &&
        !method.isStatic &&
        parameters.length === owed.parameters.length &&
        parameters.every((type, at) => isSame(type, owed.parameters[at])),
    );
    if (found && owed.method.owner.kind === 'interface' && found.method.visibility !== 'public') {
      throw new CompileProblem(
        cls.file,
        cls.line,
        `Method of an interface must be public or global: ${cls.name}.${found.method.name}`,
      );
    }
    if (found) return;
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

/** Tests are found by their annotation; one that the platform would not run must not pass here. */
function checkTestMethod(cls: ApexClass, method: Method): void {
  if (!method.annotations.has('istest') && !method.annotations.has('testsetup')) return;
  if (cls.isTest && method.isStatic && method.result === VOID && method.parameters.length === 0)
    return;
  throw new CompileProblem(
    cls.file,
    'line' in method ? Number(method.line) : cls.line,
    `Test methods must be static void, without parameters, in a test class: ${cls.name}.${method.name}`,
  );
}

/** What stands for a method of a superclass must say so, and may only where that one is open. */
function checkOverride(cls: ApexClass, method: Method): void {
  if (method.isStatic) return;
  const parent = cls.superclass && cls.superclass.definition.isApex ? cls.superclass : undefined;
  const types = method.parameters.map(({ type }) => type);
  const overridden =
    parent &&
    findMethods(parent, method.name).find(
      (found) =>
        found.method.isApex &&
        !found.method.isStatic &&
        found.method.owner.kind === 'class' &&
        found.method.visibility !== 'private' &&
        found.parameters.length === types.length &&
        found.parameters.every((type, at) => type === types[at]),
    );
  const isObjects = findMethods(core.object(), method.name).length > 0;
  const refuse = (problem: string): never => {
    throw new CompileProblem(cls.file, 'line' in method ? Number(method.line) : cls.line, problem);
  };
  if (!overridden) {
    if (isOverride(method) && !isObjects && !implementsIt(cls, method)) {
      refuse(`Method does not override an ancestor method: ${cls.name}.${method.name}`);
    }
    return;
  }
  if (!overridden.method.isVirtual) {
    refuse(`Non-virtual methods cannot override: ${overridden.view.name}.${method.name}`);
  }
  if (!isOverride(method))
    refuse(`Method must use the override keyword: ${cls.name}.${method.name}`);
  if (overridden.result !== method.result) {
    refuse(
      `Method must have the return type ${overridden.result.name}: ${cls.name}.${method.name}`,
    );
  }
}

const isOverride = (method: Method) => 'isOverride' in method && method.isOverride === true;

const implementsIt = (cls: ApexClass, method: Method) =>
  [...lineage(typeFor(cls))].some(
    ({ kind, definition }) =>
      (kind === 'interface' || definition.isAbstract) &&
      definition.members().methods.has(method.name.toLowerCase()),
  );
