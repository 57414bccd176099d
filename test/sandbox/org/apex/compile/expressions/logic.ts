import type {
  LogAndExpressionContext,
  LogOrExpressionContext,
  NegExpressionContext,
} from '@apexdevtools/apex-parser';
import { core } from '../../types/core.ts';
import { condition } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { bitwiseOperator } from './bits.ts';
import { compileExpression } from './expression.ts';

type Both = LogAndExpressionContext | LogOrExpressionContext;

function operands(scope: Scope, tree: Both) {
  return [tree.expression(0), tree.expression(1)].map((each) =>
    condition(scope, each, compileExpression(scope, each)),
  );
}

export function compileAnd(scope: Scope, tree: LogAndExpressionContext): Expr {
  const [left, right] = operands(scope, tree);
  return {
    type: core.boolean(),
    evaluate: (frame) => left !== undefined && right !== undefined && left(frame) && right(frame),
  };
}

export function compileOr(scope: Scope, tree: LogOrExpressionContext): Expr {
  const [left, right] = operands(scope, tree);
  return {
    type: core.boolean(),
    evaluate: (frame) => left !== undefined && right !== undefined && (left(frame) || right(frame)),
  };
}

/** `!` of Booleans, `~` of whole numbers. */
export function compileNegation(scope: Scope, tree: NegExpressionContext): Expr {
  const expr = compileExpression(scope, tree.expression());
  if (tree.BANG()) {
    const isTrue = condition(scope, tree, expr);
    return { type: core.boolean(), evaluate: (frame) => !isTrue(frame) };
  }
  const operator = bitwiseOperator(expr.type, core.integer(), '^');
  if (!operator || expr.type === core.boolean()) {
    return scope.fail(tree, `~ takes a whole number: ${expr.type.name}`);
  }
  return {
    type: expr.type,
    evaluate: (frame) => operator.operate(frame.run, expr.evaluate(frame), -1),
  };
}
