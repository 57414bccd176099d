/**
 * Every statement that touches data says in which mode, and the mode fits the class: `with sharing` works as the user,
 * `without sharing` as the system, and what inherits its sharing touches nothing.
 */
import {
  ClassDeclarationContext,
  DeleteStatementContext,
  DotExpressionContext,
  InsertStatementContext,
  MergeStatementContext,
  QueryContext,
  SoslLiteralAltContext,
  SoslLiteralContext,
  TypeDeclarationContext,
  UndeleteStatementContext,
  UpdateStatementContext,
  UpsertStatementContext,
} from '@apexdevtools/apex-parser';
import { above, findAll, placeIn, type ApexFile, type ApexNode } from './apex-sources.ts';

export type Mode = 'user' | 'system';
type DmlStatement =
  | InsertStatementContext
  | UpdateStatementContext
  | UpsertStatementContext
  | DeleteStatementContext
  | UndeleteStatementContext
  | MergeStatementContext;
/** `mode` is undefined when the statement does not say it. */
type Statement = { node: ApexNode; what: string; mode: Mode | undefined };

const FITTING: { readonly [sharing: string]: Mode | 'none' } = {
  withsharing: 'user',
  withoutsharing: 'system',
  inheritedsharing: 'none',
};
/** What only looks like a statement: it neither reads nor writes rows. */
const HARMLESS = /^(setSavepoint|rollback|releaseSavepoint|executeBatch)$/i;

export function checkApexAccess(files: ApexFile[]): string[] {
  return files.flatMap((file) =>
    statementsIn(file.tree).flatMap((statement) => problemsOf(file, statement)),
  );
}

/** How many statements there are, so that a test can see that they are found. */
export const countStatements = (files: ApexFile[]): number =>
  files.flatMap(({ tree }) => statementsIn(tree)).length;

function problemsOf(file: ApexFile, { node, what, mode }: Statement): string[] {
  const place = placeIn(file, node);
  const problems: string[] = [];
  if (!mode) problems.push(`${place}: ${what} does not say its access mode`);
  const sharing = sharingAt(node);
  const fitting = FITTING[sharing ?? ''];
  if (fitting === 'none') problems.push(`${place}: ${what} in a class that inherits its sharing`);
  else if (mode && fitting && mode !== fitting)
    problems.push(`${place}: ${what} in ${mode} mode, the class is for ${fitting} mode`);
  if (node instanceof QueryContext && isForUpdate(node) && node.orderByClause())
    problems.push(`${place}: FOR UPDATE and ORDER BY exclude each other`);
  return problems;
}

function statementsIn(tree: ApexNode): Statement[] {
  return [
    ...findAll(tree, QueryContext).map((node) => ({
      node,
      what: 'a query',
      mode: modeOf(node.withClause()),
    })),
    ...findAll<ApexNode>(tree, SoslLiteralContext, SoslLiteralAltContext).map((node) => ({
      node,
      what: 'a search',
      mode: /WITHUSER_MODE/i.test(node.getText())
        ? ('user' as const)
        : /WITHSYSTEM_MODE/i.test(node.getText())
          ? ('system' as const)
          : undefined,
    })),
    ...findAll<DmlStatement>(
      tree,
      InsertStatementContext,
      UpdateStatementContext,
      UpsertStatementContext,
      DeleteStatementContext,
      UndeleteStatementContext,
      MergeStatementContext,
    ).map((node) => ({
      node,
      what: node.start.text.toLowerCase(),
      mode: modeOf(node.accessLevel()),
    })),
    ...findAll(tree, DotExpressionContext).flatMap(databaseCall),
  ];
}

function databaseCall(node: DotExpressionContext): Statement[] {
  const base = node.expression().getText();
  const call = node.dotMethodCall();
  if (!call || !/^(System\.)?(Database|Search)$/i.test(base)) return [];
  const method = call.anyId().getText();
  if (HARMLESS.test(method)) return [];
  const last = call.expressionList()?.expression_list().at(-1)?.getText() ?? '';
  const mode = /^AccessLevel\.(USER|SYSTEM)_MODE$/i.exec(last)?.[1]?.toLowerCase();
  return [{ node, what: `${base}.${method}`, mode: mode as Mode | undefined }];
}

function modeOf(clause: ApexNode | undefined | null): Mode | undefined {
  const text = clause?.getText() ?? '';
  if (/^(WITHUSER_MODE|asuser)$/i.test(text)) return 'user';
  return /^(WITHSYSTEM_MODE|assystem)$/i.test(text) ? 'system' : undefined;
}

const isForUpdate = (query: QueryContext): boolean =>
  /FORUPDATE/i.test(query.forClauses()?.getText() ?? '');

/** `withsharing` of the nearest class that says it. */
function sharingAt(node: ApexNode): string | undefined {
  for (let at = above(node, ClassDeclarationContext); at; at = above(at, ClassDeclarationContext)) {
    const sharing = sharingOf(at);
    if (sharing) return sharing;
  }
  return undefined;
}

/** `withsharing`, `withoutsharing` or `inheritedsharing`; undefined when the class does not say it. */
export function sharingOf(declaration: ClassDeclarationContext): string | undefined {
  const holder = declaration.parentCtx as ApexNode | undefined;
  const level = holder instanceof TypeDeclarationContext ? holder : (holder?.parentCtx as ApexNode);
  return (level.children ?? [])
    .map((child) => child.getText().toLowerCase())
    .find((text) => text in FITTING);
}
