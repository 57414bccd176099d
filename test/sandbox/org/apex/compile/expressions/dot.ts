/** `a.b` and `a.b()`: a may be a value, a type, or only the beginning of the name of a type. */
import {
  DotExpressionContext,
  IdPrimaryContext,
  PrimaryExpressionContext,
  type ExpressionContext,
} from '@apexdevtools/apex-parser';
import type { Evaluate } from '../../run/frame.ts';
import { findProperty, type FoundProperty } from '../../types/find-member.ts';
import { core, isList, isMap, listOf, mapOf } from '../../types/core.ts';
import type { Type } from '../../types/type.ts';
import { isNamespacePath } from '../namespaces.ts';
import { NULL_MESSAGE, onlyRecord } from '../coerce.ts';
import type { Expr, Meaning } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { findType } from '../type-names.ts';
import { checkVisible, checkWriteable } from '../visibility.ts';
import { compileInstanceCall, compileStaticCall } from './call.ts';
import { compileExpression } from './expression.ts';
import { findName, propertyExpr } from './name.ts';
import { propertyTarget } from './property-target.ts';
import { SKIPPED, withoutSkipped } from './skipped.ts';

export function compileDot(scope: Scope, tree: DotExpressionContext): Expr {
  const meaning = meaningOfDot(scope, tree);
  if (meaning?.kind === 'value') return meaning.expr;
  return scope.fail(tree, `Variable does not exist: ${tree.getText()}`);
}

function meaningOfDot(scope: Scope, tree: DotExpressionContext): Meaning | undefined {
  const left = meaningOf(scope, tree.expression());
  const call = tree.dotMethodCall();
  const isSafe = Boolean(tree.QUESTIONDOT());
  if (!left) return scope.fail(tree, `Variable does not exist: ${tree.expression().getText()}`);
  if (call) {
    if (left.kind === 'value') {
      return {
        kind: 'value',
        expr: compileInstanceCall(scope, { receiver: left.expr, call, isSafe }),
      };
    }
    const type = left.kind === 'type' ? left.type : undefined;
    if (!type) return scope.fail(tree, `Invalid type: ${tree.expression().getText()}`);
    return { kind: 'value', expr: compileStaticCall(scope, type, call) };
  }
  const name = tree.anyId().getText();
  if (left.kind === 'value') {
    return {
      kind: 'value',
      expr: member(scope, tree, { receiver: onlyRowOf(left.expr), name, isSafe }),
    };
  }
  return left.kind === 'type'
    ? memberOfType(scope, tree, left.type, name)
    : inPath(scope, left.path, name);
}

/** What stands before a dot. Values hide types of the same name. */
function meaningOf(scope: Scope, tree: ExpressionContext): Meaning | undefined {
  if (tree instanceof DotExpressionContext) return meaningOfDot(scope, tree);
  if (!(tree instanceof PrimaryExpressionContext)) return value(compileExpression(scope, tree));
  const primary = tree.primary();
  if (!(primary instanceof IdPrimaryContext)) return value(compileExpression(scope, tree));
  const name = primary.id().getText();
  const expr = findName(scope, name, tree);
  if (expr) return value(expr);
  const type = findType(scope, name);
  if (type) return { kind: 'type', type };
  return isNamespacePath(name) ? { kind: 'path', path: name } : undefined;
}

const value = (expr: Expr): Meaning => ({ kind: 'value', expr });

function inPath(scope: Scope, path: string, name: string): Meaning | undefined {
  const whole = `${path}.${name}`;
  const type = findType(scope, whole);
  if (type) return { kind: 'type', type };
  return isNamespacePath(whole) ? { kind: 'path', path: whole } : undefined;
}

function memberOfType(scope: Scope, tree: DotExpressionContext, type: Type, name: string): Meaning {
  const found = findProperty(type, name);
  if (found?.property.isStatic) {
    checkVisible(scope, found.property, tree);
    return value(propertyExpr(scope, inTrigger(scope, found), tree));
  }
  const named = type.definition.named?.(name);
  if (named) return value(propertyExpr(scope, { property: named, type: named.type }, tree));
  const inner = findType(scope, `${type.name}.${name}`);
  if (inner) return { kind: 'type', type: inner };
  return scope.fail(tree, `Variable does not exist: ${type.name}.${name}`);
}

/** In a trigger on Opportunity `Trigger.new` is a list of Opportunities; elsewhere one of records. */
function inTrigger(scope: Scope, found: FoundProperty): FoundProperty {
  const { triggerOn } = scope;
  if (!triggerOn || found.property.owner.name !== 'Trigger') return found;
  if (isList(found.type)) return { ...found, type: listOf(triggerOn) };
  return isMap(found.type) ? { ...found, type: mapOf(core.id(), triggerOn) } : found;
}

type Access = { receiver: Expr; name: string; isSafe: boolean };

function member(
  scope: Scope,
  tree: DotExpressionContext,
  { receiver, name, isSafe }: Access,
): Expr {
  const found = findProperty(receiver.type, name);
  if (!found) return scope.fail(tree, `Variable does not exist: ${receiver.type.name}.${name}`);
  const { property, type } = found;
  checkVisible(scope, property, tree);
  if (property.isStatic) return propertyExpr(scope, found, tree);
  const self = receiver.chain ?? receiver.evaluate;
  const read: Evaluate = (frame) => {
    const object = self(frame);
    if (object === SKIPPED) return SKIPPED;
    if (object !== null) return property.get(frame.run, object);
    return isSafe ? SKIPPED : frame.run.raise('NullPointerException', NULL_MESSAGE);
  };
  const canSkip = isSafe || receiver.chain !== undefined;
  if (canSkip) return { type, evaluate: withoutSkipped(read), chain: read };
  return {
    type,
    evaluate: read,
    get target() {
      checkWriteable(scope, property, tree);
      return propertyTarget(property, receiver.evaluate);
    },
  };
}

/** `[SELECT …].Name` is a field of the only row; `[SELECT …].size()` is a method of the list. */
function onlyRowOf(expr: Expr): Expr {
  const [row] = expr.type.args;
  if (!expr.isQuery || !isList(expr.type) || !row) return expr;
  return { type: row, evaluate: onlyRecord(expr.evaluate) };
}
