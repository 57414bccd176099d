import type { FormalParametersContext, MethodDeclarationContext } from '@apexdevtools/apex-parser';
import { VOID } from '../types/core.ts';
import type { Parameter } from '../types/type.ts';
import { addMethod, type Building } from './class-members.ts';
import { newApexMethod } from './apex-method.ts';
import { compileMethodBody } from './method-body.ts';
import type { Modifiers } from './modifiers.ts';
import { CompileProblem } from './problem.ts';
import { resolveTypeRef, type Where } from './type-names.ts';

export function declareMethod(
  { program, cls, members }: Building,
  tree: MethodDeclarationContext,
  modifiers: Modifiers,
): void {
  const at = { program, file: cls.file, cls };
  const ref = tree.typeRef();
  const method = newApexMethod({
    cls,
    name: tree.id().getText(),
    modifiers,
    parameters: readParameters(at, tree.formalParameters()),
    result: ref ? resolveTypeRef(at, ref) : VOID,
    line: tree.start.line,
  });
  addMethod(members, method, cls, tree.start.line);
  const block = tree.block();
  if (Boolean(block) === modifiers.isAbstract) {
    const problem = block ? 'Abstract methods cannot have a body' : 'Method must have a body';
    throw new CompileProblem(cls.file, tree.start.line, `${problem}: ${method.name}`);
  }
  if (!block) return;
  cls.pending.push(() => {
    method.body = compileMethodBody(program, cls, {
      isStatic: modifiers.isStatic,
      parameters: namedParameters(tree.formalParameters(), method.parameters),
      result: method.result,
      block,
    });
  });
}

const parametersOf = (tree: FormalParametersContext) =>
  tree.formalParameterList()?.formalParameter_list() ?? [];

export const readParameters = (at: Where, tree: FormalParametersContext): Parameter[] =>
  parametersOf(tree).map((each) => ({
    name: each.id().getText(),
    type: resolveTypeRef(at, each.typeRef()),
    nullable: true,
  }));

export const namedParameters = (tree: FormalParametersContext, types: readonly Parameter[]) =>
  parametersOf(tree).flatMap((each, at) => {
    const type = types[at]?.type;
    return type ? [{ name: each.id().getText(), type, tree: each }] : [];
  });
