import type { CastExpressionContext, InstanceOfExpressionContext } from '@apexdevtools/apex-parser';
import { isAssignable, isSubtype } from '../../types/assignable.ts';
import { converted } from '../../types/conversion.ts';
import { core } from '../../types/core.ts';
import { typeOf } from '../../types/type-of.ts';
import type { Type } from '../../types/type.ts';
import type { Run } from '../../run/run.ts';
import { asDecimal, isNumber } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';
import { coerce } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { resolveTypeRef } from '../type-names.ts';
import { compileExpression } from './expression.ts';
import { widerKind } from './numbers.ts';

export function compileCast(scope: Scope, tree: CastExpressionContext): Expr {
  const type = resolveTypeRef(scope, tree.typeRef());
  const expr = compileExpression(scope, tree.expression());
  if (expr.isQuery && type.kind === 'sobject')
    return { type, evaluate: coerce(scope, tree, expr, type) };
  const narrowing = narrowingOf(expr.type, type);
  if (narrowing) return { type, evaluate: (frame) => narrowing(expr.evaluate(frame)) };
  if (!canCast(expr.type, type)) {
    scope.fail(
      tree,
      `Incompatible types since an instance of ${expr.type.name} is never an instance of ${type.name}`,
    );
  }
  const { evaluate } = expr;
  return { type, evaluate: (frame) => castValue(frame.run, evaluate(frame), type) };
}

/** Up, down, sideways through an interface, and between kinds of number that give way. */
function canCast(from: Type, to: Type): boolean {
  if (isAssignable(from, to) || isAssignable(to, from)) return true;
  return from.kind === 'interface' || to.kind === 'interface';
}

export function castValue(run: Run, value: Value, to: Type): Value {
  if (value === null) return null;
  const actual = typeOf(value);
  if (isSubtype(actual, to)) return value;
  if (isAssignable(actual, to)) return converted(run, value, to);
  return run.raise(
    'TypeException',
    `Invalid conversion from runtime type ${runtimeName(actual)} to ${runtimeName(to)}`,
  );
}

/** The platform calls the Object within a collection ANY. */
const runtimeName = (type: Type): string =>
  type.args.length === 0
    ? type.name
    : `${type.definition.name}<${type.args
        .map((arg) => (arg === core.object() ? 'ANY' : runtimeName(arg)))
        .join(',')}>`;

export function compileInstanceOf(scope: Scope, tree: InstanceOfExpressionContext): Expr {
  const type = resolveTypeRef(scope, tree.typeRef());
  const { evaluate } = compileExpression(scope, tree.expression());
  return { type: core.boolean(), evaluate: (frame) => isInstance(evaluate(frame), type) };
}

/** Null is an instance of nothing. */
export const isInstance = (value: Value, type: Type): boolean =>
  value !== null && isSubtype(typeOf(value), type);

/** `(Integer) 5.2`: numbers whose static type is known are cut; one in an Object is not. */
function narrowingOf(from: Type, to: Type): ((value: Value) => Value) | undefined {
  if (!widerKind(from.name, to.name) || isAssignable(from, to)) return undefined;
  const bits = to === core.integer() ? 32 : 64;
  return (value) => {
    if (value === null || !isNumber(value)) return null;
    const cut = BigInt.asIntN(bits, asDecimal(value).toBigInt());
    return bits === 32 ? Number(cut) : cut;
  };
}
