/** A SOQL query over the rows of the org. Every clause it does not know is an error that names it. */
import {
  parseQuery,
  type FieldType as SelectedField,
  type OrderByClause,
  type Query,
  type QueryBase,
  type Subquery,
} from '@jetstreamapp/soql-parser-js';
import type { OrgError } from '../errors.ts';
import type { ObjectDef, Row } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import { comparable, compileComparison } from './comparisons.ts';
import { compileWhere } from './conditions.ts';
import { readPath, resolvePath } from './paths.ts';
import { projector, type QueryRecord } from './project.ts';
import { malformed, noSuchRelationship, noSuchType, notSimulated } from './soql-errors.ts';

export type QueryOptions = {
  /** queryAll: deleted rows too. */
  all: boolean;
  /** `/services/data/v65.0`, for the urls of the records. */
  base: string;
};
export type QueryResult = { records: QueryRecord[]; count: number };

/** What only Apex may put into a query; REST has none of it and refuses it. */
export type ApexTerms = {
  /** The value of `:name`, or its values. */
  bind(name: string): Plain | Plain[];
  /** The values that a sub-query in WHERE selects. */
  semiJoin(query: Query): Plain[];
  /** Where a date literal such as TODAY begins and ends, in milliseconds; the end is not part of it. */
  dateRange(literal: string): { from: number; to: number };
};
/** Dates and date-times as in rows. */
export type Plain = string | number | boolean | null;

export type QueryContext = {
  org: Org;
  soql: string;
  options: QueryOptions;
  apex?: ApexTerms | undefined;
};

/** `count` without `records` for COUNT(). @throws OrgError as the platform words it, or naming the clause */
export function runQuery(org: Org, soql: string, options: QueryOptions): QueryResult {
  const query = parse(soql);
  const name = query.sObject ?? '';
  const object = org.schema.find(name);
  if (!object) throw noSuchType(soql, name);
  refuseClauses(query);
  const context = { org, soql, options };
  const selected = query.fields ?? [];
  if (isCountOnly(selected)) {
    return {
      records: [],
      count: selectRows(context, object, query, org.tables.all(object.name)).length,
    };
  }
  const project = projector(context, object, selected, childRows);
  const rows = selectRows(context, object, query, org.tables.all(object.name));
  return { records: rows.map(project), count: rows.length };
}

/** @throws OrgError MALFORMED_QUERY */
export function parse(soql: string, allowApexBindVariables = false): Query {
  const word = /^\s*(\w+)/.exec(soql)?.[1] ?? '<EOF>';
  if (word.toUpperCase() !== 'SELECT') throw malformed(`unexpected token: ${word}`);
  try {
    // Said although it is the default: left unsaid, the library builds its parser anew each time, a hundred times slower.
    return parseQuery(soql, { allowApexBindVariables, ignoreParseErrors: false });
  } catch (cause) {
    throw syntaxError(soql, cause);
  }
}

function syntaxError(soql: string, cause: unknown): OrgError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const found = /found: '([^']*)'|found --> '([^']*)'/.exec(message);
  const token = found?.[1] ?? found?.[2] ?? '';
  const where = token ? `unexpected token: '${token}'` : 'unexpected token: <EOF>';
  return malformed(`\n${soql.slice(0, 60)}\n^\nERROR at Row:1:Column:1\n${where}`);
}

const REFUSED: [keyof QueryBase, string][] = [
  ['sObjectAlias', 'an alias of the object'],
  ['usingScope', 'USING SCOPE'],
  ['groupBy', 'GROUP BY'],
  ['having', 'HAVING'],
  ['withDataCategory', 'WITH DATA CATEGORY'],
  ['withSecurityEnforced', 'WITH SECURITY_ENFORCED'],
  ['withAccessLevel', 'WITH USER_MODE or SYSTEM_MODE'],
  ['for', 'FOR VIEW, REFERENCE or UPDATE'],
  ['update', 'UPDATE TRACKING or VIEWSTAT'],
];

function refuseClauses(query: QueryBase): void {
  const refused = REFUSED.find(([key]) => query[key] !== undefined && query[key] !== false);
  if (refused) throw notSimulated(refused[1]);
}

function isCountOnly(fields: SelectedField[]): boolean {
  const [first] = fields;
  if (first?.type !== 'FieldFunctionExpression') return false;
  return fields.length === 1 && first.functionName === 'COUNT' && first.parameters.length === 0;
}

/** Rows of a child relationship, for a sub-query: a function of the parent's id. */
function childRows(
  context: QueryContext,
  parent: ObjectDef,
  subquery: Subquery,
): (parentId: string) => QueryRecord[] {
  refuseClauses(subquery);
  const wanted = subquery.relationshipName.toLowerCase();
  for (const child of context.org.schema.objects.values()) {
    for (const field of child.fields.values()) {
      const isIt =
        field.childRelationship?.toLowerCase() === wanted &&
        field.referenceTo.includes(parent.name);
      if (!isIt) continue;
      const project = projector(context, child, subquery.fields ?? [], childRows);
      const groups = Map.groupBy(
        context.org.tables.all(child.name),
        (row) => row[field.name] ?? null,
      );
      return (id) => selectRows(context, child, subquery, groups.get(id) ?? []).map(project);
    }
  }
  throw noSuchRelationship(context.soql, subquery.relationshipName);
}

/** The rows that the clauses choose, in their order. */
export function selectRows(
  context: QueryContext,
  object: ObjectDef,
  query: QueryBase,
  rows: Row[],
): Row[] {
  const { options } = context;
  const test = query.where
    ? compileWhere(query.where, (one) => compileComparison(context, object, one))
    : () => true;
  const matching = rows.filter((row) => (options.all || row['IsDeleted'] !== true) && test(row));
  const sorted = sortRows(context, object, matching, [query.orderBy ?? []].flat());
  const offset = query.offset ?? 0;
  if (offset > 2000) throw malformed('Maximum SOQL offset allowed is 2000');
  return sorted.slice(offset, query.limit === undefined ? undefined : offset + query.limit);
}

function sortRows(
  context: QueryContext,
  object: ObjectDef,
  rows: Row[],
  orders: OrderByClause[],
): Row[] {
  const keys = orders.map((order) => {
    if (!('field' in order)) throw notSimulated('a function in ORDER BY');
    const path = resolvePath(context.org, object, order.field.split('.'), context.soql);
    if (path.field.type === 'textarea' && path.field.length > 255) {
      throw malformed(`field '${path.field.name}' can not be sorted in a query call`);
    }
    const direction = order.order === 'DESC' ? -1 : 1;
    const nulls = order.nulls === 'LAST' ? 1 : -1;
    return { path, direction, nulls };
  });
  const valueOf = (path: (typeof keys)[number]['path'], row: Row) =>
    comparable(path.field, readPath(context.org, path, row));
  return [...rows].sort((a, b) => {
    for (const { path, direction, nulls } of keys) {
      const left = valueOf(path, a);
      const right = valueOf(path, b);
      if (left === right) continue;
      if (left === null) return nulls;
      if (right === null) return -nulls;
      return (left < right ? -1 : 1) * direction;
    }
    return 0;
  });
}
