/** One comparison of a WHERE clause, checked against the type of its field. */
import { normaliseId } from '../ids.ts';
import type { FieldDef, ObjectDef, Row, Value } from '../schema/types.ts';
import { isDate, parseDateTime } from '../store/date-time.ts';
import type { Comparison, Predicate } from './conditions.ts';
import { apexTest } from './apex-terms.ts';
import { readPath, resolvePath } from './paths.ts';
import type { QueryContext } from './run-query.ts';
import { invalidIdFilter, malformed, notSimulated, wrongLiteral } from './soql-errors.ts';

export type Comparable = string | number | boolean | null;

/** @throws OrgError for an operator or literal that does not fit the field */
export function compileComparison(
  context: QueryContext,
  object: ObjectDef,
  comparison: Comparison,
): Predicate {
  const { org, soql } = context;
  const path = resolvePath(org, object, comparison.field.split('.'), soql);
  const { field } = path;
  if (field.type === 'textarea' && field.length > 255) {
    throw malformed(`field '${field.name}' can not be filtered in a query call`);
  }
  const values = [comparison.value].flat();
  const types = [comparison.literalType].flat();
  const operator = comparison.operator.toUpperCase();
  const special = apexTest(context, field, comparison);
  if (special) return (row: Row) => special(comparable(field, readPath(org, path, row)));
  const test =
    operator === 'LIKE'
      ? like(field, String(values[0] ?? ''), types[0] ?? '', soql)
      : tester(
          operator,
          field,
          values.map((value, i) => literal(field, value, types[i] ?? types[0] ?? '', soql)),
        );
  return (row: Row) => test(comparable(field, readPath(org, path, row)));
}

/** What is compared: date-times as milliseconds, text without case, ids as 18 characters. */
export function comparable(field: FieldDef, value: Value): Comparable {
  if (typeof value !== 'string') return value;
  if (field.type === 'datetime') return parseDateTime(value) ?? null;
  return isCaseless(field) ? value.toLowerCase() : value;
}

const isCaseless = (field: FieldDef) =>
  !['id', 'reference', 'date', 'datetime'].includes(field.type) && !field.caseSensitive;

export function tester(
  operator: string,
  field: FieldDef,
  wanted: Comparable[],
): (value: Comparable) => boolean {
  const [first = null] = wanted;
  const list = new Set(wanted);
  const isOrdered = field.type !== 'boolean' && field.type !== 'id' && field.type !== 'reference';
  const order = (fits: (value: string | number, than: string | number) => boolean) => {
    if (!isOrdered && field.type === 'boolean') throw notSimulated(`${operator} on a checkbox`);
    return (value: Comparable) =>
      value !== null && first !== null && fits(value as string, first as string);
  };
  if (operator === '=') return (value) => value === first;
  if (operator === '!=' || operator === '<>') return (value) => value !== first;
  if (operator === 'IN') return (value) => list.has(value);
  if (operator === 'NOT IN') return (value) => !list.has(value);
  if (operator === '<') return order((value, than) => value < than);
  if (operator === '<=') return order((value, than) => value <= than);
  if (operator === '>') return order((value, than) => value > than);
  if (operator === '>=') return order((value, than) => value >= than);
  throw notSimulated(`the operator ${operator}`);
}

/** `%` any text, `_` one character; an escaped one is itself. */
function like(
  field: FieldDef,
  quoted: string,
  literalType: string,
  soql: string,
): (value: Comparable) => boolean {
  if (TYPE_WORDS[field.type]) throw malformed(`invalid operator on ${field.type} field`);
  if (literalType !== 'STRING') throw wrongLiteral(soql, field.name, 'string', true);
  return likePattern(quoted.slice(1, -1));
}

/** @param pattern without quotes */
export function likePattern(pattern: string): (value: Comparable) => boolean {
  const parts = pattern.match(/\\.|[^\\]/gs) ?? [];
  const source = parts.map((part) => {
    if (part === '%') return '[\\s\\S]*';
    return part === '_' ? '[\\s\\S]' : escapeRegex(unescape(part));
  });
  const regex = new RegExp(`^${source.join('')}$`, 'i');
  return (value) => typeof value === 'string' && regex.test(value);
}

const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** SOQL type words as error messages name them. */
const TYPE_WORDS: Partial<Record<FieldDef['type'], string>> = {
  boolean: 'boolean',
  currency: 'double',
  double: 'double',
  percent: 'double',
  int: 'int',
  date: 'date',
  datetime: 'dateTime',
};

const LITERALS: Record<string, string[]> = {
  boolean: ['BOOLEAN'],
  double: ['INTEGER', 'DECIMAL'],
  int: ['INTEGER'],
  date: ['DATE'],
  dateTime: ['DATETIME'],
  string: ['STRING'],
};

function literal(field: FieldDef, source: string, literalType: string, soql: string): Comparable {
  if (literalType === 'NULL') return null;
  if (literalType === 'DATE_LITERAL' || literalType === 'DATE_N_LITERAL') {
    throw notSimulated(`the date literal ${source}`);
  }
  const word = TYPE_WORDS[field.type] ?? 'string';
  if (!LITERALS[word]?.includes(literalType)) {
    throw wrongLiteral(soql, field.name, word, word === 'string');
  }
  if (word === 'boolean') return source.toUpperCase() === 'TRUE';
  if (word === 'double' || word === 'int') return Number(source);
  if (word === 'date') return checkedDate(source);
  if (word === 'dateTime') return checkedDateTime(source);
  const value = unescape(source.slice(1, -1));
  if (field.type !== 'id' && field.type !== 'reference') return comparable(field, value);
  if (value === '') return null;
  const id = normaliseId(value);
  if (!id) throw invalidIdFilter(soql, value);
  return id;
}

function checkedDate(source: string): string {
  if (!isDate(source)) throw malformed(`Invalid date: ${source}`);
  return source;
}

function checkedDateTime(source: string): number {
  const ms = parseDateTime(source);
  if (ms === undefined) throw malformed(`Invalid datetime: ${source}`);
  return ms;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** @throws OrgError for an escape the language does not have */
function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (_all, escaped: string) => {
    if (['"', "'", '\\', '_', '%'].includes(escaped)) return escaped;
    const known = ESCAPES[escaped.toLowerCase()];
    if (known === undefined) throw malformed(`Invalid string literal: \\${escaped}`);
    return known;
  });
}
