/** Fields, properties, methods and constructors of a class, with their types; bodies wait. */
import type {
  ClassBodyDeclarationContext,
  ClassDeclarationContext,
  InterfaceMethodDeclarationContext,
} from '@apexdevtools/apex-parser';
import { VOID } from '../types/core.ts';
import type { Members } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import { newApexMethod } from './apex-method.ts';
import { declareConstructor, defaultConstructors } from './constructors.ts';
import { declareField } from './fields.ts';
import { Initialisers } from './initialisers.ts';
import type { Guard, LinkTask } from './link.ts';
import { declareMethod, readParameters } from './methods.ts';
import { checkName } from './reserved-names.ts';
import { checkStatic } from './check-static.ts';
import { readModifiers } from './modifiers.ts';
import type { Program } from './program.ts';
import { declareProperty } from './properties.ts';
import { CompileProblem } from './problem.ts';
import { resolveTypeRef } from './type-names.ts';

export type Building = {
  program: Program;
  cls: ApexClass;
  members: Members;
  initialisers: Initialisers;
};

export function linkMembers(task: LinkTask, guard: Guard): void {
  const { program, cls } = task;
  const members: Members = { constructors: [], methods: new Map(), properties: new Map() };
  const initialisers = new Initialisers(cls);
  cls.members = () => members;
  cls.initialise = (run, values) => {
    initialisers.runStatic(run, values);
  };
  cls.initialiseInstance = (run, self) => {
    initialisers.runInstance(run, self);
  };
  const building = { program, cls, members, initialisers };
  if (task.kind === 'interface') {
    for (const each of task.tree.interfaceBody().interfaceMethodDeclaration_list()) {
      guard(() => {
        declareInterfaceMethod(building, each);
      });
    }
    return;
  }
  declareClassBody(building, task.tree, guard);
}

function declareClassBody(building: Building, tree: ClassDeclarationContext, guard: Guard): void {
  for (const each of tree.classBody().classBodyDeclaration_list()) {
    guard(() => {
      declareMember(building, each);
    });
  }
  if (building.members.constructors.length === 0 || isExceptionClass(building.cls)) {
    building.members.constructors.push(...defaultConstructors(building));
  }
}

export function declareMember(building: Building, body: ClassBodyDeclarationContext): void {
  const block = body.block();
  if (block) {
    building.initialisers.addBlock(building.program, block, Boolean(body.STATIC()));
    return;
  }
  const member = body.memberDeclaration();
  if (!member) return;
  const modifiers = readModifiers(body.modifier_list());
  const method = member.methodDeclaration();
  if (method) declareMethod(building, method, modifiers);
  const field = member.fieldDeclaration();
  if (field) declareField(building, field, modifiers);
  const property = member.propertyDeclaration();
  if (property) declareProperty(building, property, modifiers);
  const constructor = member.constructorDeclaration();
  if (constructor) declareConstructor(building, constructor, modifiers);
}

function declareInterfaceMethod(building: Building, tree: InterfaceMethodDeclarationContext): void {
  const { program, cls, members } = building;
  const at = { program, file: cls.file, cls };
  const ref = tree.typeRef();
  const method = newApexMethod({
    cls,
    name: tree.id().getText(),
    modifiers: { ...readModifiers([]), isAbstract: true, visibility: 'public' },
    parameters: readParameters(at, tree.formalParameters()),
    result: ref ? resolveTypeRef(at, ref) : VOID,
  });
  addMethod(members, method, cls, tree.start.line);
}

export function addMethod(
  members: Members,
  method: ReturnType<typeof newApexMethod>,
  cls: ApexClass,
  line: number,
): void {
  checkName(cls.file, line, method.name);
  checkStatic(cls, line, method);
  const lower = method.name.toLowerCase();
  const overloads = members.methods.get(lower) ?? [];
  const sameTypes = overloads.some(
    (other) =>
      other.parameters.length === method.parameters.length &&
      other.parameters.every(({ type }, at) => type === method.parameters[at]?.type),
  );
  if (sameTypes) throw new CompileProblem(cls.file, line, `Method already defined: ${method.name}`);
  members.methods.set(lower, [...overloads, method]);
}

const isExceptionClass = (cls: ApexClass) => /exception$/i.test(cls.name);
