/** Aggregate queries: COUNT, COUNT_DISTINCT, SUM, AVG, MIN, MAX, with or without GROUP BY. */
import type { FieldType as Selected, Query } from '@jetstreamapp/soql-parser-js';
import type { ObjectDef, Row } from '../../../schema/types.ts';
import { comparable } from '../../../soql/comparisons.ts';
import { readPath, resolvePath, type Path } from '../../../soql/paths.ts';
import { selectRows, type QueryContext } from '../../../soql/run-query.ts';
import { malformed, notSimulated } from '../../../soql/soql-errors.ts';
import { nativeCatalogue } from '../../types/native-catalogue.ts';
import { typeFor } from '../../types/type.ts';
import { Decimal } from '../../values/decimal.ts';
import { NativeObject } from '../../values/objects.ts';
import { ApexDouble } from '../../values/scalars.ts';
import type { Value } from '../../values/value.ts';
import { toApex } from '../field-values.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';

type Column = { name: string; of: (rows: Row[]) => Value };

export const isAggregate = (query: Query): boolean =>
  query.groupBy !== undefined ||
  (query.fields ?? []).some((one) => one.type === 'FieldFunctionExpression' && one.isAggregateFn);

export function aggregateRows(context: QueryContext, object: ObjectDef, query: Query): Value[] {
  if (query.having) throw notSimulated('HAVING');
  if (query.orderBy) throw notSimulated('ORDER BY of an aggregate query');
  const keys = [query.groupBy ?? []].flat().map((one) => {
    if (!('field' in one)) throw notSimulated('a function in GROUP BY');
    return resolvePath(context.org, object, one.field.split('.'), context.soql);
  });
  let unnamed = 0;
  const columns = (query.fields ?? []).map((one) =>
    columnOf(context, object, one, keys, () => `expr${unnamed++}`),
  );
  const rows = selectRows(
    context,
    object,
    { ...query, limit: undefined, offset: undefined } as Query,
    context.org.tables.all(object.name),
  );
  const groups = Map.groupBy(rows, (row) =>
    JSON.stringify(keys.map((path) => comparable(path.field, readPath(context.org, path, row)))),
  );
  if (keys.length === 0 && groups.size === 0) groups.set('', []);
  const from = query.offset ?? 0;
  return [...groups.values()]
    .slice(from, query.limit === undefined ? undefined : from + query.limit)
    .map((group) => result(columns, group));
}

function result(columns: readonly Column[], group: Row[]): Value {
  const definition = nativeCatalogue.find('AggregateResult');
  if (!definition) throw new UnsupportedApex('AggregateResult');
  const values = new Map(columns.map(({ name, of }) => [name.toLowerCase(), of(group)]));
  return new NativeObject(typeFor(definition), values);
}

function columnOf(
  context: QueryContext,
  object: ObjectDef,
  selected: Selected,
  keys: readonly Path[],
  nextName: () => string,
): Column {
  const alias = 'alias' in selected ? selected.alias : undefined;
  const path = (names: string[]) => resolvePath(context.org, object, names, context.soql);
  if (selected.type === 'Field' || selected.type === 'FieldRelationship') {
    const names =
      selected.type === 'Field' ? [selected.field] : [...selected.relationships, selected.field];
    const grouped = path(names);
    if (!keys.some((key) => key.field === grouped.field)) {
      throw malformed(`Field must be grouped or aggregated: ${names.join('.')}`);
    }
    return { name: alias ?? grouped.field.name, of: ([row]) => valueAt(context, grouped, row) };
  }
  if (selected.type !== 'FieldFunctionExpression') throw notSimulated(selected.type);
  const [parameter] = selected.parameters;
  if (parameter !== undefined && typeof parameter !== 'string')
    throw notSimulated('nested functions');
  const of = parameter === undefined ? undefined : path(parameter.split('.'));
  const compute = FUNCTIONS[selected.functionName.toUpperCase()];
  if (!compute) throw notSimulated(String(selected.rawValue));
  return { name: alias ?? nextName(), of: (rows) => compute(context, rows, of) };
}

const objectOfPath = (context: QueryContext, path: Path): ObjectDef =>
  path.parents.at(-1)?.object ?? context.org.schema.object('User');

function valueAt(context: QueryContext, path: Path, row: Row | undefined): Value {
  return row
    ? toApex(objectOfPath(context, path), path.field, readPath(context.org, path, row))
    : null;
}

type Compute = (context: QueryContext, rows: Row[], path: Path | undefined) => Value;

const filled = (context: QueryContext, rows: Row[], path: Path | undefined) =>
  path ? rows.filter((row) => readPath(context.org, path, row) !== null) : rows;

const extreme =
  (isBetter: (one: number | string, than: number | string) => boolean): Compute =>
  (context, rows, path) => {
    if (!path) throw malformed('MIN and MAX need a field');
    const valueOf = (row: Row) => comparable(path.field, readPath(context.org, path, row)) ?? '';
    const best = filled(context, rows, path).reduce<Row | undefined>(
      (found, row) =>
        !found || isBetter(valueOf(row) as number, valueOf(found) as number) ? row : found,
      undefined,
    );
    return best ? valueAt(context, path, best) : null;
  };

const sumOf = (context: QueryContext, rows: Row[], path: Path | undefined): number[] =>
  filled(context, rows, path).map((row) => Number(path && readPath(context.org, path, row)));

const FUNCTIONS: { readonly [name: string]: Compute } = {
  COUNT: (context, rows, path) => filled(context, rows, path).length,
  COUNT_DISTINCT: (context, rows, path) =>
    new Set(
      filled(context, rows, path).map(
        (row) => path && comparable(path.field, readPath(context.org, path, row)),
      ),
    ).size,
  SUM: (context, rows, path) => {
    const numbers = sumOf(context, rows, path).map(Decimal.of);
    return numbers.length === 0 ? null : numbers.reduce((left, right) => left.add(right));
  },
  AVG: (context, rows, path) => {
    const numbers = sumOf(context, rows, path);
    if (numbers.length === 0) return null;
    return new ApexDouble(numbers.reduce((left, right) => left + right, 0) / numbers.length);
  },
  MIN: extreme((one, than) => one < than),
  MAX: extreme((one, than) => one > than),
};
