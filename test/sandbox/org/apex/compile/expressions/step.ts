/** `i++`, `--i`, `-i`, `+i`. */
import type { PostOpExpressionContext, PreOpExpressionContext } from '@apexdevtools/apex-parser';
import { core } from '../../types/core.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { arithmeticOperator } from './arithmetic.ts';
import { targetOf } from './assignment.ts';
import { compileExpression } from './expression.ts';
import { widerKind } from './numbers.ts';

type Stepping = PreOpExpressionContext | PostOpExpressionContext;

export function compilePrefix(scope: Scope, tree: PreOpExpressionContext): Expr {
  if (tree.INC() || tree.DEC()) return step(scope, tree, (_before, after) => after);
  const { type, evaluate } = compileExpression(scope, tree.expression());
  if (!widerKind(type.name, type.name)) {
    scope.fail(tree, `Sign of something that is no number: ${type.name}`);
  }
  if (tree.ADD()) return { type, evaluate };
  const operator = arithmeticOperator(core.integer(), type, '-');
  if (!operator) return scope.fail(tree, `Sign of something that is no number: ${type.name}`);
  return { type, evaluate: (frame) => operator.operate(frame.run, 0, evaluate(frame)) };
}

export function compilePostfix(scope: Scope, tree: PostOpExpressionContext): Expr {
  return step(scope, tree, (before) => before);
}

type Pick = <Value>(before: Value, after: Value) => Value;

function step(scope: Scope, tree: Stepping, pick: Pick): Expr {
  const expr = compileExpression(scope, tree.expression());
  const { receiver, index, get, set } = targetOf(scope, tree, expr);
  const operator = arithmeticOperator(expr.type, core.integer(), tree.INC() ? '+' : '-');
  if (!operator || operator.type !== expr.type || expr.type === core.string()) {
    return scope.fail(tree, `Only numbers can be stepped: ${expr.type.name}`);
  }
  return {
    type: expr.type,
    evaluate: (frame) => {
      const object = receiver ? receiver(frame) : null;
      const at = index ? index(frame) : null;
      const before = get(frame, object, at);
      const after = operator.operate(frame.run, before, 1);
      set(frame, object, at, after);
      return pick(before, after);
    },
  };
}
