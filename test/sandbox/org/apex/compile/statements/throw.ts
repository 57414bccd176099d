import type { ThrowStatementContext } from '@apexdevtools/apex-parser';
import type { Execute } from '../../run/frame.ts';
import { ApexThrown } from '../../run/thrown.ts';
import { ApexInstance } from '../../values/instance.ts';
import { compileExpression } from '../expressions/expression.ts';
import { isExceptionType } from '../is-exception-type.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import type { Scope } from '../scope.ts';

export function compileThrow(scope: Scope, tree: ThrowStatementContext): Execute {
  const { type, evaluate } = compileExpression(scope, tree.expression());
  if (!isExceptionType(type))
    scope.fail(tree, `Throw expression must be of type exception: ${type.name}`);
  return (frame) => {
    const exception = evaluate(frame);
    if (!(exception instanceof ApexInstance)) {
      return frame.run.raise('NullPointerException', NULL_MESSAGE);
    }
    throw new ApexThrown(exception);
  };
}
