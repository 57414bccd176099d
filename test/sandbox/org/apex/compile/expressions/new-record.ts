import { AssignExpressionContext, type ExpressionContext } from '@apexdevtools/apex-parser';
import type { Evaluate } from '../../run/frame.ts';
import { findProperty } from '../../types/find-member.ts';
import type { Type } from '../../types/type.ts';
import { SObjectValue } from '../../values/sobject.ts';
import { coerce } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileExpression } from './expression.ts';

type Wanted = { type: Type; given: readonly ExpressionContext[] };

/** The arguments are `Field = value`; the names are those of the object, not variables. */
export function compileNewRecord(scope: Scope, { type, given }: Wanted): Expr {
  const fields = given.map((each) => fieldValue(scope, type, each));
  return {
    type,
    evaluate: (frame) => {
      const record = new SObjectValue(type);
      for (const { name, evaluate } of fields) record.fields.set(name, evaluate(frame));
      return record;
    },
  };
}

function fieldValue(
  scope: Scope,
  type: Type,
  tree: ExpressionContext,
): { name: string; evaluate: Evaluate } {
  if (!(tree instanceof AssignExpressionContext)) {
    return scope.fail(tree, `${type.name} takes fields by name`);
  }
  const name = tree.expression(0).getText();
  const found = findProperty(type, name);
  if (!found || found.property.isStatic)
    return scope.fail(tree, `Field does not exist: ${type.name}.${name}`);
  const value = compileExpression(scope, tree.expression(1));
  return { name: found.property.name, evaluate: coerce(scope, tree, value, found.type) };
}
