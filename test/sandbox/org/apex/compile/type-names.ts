/** Finds the type that a name means at a place. */
import type { ApexParserRuleContext, TypeRefContext } from '@apexdevtools/apex-parser';
import { listOf, mapOf, setOf } from '../types/core.ts';
import { nativeCatalogue } from '../types/native-catalogue.ts';
import { typeFor, type Type, type TypeDefinition } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import { CompileProblem } from './problem.ts';
import type { Program } from './program.ts';

export type Where = { program: Program; file: string; cls: ApexClass | undefined };

type Part = { name: string; args: Type[] };

export function resolveTypeRef(at: Where, ref: TypeRefContext): Type {
  const parts = ref.typeName_list().map((part): Part => ({
    name: part.LIST() ? 'List' : part.SET() ? 'Set' : part.MAP() ? 'Map' : part.id().getText(),
    args: (part.typeArguments()?.typeList().typeRef_list() ?? []).map((arg) =>
      resolveTypeRef(at, arg),
    ),
  }));
  let type = resolveParts(at, parts, ref);
  for (const _ of ref.arraySubscripts()?.LBRACK_list() ?? []) type = listOf(type);
  return type;
}

/** @throws CompileProblem that names what is not known. */
export function resolveParts(
  at: Where,
  parts: readonly Part[],
  place: ApexParserRuleContext,
): Type {
  const path = parts.map(({ name }) => name).join('.');
  const args = parts.flatMap((part) => part.args);
  const type = findType(at, path, args);
  if (!type) throw new CompileProblem(at.file, place.start.line, `Invalid type: ${path}`);
  const wanted = type.definition.parameters.length;
  if (type.args.length !== wanted) {
    throw new CompileProblem(at.file, place.start.line, `${path} takes ${wanted} type arguments`);
  }
  return type;
}

const GENERIC: { readonly [name: string]: (args: readonly Type[]) => Type | undefined } = {
  list: ([item]) => item && listOf(item),
  set: ([item]) => item && setOf(item),
  map: ([key, value]) => key && value && mapOf(key, value),
};

export function findType(at: Where, path: string, args: readonly Type[] = []): Type | undefined {
  const generic = GENERIC[path.toLowerCase()];
  if (generic) return generic(args);
  const apex = findApexType(at, path.toLowerCase().split('.'));
  if (apex) return typeFor(apex);
  // `Messaging.X` and the like are found whole; an sObject may hide behind `Schema.`.
  const native = nativeCatalogue.find(path);
  if (native) return typeFor(native, args);
  return at.program.sobjects.find(path.replace(/^schema\./i, ''));
}

function findApexType(at: Where, names: readonly string[]): TypeDefinition | undefined {
  const [first = '', ...rest] = names;
  let found: TypeDefinition | undefined =
    inSurroundings(at, first) ?? at.program.classes.get(first);
  for (const name of rest) found = found && innerOf(found, name);
  return found;
}

/** The class at hand and those around it, each with what its superclasses declare. */
function inSurroundings(at: Where, name: string): TypeDefinition | undefined {
  for (let cls: TypeDefinition | undefined = at.cls; cls; cls = cls.outer) {
    const found = innerOf(cls, name);
    if (found) return found;
    if (cls.outer && lastName(cls) === name) return cls;
  }
  return undefined;
}

function innerOf(definition: TypeDefinition, name: string): TypeDefinition | undefined {
  for (
    let each: TypeDefinition | undefined = definition;
    each;
    each = each.superclass?.definition
  ) {
    const found = each.inner.get(name);
    if (found) return found;
  }
  return undefined;
}

const lastName = ({ name }: TypeDefinition) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
