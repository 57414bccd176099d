/** Comparisons with what only Apex may write: binds, sub-queries, date literals. */
import { normaliseId } from '../ids.ts';
import type { FieldDef } from '../schema/types.ts';
import { parseDateTime } from '../store/date-time.ts';
import { comparable, likePattern, tester, type Comparable } from './comparisons.ts';
import type { Comparison } from './conditions.ts';
import type { Plain, QueryContext } from './run-query.ts';
import { invalidIdFilter, malformed, notSimulated } from './soql-errors.ts';

type Test = (value: Comparable) => boolean;

/** Undefined for a comparison with plain literals. @throws OrgError where REST asks for what is Apex's */
export function apexTest(
  context: QueryContext,
  field: FieldDef,
  comparison: Comparison,
): Test | undefined {
  const types = [comparison.literalType].flat();
  const operator = comparison.operator.toUpperCase();
  if (comparison.query) {
    if (!context.apex) throw notSimulated('a sub-query in WHERE');
    const values = context.apex.semiJoin(comparison.query);
    return tester(
      operator,
      field,
      values.map((one) => bound(context, field, one)),
    );
  }
  if (types.includes('APEX_BIND_VARIABLE')) return bindTest(context, field, comparison, operator);
  const [literal = ''] = [comparison.value].flat();
  const isDate = types.some((type) => type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL');
  return isDate && context.apex
    ? rangeTest(operator, field, context.apex.dateRange(literal))
    : undefined;
}

function bindTest(
  context: QueryContext,
  field: FieldDef,
  comparison: Comparison,
  operator: string,
): Test {
  const { apex } = context;
  if (!apex) throw notSimulated('a bind');
  const names = [comparison.value].flat();
  const given = names.flatMap((name) => apex.bind(name.replace(/^:\s*/, '')));
  if (operator === 'LIKE') {
    const patterns = given.map((one) => likePattern(String(one ?? '')));
    return (value) => patterns.some((matches) => matches(value));
  }
  const isList =
    names.length !== 1 || Array.isArray(apex.bind(names[0]?.replace(/^:\s*/, '') ?? ''));
  if (isList && !operator.endsWith('IN')) throw malformed(`A list needs IN, ${operator} came`);
  return tester(
    operator,
    field,
    given.map((one) => bound(context, field, one)),
  );
}

/** As `comparable` gives the values of rows. */
function bound(context: QueryContext, field: FieldDef, value: Plain): Comparable {
  if (typeof value !== 'string') return value;
  if (field.type === 'datetime') return momentOf(value);
  if (field.type !== 'id' && field.type !== 'reference') return comparable(field, value);
  if (value === '') return null;
  const id = normaliseId(value);
  if (id === undefined) throw invalidIdFilter(context.soql, value);
  return id;
}

/** A day stands for its midnight. */
const momentOf = (value: string): number =>
  parseDateTime(value.length === 10 ? `${value}T00:00:00Z` : value) ?? Number.NaN;

function rangeTest(
  operator: string,
  field: FieldDef,
  { from, to }: { from: number; to: number },
): Test {
  const edge = (ms: number): number | string =>
    field.type === 'date' ? new Date(ms).toISOString().slice(0, 10) : ms;
  const [first, next] = [edge(from), edge(to)];
  const test: { [operator: string]: (value: number | string) => boolean } = {
    '=': (value) => value >= first && value < next,
    '!=': (value) => value < first || value >= next,
    '<>': (value) => value < first || value >= next,
    '<': (value) => value < first,
    '<=': (value) => value < next,
    '>': (value) => value >= next,
    '>=': (value) => value >= first,
  };
  const matches = test[operator];
  if (!matches) throw notSimulated(`${operator} with a date literal`);
  return (value) => value !== null && typeof value !== 'boolean' && matches(value);
}
