import {
  MergeStatementContext,
  type AccessLevelContext,
  type ApexParserRuleContext,
  type ExpressionContext,
  type QualifiedNameContext,
} from '@apexdevtools/apex-parser';
import type { AccessMode, DmlKind } from '../../platform/platform.ts';
import type { Execute, Frame } from '../../run/frame.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { core, isList } from '../../types/core.ts';
import type { Type } from '../../types/type.ts';
import { ApexList } from '../../values/collections.ts';
import { SObjectValue } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';

type DmlTree = ApexParserRuleContext & {
  expression(): ExpressionContext;
  accessLevel(): AccessLevelContext | undefined;
  qualifiedName?(): QualifiedNameContext | undefined;
};

export function compileDml(kind: DmlKind): (scope: Scope, tree: DmlTree) => Execute {
  return (scope, tree) => {
    const expr = rowsOf(scope, tree.expression());
    const access = accessOf(tree.accessLevel());
    const externalId = tree.qualifiedName?.()?.id_list().at(-1)?.getText();
    return (frame) => {
      const rows = asRows(frame, expr.evaluate(frame));
      frame.run.platform.dml(frame.run, { kind, rows, access, externalId });
      return undefined;
    };
  };
}

export function compileMerge(scope: Scope, tree: MergeStatementContext): Execute {
  const [master, others] = tree.expression_list().map((each) => rowsOf(scope, each));
  const access = accessOf(tree.accessLevel());
  return (frame) => {
    const rows = [master, others].flatMap((expr) =>
      expr ? asRows(frame, expr.evaluate(frame)) : [],
    );
    frame.run.platform.dml(frame.run, { kind: 'merge', rows, access, externalId: undefined });
    return undefined;
  };
}

function rowsOf(scope: Scope, tree: ExpressionContext): Expr {
  const expr = compileExpression(scope, tree);
  // The platform merges by id as well; nothing of the package does.
  if (tree.parentCtx instanceof MergeStatementContext && isId(expr.type))
    throw new UnsupportedApex('merge by id');
  if (!isRecord(expr.type) && !(isList(expr.type) && expr.type.args.every(isRecord))) {
    scope.fail(tree, `DML requires SObject or SObject list type: ${expr.type.name}`);
  }
  return expr;
}

const isId = (type: Type) => type === core.id() || (isList(type) && type.args.every(isId));
const isRecord = (type: Type) => type.kind === 'sobject' || type === core.sobject();

function asRows(frame: Frame, value: Value): SObjectValue[] {
  const rows = value instanceof ApexList ? value.items : [value];
  return rows.map((row) =>
    row instanceof SObjectValue ? row : frame.run.raise('NullPointerException', NULL_MESSAGE),
  );
}

export const accessOf = (tree: AccessLevelContext | undefined): AccessMode | undefined =>
  tree ? (tree.USER() ? 'user' : 'system') : undefined;
