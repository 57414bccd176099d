import type {
  SwitchStatementContext,
  WhenControlContext,
  WhenLiteralContext,
} from '@apexdevtools/apex-parser';
import type { Execute, Frame } from '../../run/frame.ts';
import { core } from '../../types/core.ts';
import { isSubtype } from '../../types/assignable.ts';
import { typeOf } from '../../types/type-of.ts';
import type { Type } from '../../types/type.ts';
import { isEqual } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';
import { integerLiteral, longLiteral, textLiteral } from '../expressions/literal.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { resolveTypeRef } from '../type-names.ts';
import { compileBlock } from './block.ts';

type Branch = { matches(frame: Frame, value: Value): boolean; body: Execute };

export function compileSwitch(scope: Scope, tree: SwitchStatementContext): Execute {
  const { type, evaluate } = compileExpression(scope, tree.expression());
  checkCases(scope, tree);
  const branches = tree.whenControl_list().map((each) => compileWhen(scope, each, type));
  return (frame) => {
    const value = evaluate(frame);
    return branches.find((branch) => branch.matches(frame, value))?.body(frame);
  };
}

/** `when else` comes last, and nothing is asked for twice. */
function checkCases(scope: Scope, tree: SwitchStatementContext): void {
  const cases = tree.whenControl_list();
  const other = cases.findIndex((each) => each.whenValue().ELSE());
  const beyond = other < 0 ? undefined : cases[other + 1];
  if (beyond) scope.fail(beyond, 'when else must be the last block');
  const seen = new Set<string>();
  for (const each of cases.flatMap((one) => one.whenValue().whenLiteral_list())) {
    const text = each.getText();
    if (seen.has(text)) scope.fail(each, `Duplicate when value: ${text}`);
    seen.add(text);
  }
}

function compileWhen(scope: Scope, tree: WhenControlContext, type: Type): Branch {
  const when = tree.whenValue();
  if (when.ELSE()) return { matches: () => true, body: compileBlock(scope, tree.block()) };
  const ref = when.typeRef();
  if (ref) return compileTypeBranch(scope, tree);
  const literals = when.whenLiteral_list().map((each) => literal(scope, each, type));
  return {
    matches: (_frame, value) => literals.some((each) => each === value || isEqual(each, value)),
    body: compileBlock(scope, tree.block()),
  };
}

/** `when Account a`: the record as what it is. */
function compileTypeBranch(scope: Scope, tree: WhenControlContext): Branch {
  const when = tree.whenValue();
  const type = resolveTypeRef(scope, when.typeRef());
  return scope.inBlock(() => {
    const { slot } = scope.declare(when.id().getText(), type, when);
    return {
      matches: (frame, value) => {
        if (value === null || !isSubtype(typeOf(value), type)) return false;
        frame.locals[slot] = value;
        return true;
      },
      body: compileBlock(scope, tree.block()),
    };
  });
}

function literal(scope: Scope, tree: WhenLiteralContext, type: Type): Value {
  const inner = tree.whenLiteral();
  if (inner) return literal(scope, inner, type);
  if (tree.NULL()) return null;
  const text = tree.StringLiteral();
  if (text) return textLiteral(scope, tree, text.getText());
  const sign = tree.SUB_list().length % 2 === 0 ? '' : '-';
  const integer = tree.IntegerLiteral();
  if (integer) {
    const value = integerLiteral(scope, tree, sign + integer.getText());
    return type === core.long() ? BigInt(value) : value;
  }
  const long = tree.LongLiteral();
  if (long) return longLiteral(sign + long.getText());
  const name = tree.qualifiedName()?.getText() ?? tree.getText();
  const constant = type.definition.values.find(
    (each) => each.name.toLowerCase() === name.toLowerCase().split('.').at(-1),
  );
  return constant ?? scope.fail(tree, `Not a constant of ${type.name}: ${name}`);
}
