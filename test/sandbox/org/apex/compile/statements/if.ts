import type { IfStatementContext } from '@apexdevtools/apex-parser';
import type { Execute } from '../../run/frame.ts';
import { condition } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { compileStatement } from './statement.ts';

export function compileIf(scope: Scope, tree: IfStatementContext): Execute {
  const test = tree.parExpression().expression();
  const isTrue = condition(scope, test, compileExpression(scope, test));
  const [first, second] = tree
    .statement_list()
    .map((each) => scope.inBlock(() => compileStatement(scope, each)));
  return (frame) => (isTrue(frame) ? first?.(frame) : second?.(frame));
}
