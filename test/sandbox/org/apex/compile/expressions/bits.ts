/** `& | ^` on whole numbers and Booleans, `<< >> >>>` on whole numbers. */
import type {
  ApexParserRuleContext,
  BitExpressionContext,
  ExpressionContext,
} from '@apexdevtools/apex-parser';
import type { Run } from '../../run/run.ts';
import { core } from '../../types/core.ts';
import type { Type } from '../../types/type.ts';
import type { Value } from '../../values/value.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import type { Operator } from './arithmetic.ts';
import { compileExpression } from './expression.ts';

export type BitwiseSign = '&' | '|' | '^';
export type ShiftSign = '<<' | '>>' | '>>>';
type Binary = ApexParserRuleContext & { expression(at: number): ExpressionContext };

const BITWISE: Record<BitwiseSign, (left: bigint, right: bigint) => bigint> = {
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
};

/** Integers shift by the last five bits of the distance, Longs by the last six. */
const SHIFT: Record<ShiftSign, (value: bigint, by: bigint, bits: number) => bigint> = {
  '<<': (value, by) => value << by,
  '>>': (value, by) => value >> by,
  '>>>': (value, by, bits) => BigInt.asUintN(bits, value) >> by,
};

export function compileBitwise(scope: Scope, tree: Binary, sign: BitwiseSign): Expr {
  return binary(scope, tree, (left, right) => bitwiseOperator(left, right, sign));
}

export function compileBits(scope: Scope, tree: BitExpressionContext): Expr {
  const sign: ShiftSign =
    tree.LT_list().length > 0 ? '<<' : tree.GT_list().length === 2 ? '>>' : '>>>';
  return binary(scope, tree, (left, right) =>
    isWhole(right) ? bitOperator(left, sign) : undefined,
  );
}

function binary(
  scope: Scope,
  tree: Binary,
  choose: (left: Type, right: Type) => Operator | undefined,
): Expr {
  const left = compileExpression(scope, tree.expression(0));
  const right = compileExpression(scope, tree.expression(1));
  const operator = choose(left.type, right.type);
  if (!operator) {
    return scope.fail(
      tree,
      `Bitwise operators take whole numbers or Booleans: ${left.type.name}, ${right.type.name}`,
    );
  }
  const [first, second] = [left.evaluate, right.evaluate];
  return {
    type: operator.type,
    evaluate: (frame) => operator.operate(frame.run, first(frame), second(frame)),
  };
}

const isWhole = (type: Type) => type === core.integer() || type === core.long();

export function bitwiseOperator(left: Type, right: Type, sign: BitwiseSign): Operator | undefined {
  if (left === core.boolean() && right === core.boolean()) {
    return {
      type: left,
      operate: (run, first, second) => BITWISE[sign](bits(run, first), bits(run, second)) === 1n,
    };
  }
  if (!isWhole(left) || !isWhole(right)) return undefined;
  const type = left === core.long() || right === core.long() ? core.long() : core.integer();
  return {
    type,
    operate: (run, first, second) => cut(type, BITWISE[sign](bits(run, first), bits(run, second))),
  };
}

export function bitOperator(type: Type, sign: ShiftSign): Operator | undefined {
  if (!isWhole(type)) return undefined;
  const size = type === core.long() ? 64 : 32;
  return {
    type,
    operate: (run, value, by) =>
      cut(type, SHIFT[sign](bits(run, value), bits(run, by) & BigInt(size - 1), size)),
  };
}

function bits(run: Run, value: Value): bigint {
  if (value === null) run.raise('NullPointerException', NULL_MESSAGE);
  return BigInt(value as number | bigint | boolean);
}

const cut = (type: Type, value: bigint): Value =>
  type === core.long() ? BigInt.asIntN(64, value) : Number(BigInt.asIntN(32, value));
