/**
 * WHERE as a predicate. The parser gives a flat chain with counted parentheses; here it becomes the grammar
 * of the platform: no AND beside OR, and no NOT beside either, without parentheses.
 */
import type { Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../schema/types.ts';
import { malformed } from './soql-errors.ts';

export type Predicate = (row: Row) => boolean;
export type Comparison = {
  field: string;
  operator: string;
  value: string | string[];
  literalType: string | string[];
  /** A sub-query in place of the value. */
  query?: Query;
};
type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Comparison;

/** @param compile makes a predicate of one comparison. @throws OrgError MALFORMED_QUERY */
export function compileWhere(
  where: WhereClause,
  compile: (comparison: Comparison) => Predicate,
): Predicate {
  const tokens = flatten(where);
  const [predicate, rest] = readExpression(tokens, compile);
  if (rest.length > 0) throw unexpected(rest[0]);
  return predicate;
}

type Reader = (tokens: Token[], compile: (one: Comparison) => Predicate) => [Predicate, Token[]];

const readExpression: Reader = (tokens, compile) => {
  if (tokens[0] === 'NOT') {
    const [inner, after] = readSimple(tokens.slice(1), compile);
    return [(row) => !inner(row), after];
  }
  const [first, afterFirst] = readSimple(tokens, compile);
  const operator = afterFirst[0];
  const parts = [first];
  let rest = afterFirst;
  while (rest[0] === operator && (operator === 'AND' || operator === 'OR')) {
    const [next, after] = readSimple(rest.slice(1), compile);
    parts.push(next);
    rest = after;
  }
  const isAll = operator === 'AND';
  return [(row) => (isAll ? parts.every((one) => one(row)) : parts.some((one) => one(row))), rest];
};

const readSimple: Reader = (tokens, compile) => {
  const [token, ...rest] = tokens;
  if (token === '(') {
    const [inner, after] = readExpression(rest, compile);
    if (after[0] !== ')') throw unexpected(after[0]);
    return [inner, after.slice(1)];
  }
  if (token === undefined || typeof token === 'string') throw unexpected(token);
  return [compile(token), rest];
};

const unexpected = (token: Token | undefined) =>
  malformed(`unexpected token: '${typeof token === 'object' ? token.field : (token ?? '<EOF>')}'`);

function flatten(where: WhereClause): Token[] {
  const tokens: Token[] = [];
  let node: WhereClause | undefined = where;
  while (node) {
    const operator: 'AND' | 'OR' | 'NOT' | undefined =
      'operator' in node ? node.operator : undefined;
    const left: WhereClause['left'] = node.left;
    tokens.push(...repeat('(', left && 'openParen' in left ? left.openParen : 0));
    if (operator === 'NOT') tokens.push('NOT');
    else {
      tokens.push(asComparison(left));
      tokens.push(...repeat(')', left && 'closeParen' in left ? left.closeParen : 0));
      if (operator) tokens.push(operator);
    }
    node = 'right' in node ? node.right : undefined;
  }
  return tokens;
}

const repeat = (token: Token, count: number | undefined): Token[] =>
  Array.from({ length: count ?? 0 }, () => token);

function asComparison(left: WhereClause['left']): Comparison {
  if (left && 'fn' in left)
    throw malformed(notHere(`the function ${left.fn.functionName ?? ''} in WHERE`));
  if (!left || !('field' in left)) throw malformed(notHere('this condition'));
  if (!('value' in left)) {
    const { field, operator, valueQuery: query } = left;
    return { field, operator, value: [], literalType: 'SUBQUERY', query };
  }
  return {
    field: left.field,
    operator: left.operator,
    value: left.value,
    literalType: left.literalType ?? 'STRING',
  };
}

const notHere = (what: string) => `The simulated org does not support ${what} in SOQL`;
