import {
  BoundExpressionContext,
  type ApexParseTree,
  type QueryContext,
  type SoqlLiteralContext,
} from '@apexdevtools/apex-parser';
import type { AccessMode } from '../../platform/platform.ts';
import type { Evaluate } from '../../run/frame.ts';
import { core, listOf } from '../../types/core.ts';
import { nativeCatalogue } from '../../types/native-catalogue.ts';
import { typeFor, type Type } from '../../types/type.ts';
import type { Value } from '../../values/value.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileExpression } from './expression.ts';

type Bind = { name: string; from: number; to: number; evaluate: Evaluate };

/** The text goes to the platform as written, with a name for each bind; what comes back is typed here. */
export function compileQuery(scope: Scope, tree: SoqlLiteralContext): Expr {
  const query = tree.query();
  const binds = findBinds(scope, query);
  const soql = textWithNames(query, binds);
  const result = resultType(scope, query);
  const access = accessOf(query);
  return {
    type: result,
    isQuery: true,
    evaluate: (frame) => {
      const values = new Map<string, Value>();
      for (const { name, evaluate } of binds) values.set(name, evaluate(frame));
      return frame.run.platform.query(frame.run, { soql, binds: values, access, result });
    },
  };
}

function findBinds(scope: Scope, query: QueryContext): Bind[] {
  const binds: Bind[] = [];
  const visit = (tree: ApexParseTree) => {
    if (tree instanceof BoundExpressionContext) {
      const expression = tree.expression();
      binds.push({
        name: `b${binds.length}`,
        from: tree.start.start,
        to: tree.stop?.stop ?? tree.start.stop,
        evaluate: compileExpression(scope, expression).evaluate,
      });
      return;
    }
    for (const child of childrenOf(tree)) visit(child);
  };
  visit(query);
  return binds;
}

function textWithNames(query: QueryContext, binds: readonly Bind[]): string {
  const source = query.start.getInputStream();
  const end = query.stop?.stop ?? query.start.stop;
  let text = '';
  let from = query.start.start;
  for (const bind of binds) {
    text += `${source.getText(from, bind.from - 1)}:${bind.name}`;
    from = bind.to + 1;
  }
  return text + (from <= end ? source.getText(from, end) : '');
}

function resultType(scope: Scope, query: QueryContext): Type {
  const entries = query.selectList().selectEntry_list();
  const functions = entries.flatMap((entry) => entry.soqlFunction() ?? []);
  const [only] = functions;
  if (only?.COUNT() && !only.fieldName() && entries.length === 1) return core.integer();
  const isAggregate =
    Boolean(query.groupByClause()) ||
    functions.some((each) => !each.FIELDS() && !each.TOLABEL() && !each.FORMAT());
  if (isAggregate) {
    const aggregate = nativeCatalogue.find('AggregateResult');
    if (aggregate) return listOf(typeFor(aggregate));
  }
  const name = query.fromNameList().fieldName(0).getText();
  const type = scope.program.sobjects.find(name);
  return type ? listOf(type) : scope.fail(query, `sObject type '${name}' is not supported`);
}

function accessOf(query: QueryContext): AccessMode | undefined {
  const clause = query.withClause();
  if (clause?.USER_MODE()) return 'user';
  return clause?.SYSTEM_MODE() ? 'system' : undefined;
}

/** Leaves have none; the types of the parser do not say so. */
const childrenOf = (tree: ApexParseTree): readonly ApexParseTree[] =>
  'children' in tree && Array.isArray(tree.children) ? tree.children : [];
