/** Filters of list views as predicates. An operation or a value that is not known is an error that names it. */
import { dateRange } from '../../apex/org/soql/date-literals.ts';
import type { FieldDef, FieldType, Row } from '../../schema/types.ts';
import { comparable, type Comparable } from '../../soql/comparisons.ts';
import { readPath, type Path } from '../../soql/paths.ts';
import type { Org } from '../../store/org.ts';

export type Filter = { field: string; operation: string; value: string };
export type Test = (org: Org, row: Row) => boolean;

type Matches = (value: Comparable, wanted: Comparable) => boolean;
type Fits = (value: string | number, than: string | number) => boolean;

const ordered =
  (fits: Fits): Matches =>
  (value, than) =>
    value !== null &&
    than !== null &&
    typeof value !== 'boolean' &&
    typeof than !== 'boolean' &&
    fits(value, than);
const inText =
  (fits: (text: string, part: string) => boolean): Matches =>
  (value, part) =>
    fits(String(value ?? ''), String(part ?? ''));

/** Several values, with a comma between them: one of them must match, or with `every` none may be missed. */
const OPERATIONS: { readonly [name: string]: { matches: Matches; every?: boolean } } = {
  equals: { matches: (value, wanted) => value === wanted },
  notEqual: { matches: (value, wanted) => value !== wanted, every: true },
  lessThan: { matches: ordered((value, than) => value < than) },
  lessOrEqual: { matches: ordered((value, than) => value <= than) },
  greaterThan: { matches: ordered((value, than) => value > than) },
  greaterOrEqual: { matches: ordered((value, than) => value >= than) },
  contains: { matches: inText((text, part) => text.includes(part)) },
  notContain: { matches: inText((text, part) => !text.includes(part)), every: true },
  startsWith: { matches: inText((text, part) => text.startsWith(part)) },
};

/** @throws Error naming what is not simulated */
export function compileFilter({ operation, value }: Filter, path: Path): Test {
  const known = OPERATIONS[operation];
  if (!known) throw new Error(`the filter operation ${operation} is not simulated`);
  const { field } = path;
  const valueIn = (org: Org, row: Row) => comparable(field, readPath(org, path, row));
  if (isDateLiteral(field, value)) return duringRange(operation, value, field, valueIn);
  const wanted = value.split(',').map((one) => read(field, one.trim()));
  const { matches, every = false } = known;
  return (org, row) => {
    const own = valueIn(org, row);
    return every
      ? wanted.every((one) => matches(own, one))
      : wanted.some((one) => matches(own, one));
  };
}

const isDateLiteral = ({ type }: FieldDef, value: string) =>
  (type === 'date' || type === 'datetime') && /^[A-Z_]+(:\d+)?$/.test(value);

/** `NEXT_N_DAYS:7`: days of GMT, as everywhere in this org. */
function duringRange(
  operation: string,
  literal: string,
  { type }: FieldDef,
  valueIn: (org: Org, row: Row) => Comparable,
): Test {
  if (operation !== 'equals') {
    throw new Error(`the filter operation ${operation} with ${literal} is not simulated`);
  }
  // Asked once at the start, so that a word it does not know stops it.
  dateRange(literal, 0);
  return (org, row) => {
    const { from, to } = dateRange(literal, org.clock.now());
    const edge = (ms: number) => (type === 'date' ? new Date(ms).toISOString().slice(0, 10) : ms);
    const value = valueIn(org, row);
    return value !== null && value >= edge(from) && value < edge(to);
  };
}

type Read = (field: FieldDef, text: string) => Comparable;

const asText: Read = (field, text) => (text === '' ? null : comparable(field, text));
const asNumber: Read = (_field, text) => {
  if (text === '' || Number.isNaN(Number(text))) throw new Error(`${text} is no number`);
  return Number(text);
};

const READ: { readonly [type in FieldType]?: Read } = {
  string: asText,
  textarea: asText,
  picklist: asText,
  phone: asText,
  url: asText,
  email: asText,
  currency: asNumber,
  double: asNumber,
  percent: asNumber,
  int: asNumber,
  boolean: (_field, text) => {
    if (text !== '0' && text !== '1') throw new Error(`${text} is neither 0 nor 1`);
    return text === '1';
  },
};

function read(field: FieldDef, text: string): Comparable {
  const known = READ[field.type];
  if (!known) throw new Error(`a filter of ${field.name} by ${text} is not simulated`);
  return known(field, text);
}
