import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import { isAssignable } from '../types/assignable.ts';
import { conversion } from '../types/conversion.ts';
import { core, isList } from '../types/core.ts';
import type { Type } from '../types/type.ts';
import { ApexList } from '../values/collections.ts';
import type { Evaluate } from '../run/frame.ts';
import type { Expr } from './expr.ts';
import type { Scope } from './scope.ts';

/** The value of `expr` as the type that a place asks for, or a compile problem. */
export function coerce(scope: Scope, at: ApexParserRuleContext, expr: Expr, to: Type): Evaluate {
  if (takesOneRecord(expr, to)) return onlyRecord(expr.evaluate);
  if (!isAssignable(expr.type, to)) {
    scope.fail(at, `Illegal assignment from ${expr.type.name} to ${to.name}`);
  }
  const { evaluate } = expr;
  const convert = conversion(expr.type, to);
  return convert ? (frame) => convert(frame.run, evaluate(frame)) : evaluate;
}

const takesOneRecord = (expr: Expr, to: Type): boolean =>
  expr.isQuery === true && isList(expr.type) && (to.kind === 'sobject' || to === core.sobject());

/** `Account a = [SELECT …]`: exactly one row, or a QueryException. */
export function onlyRecord(evaluate: Evaluate): Evaluate {
  return (frame) => {
    const rows = evaluate(frame);
    if (!(rows instanceof ApexList)) return rows;
    const [row] = rows.items;
    if (row === undefined) {
      return frame.run.raise('QueryException', 'List has no rows for assignment to SObject');
    }
    if (rows.items.length > 1) {
      frame.run.raise('QueryException', 'List has more than 1 row for assignment to SObject');
    }
    return row;
  };
}

/** `if`, `while`, `!`, `&&` …: null is a NullPointerException. */
export function condition(
  scope: Scope,
  at: ApexParserRuleContext,
  expr: Expr,
): (frame: Parameters<Evaluate>[0]) => boolean {
  if (expr.type !== core.boolean()) {
    scope.fail(at, `Condition expression must be of type Boolean: ${expr.type.name}`);
  }
  const { evaluate } = expr;
  return (frame) => {
    const value = evaluate(frame);
    if (value === null) return frame.run.raise('NullPointerException', NULL_MESSAGE);
    return value === true;
  };
}

export const NULL_MESSAGE = 'Attempt to de-reference a null object';
