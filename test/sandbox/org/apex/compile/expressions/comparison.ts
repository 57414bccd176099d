import type { CmpExpressionContext, EqualityExpressionContext } from '@apexdevtools/apex-parser';
import { isAssignable } from '../../types/assignable.ts';
import { core } from '../../types/core.ts';
import type { Type } from '../../types/type.ts';
import { isLooselyEqual } from '../../values/equality.ts';
import { compareValues } from '../../values/order.ts';
import type { Value } from '../../values/value.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileExpression } from './expression.ts';
import { widerKind } from './numbers.ts';

export function compileEquality(scope: Scope, tree: EqualityExpressionContext): Expr {
  const left = compileExpression(scope, tree.expression(0));
  const right = compileExpression(scope, tree.expression(1));
  if (!isComparable(left, right)) {
    scope.fail(
      tree,
      `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`,
    );
  }
  const isExact = Boolean(tree.TRIPLEEQUAL() || tree.TRIPLENOTEQUAL());
  const isSame = isExact ? isIdentical : isLooselyEqual;
  const wanted = Boolean(tree.EQUAL() || tree.TRIPLEEQUAL());
  const [first, second] = [left.evaluate, right.evaluate];
  return {
    type: core.boolean(),
    evaluate: (frame) => isSame(first(frame), second(frame)) === wanted,
  };
}

/** `===`: the same object; of values without identity, equal ones. */
function isIdentical(left: Value, right: Value): boolean {
  if (left === right) return true;
  return isScalar(left) && isScalar(right) && isLooselyEqual(left, right);
}

const SCALARS = [
  'Decimal',
  'ApexDouble',
  'ApexId',
  'ApexDate',
  'ApexDatetime',
  'ApexTime',
  'ApexBlob',
];

const isScalar = (value: Value) =>
  value !== null && (typeof value !== 'object' || SCALARS.includes(value.constructor.name));

function isComparable(left: Expr, right: Expr): boolean {
  if (isAssignable(left.type, right.type) || isAssignable(right.type, left.type)) return true;
  return left.type.kind === 'interface' || right.type.kind === 'interface';
}

type Sign = '<' | '<=' | '>' | '>=';

const HOLDS: Record<Sign, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function compileComparison(scope: Scope, tree: CmpExpressionContext): Expr {
  const left = compileExpression(scope, tree.expression(0));
  const right = compileExpression(scope, tree.expression(1));
  if (!isOrdered(left.type, right.type)) {
    scope.fail(
      tree,
      `Comparison arguments must be ordered types: ${left.type.name}, ${right.type.name}`,
    );
  }
  const sign: Sign = `${tree.GT() ? '>' : '<'}${tree.ASSIGN() ? '=' : ''}`;
  const holds = HOLDS[sign];
  const isText = isTextType(left.type) || isTextType(right.type);
  const [first, second] = [left.evaluate, right.evaluate];
  return {
    type: core.boolean(),
    evaluate: (frame) => {
      const [one, other] = [first(frame), second(frame)];
      // Null is before every text; a number or a date is in no order with it.
      if (!isText && (one === null || other === null)) return false;
      return holds(compareValues(one, other));
    },
  };
}

const isTextType = (type: Type) => type === core.string() || type === core.id();

function isOrdered(left: Type, right: Type): boolean {
  if (left.kind === 'null' || right.kind === 'null') return true;
  if (widerKind(left.name, right.name)) return true;
  const families: (() => Type)[][] = [
    [core.string, core.id],
    [core.date, core.datetime],
    [core.time],
  ];
  return families.some((family) =>
    [left, right].every((type) => family.some((one) => one() === type)),
  );
}
