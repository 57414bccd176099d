/**
 * `$filter` as documented: clauses joined by `and`, in parentheses or not. A clause compares one documented field with
 * one literal. Anything else (`or`, `not`, other fields, other operators) is refused by name.
 */
import { invalid } from './api-error.ts';
import { isGuid } from './binding.ts';
import type { Referral } from './referral.ts';

export type Predicate = (referral: Referral) => boolean;
type Token = { kind: 'word' | 'text' | 'paren'; value: string };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([()])|([^\s()']+))/y;

const ENUMS: Readonly<Record<string, readonly string[]>> = {
  status: ['None', 'New', 'Active', 'Closed'],
  substatus: ['None', 'Pending', 'Received', 'Accepted', 'Won', 'Lost', 'Declined', 'Expired'],
  qualification: ['None', 'Direct', 'MarketingQualified', 'SalesQualified'],
  type: ['Independent', 'Shared'],
  direction: ['Incoming', 'Outgoing'],
};

/** @throws ApiError 400 naming the clause that is not supported */
export function parseFilter(source: string): Predicate {
  const tokens = tokenize(source);
  const parser = { tokens, at: 0 };
  const predicate = conjunction(parser, source);
  const rest = parser.tokens[parser.at];
  if (rest) throw unsupported(rest.value, source);
  return predicate;
}

type Parser = { tokens: Token[]; at: number };

function conjunction(parser: Parser, source: string): Predicate {
  const clauses = [clause(parser, source)];
  while (parser.tokens[parser.at]?.value === 'and') {
    parser.at += 1;
    clauses.push(clause(parser, source));
  }
  return (referral) => clauses.every((one) => one(referral));
}

function clause(parser: Parser, source: string): Predicate {
  const first = parser.tokens[parser.at];
  if (!first) throw unsupported('(nothing)', source);
  if (first.kind === 'paren' && first.value === '(') {
    parser.at += 1;
    const inner = conjunction(parser, source);
    expect(parser, ')', source);
    return inner;
  }
  if (first.kind === 'word' && first.value === 'team/any') return teamClause(parser, source);
  const [field, operator, literal] = parser.tokens.slice(parser.at, parser.at + 3);
  if (field?.kind !== 'word' || operator?.kind !== 'word' || !literal || literal.kind === 'paren') {
    throw unsupported(first.value, source);
  }
  parser.at += 3;
  return comparison(field.value, operator.value, literal);
}

/** `team/any(t:t/email eq 'r2d2@contoso.com')` */
function teamClause(parser: Parser, source: string): Predicate {
  for (const expected of ['team/any', '(', 't:t/email', 'eq']) expect(parser, expected, source);
  const literal = parser.tokens[parser.at];
  if (literal?.kind !== 'text') throw unsupported('team/any', source);
  parser.at += 1;
  expect(parser, ')', source);
  return ({ team }) =>
    team.some(({ email }) => email?.toLowerCase() === literal.value.toLowerCase());
}

function comparison(field: string, operator: string, literal: Token): Predicate {
  const written = `${field} ${operator} ${literal.value}`;
  const fault = (why: string) => invalid(`$filter: ${written}: ${why}`);
  if (field === 'updatedDateTime') {
    if (operator !== 'ge') throw fault('updatedDateTime takes ge only.');
    const limit = ticks(literal.value);
    if (limit === undefined) throw fault('expected a UTC date-time.');
    return (referral) => (ticks(referral.updatedDateTime) ?? '') >= limit;
  }
  if (field === 'engagementId') {
    if (operator !== 'eq') throw fault('engagementId takes eq only.');
    if (!isGuid(literal.value)) throw fault('expected a GUID.');
    return ({ engagementId }) => engagementId === literal.value.toLowerCase();
  }
  const values = ENUMS[field];
  if (!values && field !== 'customerProfile/address/country') {
    throw fault(`${field} is not a documented filter field.`);
  }
  if (operator !== 'eq') throw fault(`operator ${operator} is not supported, only eq is.`);
  if (literal.kind !== 'text') throw fault('expected a quoted string.');
  if (!values) return ({ customerProfile }) => customerProfile.address.country === literal.value;
  if (!values.includes(literal.value)) throw fault(`expected one of ${values.join(', ')}.`);
  return (referral) => referral[field as 'status'] === literal.value;
}

/** A UTC date-time with its fraction padded to seven digits, so that text order is time order. */
function ticks(value: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?Z$/.exec(value);
  if (!match || Number.isNaN(Date.parse(value))) return undefined;
  return `${match[1] ?? ''}.${(match[2] ?? '').padEnd(7, '0')}`;
}

function expect(parser: Parser, value: string, source: string): void {
  const token = parser.tokens[parser.at];
  if (token?.value !== value || token.kind === 'text') {
    throw unsupported(token?.value ?? `(${value} is missing)`, source);
  }
  parser.at += 1;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw unsupported(source.slice(from), source);
    const [, quoted, paren, word] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") });
    else tokens.push({ kind: paren ? 'paren' : 'word', value: paren ?? word ?? '' });
  }
  return tokens;
}

const unsupported = (what: string, source: string) =>
  invalid(
    `$filter: unsupported or misplaced ${JSON.stringify(what)} in ${JSON.stringify(source)}.`,
  );
