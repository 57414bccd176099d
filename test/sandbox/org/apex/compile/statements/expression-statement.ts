import {
  AssignExpressionContext,
  DotExpressionContext,
  MethodCallExpressionContext,
  NewExpressionContext,
  PostOpExpressionContext,
  PreOpExpressionContext,
  type ExpressionStatementContext,
} from '@apexdevtools/apex-parser';
import type { Execute } from '../../run/frame.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';

const ALLOWED = [
  AssignExpressionContext,
  DotExpressionContext,
  MethodCallExpressionContext,
  NewExpressionContext,
  PostOpExpressionContext,
  PreOpExpressionContext,
];

export function compileExpressionStatement(
  scope: Scope,
  tree: ExpressionStatementContext,
): Execute {
  const expression = tree.expression();
  const isCall =
    !(expression instanceof DotExpressionContext) || Boolean(expression.dotMethodCall());
  if (!isCall || !ALLOWED.some((kind) => expression instanceof kind)) {
    scope.fail(tree, `Expression cannot be a statement: ${expression.getText()}`);
  }
  const { evaluate } = compileExpression(scope, expression);
  return (frame) => {
    evaluate(frame);
    return undefined;
  };
}
