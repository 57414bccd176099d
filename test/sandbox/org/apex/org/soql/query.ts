/** SOQL from Apex, inline or by `Database.query…`. */
import type { Query } from '@jetstreamapp/soql-parser-js';
import { OrgError } from '../../../errors.ts';
import type { Row } from '../../../schema/types.ts';
import { readPath, resolvePath } from '../../../soql/paths.ts';
import {
  parse,
  selectRows,
  type ApexTerms,
  type Plain,
  type QueryContext,
} from '../../../soql/run-query.ts';
import { noSuchType } from '../../../soql/soql-errors.ts';
import type { AccessMode, QueryRequest } from '../../platform/platform.ts';
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { ApexList, ApexSet } from '../../values/collections.ts';
import { ApexId } from '../../values/scalars.ts';
import { SObjectValue } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import { listOf } from '../../types/core.ts';
import { toInput } from '../field-values.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { aggregateRows, isAggregate } from './aggregate.ts';
import { dateRange } from './date-literals.ts';
import { lockRows } from './lock-rows.ts';
import { withoutApexClauses } from './apex-clauses.ts';
import { projectRecords } from './records.ts';

export type Asked = {
  soql: string;
  binds: ReadonlyMap<string, Value>;
  access: AccessMode | undefined;
};

/** A list of records, or a number for `COUNT()`. */
export function inlineQuery(platform: OrgPlatform, run: Run, request: QueryRequest): Value {
  const answer = askOrg(platform, run, request);
  return typeof answer === 'number' ? answer : new ApexList(request.result, answer);
}

export function dynamicQuery(platform: OrgPlatform, run: Run, asked: Asked): ApexList {
  const answer = askOrg(platform, run, asked);
  if (typeof answer === 'number') throw new UnsupportedApex('Database.query of COUNT()');
  const name = /\bFROM\s+(\w+)/i.exec(asked.soql)?.[1] ?? '';
  return new ApexList(listOf(run.program.sobjects.get(name)), answer);
}

/** @throws QueryException for what the org refuses, UnsupportedApex for what this double does not know. */
export function askOrg(platform: OrgPlatform, run: Run, asked: Asked): Value[] | number {
  run.limits.use(run, 'queries');
  try {
    return answer(platform, run, asked);
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    if (error.message.includes('simulated org does not support')) {
      throw new UnsupportedApex(`${error.message}: ${asked.soql}`, { cause: error });
    }
    return run.raise('QueryException', error.message, { statusCode: error.statusCode });
  }
}

function answer(platform: OrgPlatform, run: Run, asked: Asked): Value[] | number {
  const { soql, allRows } = withoutApexClauses(asked.soql, (name) => numberOf(asked, name));
  const query = parsed(soql);
  refuseUnknown(query);
  const isUser = asked.access === 'user' || query.withAccessLevel === 'USER_MODE';
  const org = isUser ? { ...platform.org, schema: platform.access.schema } : platform.org;
  const context: QueryContext = { org, soql, options: { all: allRows, base: '' } };
  context.apex = apexTerms(platform, run, asked, context);
  const object = org.schema.find(query.sObject ?? '');
  if (!object) throw noSuchType(soql, query.sObject ?? '');
  if (isAggregate(query) && !isCount(query)) return aggregateRows(context, object, query);
  const rows = selectRows(context, object, query, org.tables.all(object.name));
  run.limits.use(run, 'queryRows', isCount(query) ? 1 : rows.length);
  if (isCount(query)) return rows.length;
  if (query.for === 'UPDATE') lockRows(platform, run, query, rows);
  return rows.map(projectRecords(run, context, object, query.fields ?? []));
}

const known = new Map<string, Query>();

/** The same few texts come again and again, and parsing takes longer than answering. */
function parsed(soql: string): Query {
  const found = known.get(soql);
  if (found) return found;
  const query = parse(soql, true);
  known.set(soql, query);
  return query;
}

const isCount = ({ fields = [] }: Query): boolean => {
  const [only] = fields;
  return (
    fields.length === 1 &&
    only?.type === 'FieldFunctionExpression' &&
    only.functionName.toUpperCase() === 'COUNT' &&
    only.parameters.length === 0
  );
};

const UNKNOWN = [
  'sObjectAlias',
  'usingScope',
  'withDataCategory',
  'withSecurityEnforced',
  'update',
] as const satisfies (keyof Query)[];

function refuseUnknown(query: Query): void {
  const unknown = UNKNOWN.find((key) => query[key] !== undefined && query[key] !== false);
  if (unknown) throw new UnsupportedApex(`SOQL with ${unknown}`);
  if (query.for !== undefined && query.for !== 'UPDATE') {
    throw new UnsupportedApex(`SOQL with FOR ${query.for}`);
  }
}

function apexTerms(
  platform: OrgPlatform,
  run: Run,
  asked: Asked,
  context: QueryContext,
): ApexTerms {
  return {
    bind: (name) => plainOf(bindOf(run, asked, name)),
    semiJoin(query) {
      const object = context.org.schema.find(query.sObject ?? '');
      const [selected] = query.fields ?? [];
      if (!object) throw noSuchType(context.soql, query.sObject ?? '');
      if (selected?.type !== 'Field')
        throw new UnsupportedApex('A sub-query of this kind in WHERE');
      const path = resolvePath(context.org, object, [selected.field], context.soql);
      const rows: Row[] = selectRows(context, object, query, context.org.tables.all(object.name));
      return rows.map((row) => readPath(context.org, path, row)).filter((value) => value !== null);
    },
    dateRange: (literal) => dateRange(literal, platform.now()),
  };
}

function bindOf(run: Run, { binds }: Asked, name: string): Value {
  const lower = name.toLowerCase();
  for (const [key, value] of binds) if (key.toLowerCase() === lower) return value;
  return run.raise('QueryException', `Key '${name}' does not exist in the bindMap`);
}

function numberOf(asked: Asked, name: string): number {
  const value = [...asked.binds].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (typeof value === 'number') return value;
  throw new UnsupportedApex(`LIMIT or OFFSET :${name}`);
}

/** Records stand for their ids. */
function plainOf(value: Value): Plain | Plain[] {
  if (value instanceof ApexList) return value.items.map((one) => plain(one));
  if (value instanceof ApexSet) return value.items().map((one) => plain(one));
  return plain(value);
}

function plain(value: Value): Plain {
  const single = value instanceof SObjectValue ? (value.fields.get('Id') ?? null) : value;
  if (single instanceof ApexId) return single.value;
  return toInput(single) as Plain;
}
