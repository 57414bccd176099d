import type { ApexParserRuleContext, ExpressionContext } from '@apexdevtools/apex-parser';
import type { Evaluate, Frame } from '../../run/frame.ts';
import { chooseOverload } from '../../types/overload.ts';
import type { FoundMethod } from '../../types/find-member.ts';
import type { Value } from '../../values/value.ts';
import { coerce } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileExpression } from './expression.ts';

export type Resolved = { found: FoundMethod; args: (frame: Frame) => Value[] };

type Wanted = {
  /** For messages: `String.substring`. */
  name: string;
  candidates: readonly FoundMethod[];
  given: readonly ExpressionContext[];
};

/** Chooses the overload and converts the arguments to its parameters. */
export function resolveCall(
  scope: Scope,
  at: ApexParserRuleContext,
  { name, candidates, given }: Wanted,
): Resolved {
  const exprs = given.map((each) => compileExpression(scope, each));
  const choice = chooseOverload(
    candidates,
    exprs.map(({ type }) => type),
  );
  const types = exprs.map(({ type }) => type.name).join(', ');
  if (choice.kind === 'none') {
    return scope.fail(at, `Method does not exist or incorrect signature: ${name}(${types})`);
  }
  if (choice.kind === 'ambiguous') return scope.fail(at, `Method is ambiguous: ${name}(${types})`);
  return { found: choice.chosen, args: argumentsOf(scope, at, { found: choice.chosen, exprs }) };
}

function argumentsOf(
  scope: Scope,
  at: ApexParserRuleContext,
  { found, exprs }: { found: FoundMethod; exprs: readonly Expr[] },
): (frame: Frame) => Value[] {
  const { method, parameters } = found;
  const evaluates = exprs.map((expr, index): Evaluate => {
    const type = parameters[index];
    const evaluate =
      type && type.kind !== 'variable' ? coerce(scope, at, expr, type) : expr.evaluate;
    // What an interface of the platform declares is written in Apex, where null is a value.
    const isOurs = method.isApex || method.isAbstract;
    if (isOurs || method.parameters[index]?.nullable) return evaluate;
    return (frame) =>
      evaluate(frame) ?? frame.run.raise('NullPointerException', 'Argument cannot be null.');
  });
  const [first, second] = evaluates;
  if (!first) return () => [];
  if (!second) return (frame) => [first(frame)];
  return (frame) => evaluates.map((evaluate) => evaluate(frame));
}
