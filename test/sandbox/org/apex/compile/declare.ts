/** First look at a type: its name, kind and inner types. Nothing is looked up yet. */
import type {
  ClassBodyDeclarationContext,
  ClassDeclarationContext,
  EnumDeclarationContext,
  InterfaceDeclarationContext,
  ModifierContext,
} from '@apexdevtools/apex-parser';
import { UnitCoverage } from '../run/coverage.ts';
import { newDefinition, typeFor, type TypeDefinition } from '../types/type.ts';
import { enumMembers } from '../types/enum-members.ts';
import { EnumValue } from '../values/objects.ts';
import type { ApexClass } from './apex-class.ts';
import type { LinkTask } from './link.ts';
import { readModifiers, type Modifiers } from './modifiers.ts';
import { checkName } from './reserved-names.ts';
import type { Program } from './program.ts';
import { CompileProblem } from './problem.ts';

export type Declaring = {
  program: Program;
  file: string;
  outer: ApexClass | undefined;
  /** What is found is left here for the next steps. */
  tasks: LinkTask[];
};

type Declaration = {
  modifier_list(): ModifierContext[];
  classDeclaration(): ClassDeclarationContext | undefined;
  interfaceDeclaration(): InterfaceDeclarationContext | undefined;
  enumDeclaration(): EnumDeclarationContext | undefined;
};

export function declareType(at: Declaring, declaration: Declaration): ApexClass {
  return declareOf(at, declaration, readModifiers(declaration.modifier_list()));
}

type Bodies = Omit<Declaration, 'modifier_list'>;

export function declareOf(at: Declaring, declaration: Bodies, modifiers: Modifiers): ApexClass {
  const classTree = declaration.classDeclaration();
  if (classTree) return declareClass(at, classTree, modifiers);
  const interfaceTree = declaration.interfaceDeclaration();
  if (interfaceTree) return declareInterface(at, interfaceTree, modifiers);
  const enumTree = declaration.enumDeclaration();
  if (enumTree) return declareEnum(at, enumTree, modifiers);
  throw new CompileProblem(at.file, 0, 'Neither a class nor an interface nor an enum');
}

function declareClass(
  at: Declaring,
  tree: ClassDeclarationContext,
  modifiers: Modifiers,
): ApexClass {
  const cls = newClass(at, tree, { modifiers, kind: 'class' });
  at.tasks.push({ kind: 'class', program: at.program, cls, tree });
  for (const member of tree.classBody().classBodyDeclaration_list()) declareInner(at, cls, member);
  return cls;
}

function declareInner(at: Declaring, outer: ApexClass, member: ClassBodyDeclarationContext): void {
  const inner = member.memberDeclaration();
  if (!inner?.classDeclaration() && !inner?.interfaceDeclaration() && !inner?.enumDeclaration())
    return;
  const cls = declareOf({ ...at, outer }, inner, readModifiers(member.modifier_list()));
  outer.inner.set(cls.name.slice(cls.name.lastIndexOf('.') + 1).toLowerCase(), cls);
}

function declareInterface(
  at: Declaring,
  tree: InterfaceDeclarationContext,
  modifiers: Modifiers,
): ApexClass {
  const cls = newClass(at, tree, { modifiers, kind: 'interface' });
  at.tasks.push({ kind: 'interface', program: at.program, cls, tree });
  return cls;
}

function declareEnum(at: Declaring, tree: EnumDeclarationContext, modifiers: Modifiers): ApexClass {
  const cls = newClass(at, tree, { modifiers, kind: 'enum' });
  const names = tree.enumConstants()?.id_list() ?? [];
  cls.values = names.map((id, ordinal) => new EnumValue(typeFor(cls), id.getText(), ordinal));
  const members = enumMembers(cls);
  cls.members = () => members;
  return cls;
}

type Tree = { id(): { getText(): string }; start: { line: number } };

function newClass(
  at: Declaring,
  tree: Tree,
  { modifiers, kind }: { modifiers: Modifiers; kind: TypeDefinition['kind'] },
): ApexClass {
  const own = tree.id().getText();
  checkName(at.file, tree.start.line, own);
  if (at.outer?.outer) {
    throw new CompileProblem(
      at.file,
      tree.start.line,
      'Inner types are not allowed to have inner types',
    );
  }
  const isTest = at.outer?.isTest ?? modifiers.annotations.has('istest');
  const coverage = isTest ? undefined : (at.outer?.coverage ?? new UnitCoverage(own, 'class'));
  const definition = newDefinition({
    name: at.outer ? `${at.outer.name}.${own}` : own,
    kind,
    isAbstract: modifiers.isAbstract,
    isVirtual: modifiers.isVirtual || modifiers.isAbstract,
    isApex: true,
    outer: at.outer,
    annotations: modifiers.annotations,
  });
  return Object.assign(definition, {
    isApex: true as const,
    file: at.file,
    line: tree.start.line,
    isTest,
    // An inner class has a mode of its own; without one it runs in that of its caller.
    sharing: modifiers.sharing,
    coverage,
    ownSize: 0,
    staticSize: 0,
    hasStaticSteps: false,
    hasInitialValues: false,
    pending: [],
    initialiseInstance: () => undefined,
    initialise: () => undefined,
  });
}
