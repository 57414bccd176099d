import type { ReturnStatementContext } from '@apexdevtools/apex-parser';
import { RETURN, type Execute } from '../../run/frame.ts';
import { VOID } from '../../types/core.ts';
import { coerce } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';

export function compileReturn(scope: Scope, tree: ReturnStatementContext): Execute {
  const expression = tree.expression();
  if (!expression) {
    if (scope.returnType !== VOID)
      scope.fail(tree, `Must return a value: ${scope.returnType.name}`);
    return () => RETURN;
  }
  if (scope.returnType === VOID)
    scope.fail(tree, 'A method without a result cannot return a value');
  const evaluate = coerce(scope, tree, compileExpression(scope, expression), scope.returnType);
  return (frame) => {
    frame.result = evaluate(frame);
    return RETURN;
  };
}
