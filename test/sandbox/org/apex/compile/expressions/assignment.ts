import type { ApexParserRuleContext, AssignExpressionContext } from '@apexdevtools/apex-parser';
import type { Evaluate } from '../../run/frame.ts';
import { isAssignable } from '../../types/assignable.ts';
import { conversion } from '../../types/conversion.ts';
import type { Type } from '../../types/type.ts';
import { coerce } from '../coerce.ts';
import type { Expr, Target } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { arithmeticOperator, type Operator } from './arithmetic.ts';
import { bitOperator, bitwiseOperator } from './bits.ts';
import { compileExpression } from './expression.ts';

export function compileAssignment(scope: Scope, tree: AssignExpressionContext): Expr {
  const left = compileExpression(scope, tree.expression(0));
  const right = compileExpression(scope, tree.expression(1));
  const target = targetOf(scope, tree, left);
  if (tree.ASSIGN()) return assign(target, left.type, coerce(scope, tree, right, left.type));
  const operator = compoundOperator(tree, left.type, right.type);
  if (!operator) {
    return scope.fail(tree, `Operator does not fit: ${left.type.name} and ${right.type.name}`);
  }
  return assignCompound(scope, tree, { target, type: left.type, operator, right: right.evaluate });
}

export function targetOf(scope: Scope, at: ApexParserRuleContext, expr: Expr): Target {
  return expr.target ?? scope.fail(at, `Expression cannot be assigned: ${at.getText()}`);
}

function assign({ receiver, index, set }: Target, type: Type, evaluate: Evaluate): Expr {
  if (!receiver) {
    return {
      type,
      evaluate: (frame) => {
        const value = evaluate(frame);
        set(frame, null, null, value);
        return value;
      },
    };
  }
  return {
    type,
    evaluate: (frame) => {
      const object = receiver(frame);
      const at = index ? index(frame) : null;
      const value = evaluate(frame);
      set(frame, object, at, value);
      return value;
    },
  };
}

function compoundOperator(
  tree: AssignExpressionContext,
  left: Type,
  right: Type,
): Operator | undefined {
  if (tree.ADD_ASSIGN()) return arithmeticOperator(left, right, '+');
  if (tree.SUB_ASSIGN()) return arithmeticOperator(left, right, '-');
  if (tree.MUL_ASSIGN()) return arithmeticOperator(left, right, '*');
  if (tree.DIV_ASSIGN()) return arithmeticOperator(left, right, '/');
  if (tree.AND_ASSIGN()) return bitwiseOperator(left, right, '&');
  if (tree.OR_ASSIGN()) return bitwiseOperator(left, right, '|');
  if (tree.XOR_ASSIGN()) return bitwiseOperator(left, right, '^');
  if (tree.LSHIFT_ASSIGN()) return bitOperator(left, '<<');
  if (tree.URSHIFT_ASSIGN()) return bitOperator(left, '>>>');
  return tree.RSHIFT_ASSIGN() ? bitOperator(left, '>>') : undefined;
}

type Compound = { target: Target; type: Type; operator: Operator; right: Evaluate };

function assignCompound(
  scope: Scope,
  at: ApexParserRuleContext,
  { target, type, operator, right }: Compound,
): Expr {
  if (!isAssignable(operator.type, type)) {
    return scope.fail(at, `Illegal assignment from ${operator.type.name} to ${type.name}`);
  }
  const convert = conversion(operator.type, type);
  const { receiver, index, get, set } = target;
  return {
    type,
    evaluate: (frame) => {
      const object = receiver ? receiver(frame) : null;
      const at = index ? index(frame) : null;
      const before = get(frame, object, at);
      const result = operator.operate(frame.run, before, right(frame));
      const value = convert ? convert(frame.run, result) : result;
      set(frame, object, at, value);
      return value;
    },
  };
}
