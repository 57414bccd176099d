import type {
  ApexParserRuleContext,
  CoalExpressionContext,
  CondExpressionContext,
} from '@apexdevtools/apex-parser';
import { isAssignable } from '../../types/assignable.ts';
import type { Type } from '../../types/type.ts';
import { coerce, condition } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileExpression } from './expression.ts';
import { isList } from '../../types/core.ts';

export function compileConditional(scope: Scope, tree: CondExpressionContext): Expr {
  const isTrue = condition(scope, tree, compileExpression(scope, tree.expression(0)));
  const left = compileExpression(scope, tree.expression(1));
  const right = compileExpression(scope, tree.expression(2));
  const type = commonType(scope, tree, left, right);
  const first = coerce(scope, tree, left, type);
  const second = coerce(scope, tree, right, type);
  return { type, evaluate: (frame) => (isTrue(frame) ? first(frame) : second(frame)) };
}

/** The right side is not evaluated unless the left one is null. */
export function compileCoalescing(scope: Scope, tree: CoalExpressionContext): Expr {
  const left = compileExpression(scope, tree.expression(0));
  const right = compileExpression(scope, tree.expression(1));
  if (left.isQuery && right.type.kind === 'sobject') return coalesceRow(scope, tree, left, right);
  const type = commonType(scope, tree, left, right);
  const first = coerce(scope, tree, left, type);
  const second = coerce(scope, tree, right, type);
  return { type, evaluate: (frame) => first(frame) ?? second(frame) };
}

function coalesceRow(scope: Scope, tree: CoalExpressionContext, left: Expr, right: Expr): Expr {
  const first = coerce(scope, tree, left, right.type);
  return { type: right.type, evaluate: (frame) => first(frame) ?? right.evaluate(frame) };
}

function commonType(scope: Scope, at: ApexParserRuleContext, left: Expr, right: Expr): Type {
  if (isAssignable(right.type, left.type) && !isWidening(left.type, right.type)) return left.type;
  if (isAssignable(left.type, right.type)) return right.type;
  if (isList(left.type) && left.isQuery && left.type.args[0] === right.type) return right.type;
  return scope.fail(at, `Incompatible types: ${left.type.name}, ${right.type.name}`);
}

/** Both ways fit (`Double` and `Decimal`, null): the wider or the known one is meant. */
const isWidening = (left: Type, right: Type) =>
  left.kind === 'null' ||
  (left.name === 'Double' && right.name === 'Decimal') ||
  (left.name === 'Id' && right.name === 'String');
