import type { ApexParserRuleContext, ExpressionContext } from '@apexdevtools/apex-parser';
import type { Run } from '../../run/run.ts';
import { core } from '../../types/core.ts';
import { nativeCatalogue } from '../../types/native-catalogue.ts';
import { typeFor, type Type } from '../../types/type.ts';
import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { dateArithmetic } from './date-arithmetic.ts';
import { compileExpression } from './expression.ts';
import { arithmetic, widerKind, type Arithmetic, type ArithmeticSign } from './numbers.ts';

export type Operator = { type: Type; operate: Arithmetic };

type Binary = ApexParserRuleContext & { expression(at: number): ExpressionContext };

export function compileArithmetic(scope: Scope, tree: Binary, sign: ArithmeticSign): Expr {
  const left = compileExpression(scope, tree.expression(0));
  const right = compileExpression(scope, tree.expression(1));
  const operator = arithmeticOperator(left.type, right.type, sign);
  if (!operator) {
    return scope.fail(
      tree,
      `Arithmetic expressions must use numeric arguments: ${left.type.name} ${sign} ${right.type.name}`,
    );
  }
  const { type, operate } = operator;
  const [first, second] = [left.evaluate, right.evaluate];
  return { type, evaluate: (frame) => operate(frame.run, first(frame), second(frame)) };
}

export function arithmeticOperator(
  left: Type,
  right: Type,
  sign: ArithmeticSign,
): Operator | undefined {
  if (sign === '+' && (left === core.string() || right === core.string())) {
    return { type: core.string(), operate: concatenate };
  }
  const kind = widerKind(left.name, right.name);
  if (kind) {
    const definition = nativeCatalogue.find(kind);
    return definition && { type: typeFor(definition), operate: arithmetic(kind, sign) };
  }
  return dateArithmetic(left, right, sign);
}

const concatenate = (run: Run, left: Value, right: Value): Value =>
  textOf(run, left) + textOf(run, right);
