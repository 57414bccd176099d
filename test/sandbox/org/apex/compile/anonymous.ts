/** Code without a class, as `sf apex run` takes it: types and methods may be declared, the rest runs. */
import type { AnonymousBlockMemberContext } from '@apexdevtools/apex-parser';
import { parseAnonymous } from '../parse/parse-unit.ts';
import type { Execute } from '../run/frame.ts';
import type { Run } from '../run/run.ts';
import { VOID } from '../types/core.ts';
import { newDefinition, type Members } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import { call } from './apex-method.ts';
import type { Building } from './class-members.ts';
import { declareOf } from './declare.ts';
import { Initialisers } from './initialisers.ts';
import type { LinkTask } from './link.ts';
import { declareMethod } from './methods.ts';
import { readModifiers } from './modifiers.ts';
import type { Program } from './program.ts';
import { CompileProblem } from './problem.ts';
import { Scope } from './scope.ts';
import { inSequence } from './statements/block.ts';
import { counted } from './statements/counted.ts';
import { compileLocal } from './statements/locals.ts';
import { compileStatement } from './statements/statement.ts';
import { resolveTypeRef } from './type-names.ts';

const FILE = 'anonymous';

/** @throws CompileProblems */
export function runAnonymous(run: Run, text: string): void {
  const { program } = run;
  const members = parseAnonymous(FILE, text).anonymousBlock().anonymousBlockMember_list();
  const cls = anonymousClass();
  declareTypes(program, cls, members);
  declareMethods(program, cls, members);
  program.check();
  const scope = new Scope({
    program,
    file: FILE,
    cls,
    isStatic: true,
    returnType: VOID,
    coverage: undefined,
  });
  const body = inSequence(members.flatMap((member) => compileMember(scope, member) ?? []));
  run.inTransaction({}, () => call(run, { self: null, args: [], place: 'AnonymousBlock', body }));
}

function anonymousClass(): ApexClass {
  const definition = newDefinition({ name: 'AnonymousBlock', kind: 'class', isApex: true });
  return Object.assign(definition, {
    isApex: true as const,
    file: FILE,
    line: 1,
    isTest: false,
    sharing: undefined,
    coverage: undefined,
    ownSize: 0,
    staticSize: 0,
    hasStaticSteps: false,
    hasInitialValues: false,
    pending: [],
    initialiseInstance: () => undefined,
    initialise: () => undefined,
  });
}

/** Types of anonymous code have no outer class by name. */
function declareTypes(
  program: Program,
  cls: ApexClass,
  members: readonly AnonymousBlockMemberContext[],
): void {
  const tasks: LinkTask[] = [];
  for (const member of members) {
    const declaration = member.anonymousMemberDeclaration();
    if (
      !declaration?.classDeclaration() &&
      !declaration?.interfaceDeclaration() &&
      !declaration?.enumDeclaration()
    )
      continue;
    const modifiers = readModifiers(member.modifier_list());
    const declared = declareOf(
      { program, file: FILE, outer: undefined, tasks },
      declaration,
      modifiers,
    );
    cls.inner.set(declared.name.toLowerCase(), declared);
    program.classes.set(declared.name.toLowerCase(), declared);
  }
  program.finish(tasks);
}

function declareMethods(
  program: Program,
  cls: ApexClass,
  list: readonly AnonymousBlockMemberContext[],
): void {
  const members: Members = { constructors: [], methods: new Map(), properties: new Map() };
  cls.members = () => members;
  const building: Building = { program, cls, members, initialisers: new Initialisers(cls) };
  for (const member of list) {
    const method = member.anonymousMemberDeclaration()?.methodDeclaration();
    if (method)
      declareMethod(building, method, { ...readModifiers(member.modifier_list()), isStatic: true });
  }
  for (const compile of cls.pending.splice(0)) compile();
}

function compileMember(scope: Scope, member: AnonymousBlockMemberContext): Execute | undefined {
  const statement = member.statement();
  if (statement) return compileStatement(scope, statement);
  const declaration = member.anonymousMemberDeclaration();
  const field = declaration?.fieldDeclaration();
  if (!field) {
    if (!declaration?.propertyDeclaration()) return undefined;
    throw new CompileProblem(FILE, member.start.line, 'A property outside of a class');
  }
  const type = resolveTypeRef(scope, field.typeRef());
  const { isFinal } = readModifiers(member.modifier_list());
  return inSequence(
    field
      .variableDeclarators()
      .variableDeclarator_list()
      .map((each) => counted(scope, each, compileLocal(scope, each, { type, isFinal }))),
  );
}
