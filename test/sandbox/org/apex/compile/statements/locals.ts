import type {
  LocalVariableDeclarationContext,
  VariableDeclaratorContext,
} from '@apexdevtools/apex-parser';
import type { Execute } from '../../run/frame.ts';
import type { Type } from '../../types/type.ts';
import { coerce } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import { readModifiers } from '../modifiers.ts';
import type { Scope } from '../scope.ts';
import { resolveTypeRef } from '../type-names.ts';
import { inSequence } from './block.ts';

export function compileLocals(scope: Scope, tree: LocalVariableDeclarationContext): Execute {
  const type = resolveTypeRef(scope, tree.typeRef());
  const { isFinal } = readModifiers(tree.modifier_list());
  const declarators = tree.variableDeclarators().variableDeclarator_list();
  return inSequence(declarators.map((each) => compileLocal(scope, each, { type, isFinal })));
}

/** Without a value it is null again each time the declaration is passed. */
export function compileLocal(
  scope: Scope,
  tree: VariableDeclaratorContext,
  { type, isFinal }: { type: Type; isFinal: boolean },
): Execute {
  const value = tree.expression();
  // The value is compiled first: it cannot see the name that it is for.
  const evaluate = value ? coerce(scope, value, compileExpression(scope, value), type) : () => null;
  const { slot } = scope.declare(tree.id().getText(), type, tree, isFinal && Boolean(value));
  return (frame) => {
    frame.locals[slot] = evaluate(frame);
    return undefined;
  };
}
