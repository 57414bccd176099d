import type { ApexParserRuleContext, LiteralContext } from '@apexdevtools/apex-parser';
import { core, NULL } from '../../types/core.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/scalars.ts';
import type { Value } from '../../values/value.ts';
import type { Type } from '../../types/type.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';

export function compileLiteral(scope: Scope, tree: LiteralContext): Expr {
  const text = tree.getText();
  if (tree.IntegerLiteral()) return constant(core.integer(), integerLiteral(scope, tree, text));
  if (tree.LongLiteral()) return constant(core.long(), longLiteral(text));
  if (tree.NumberLiteral()) return numberLiteral(scope, tree, text);
  if (tree.StringLiteral()) return constant(core.string(), textLiteral(scope, tree, text));
  if (tree.BooleanLiteral()) return constant(core.boolean(), text.toLowerCase() === 'true');
  if (tree.NULL()) return constant(NULL, null);
  return scope.fail(tree, `Literal that is not known: ${text}`);
}

export const constant = (type: Type, value: Value): Expr => ({ type, evaluate: () => value });

const GREATEST = 2_147_483_647;

export function integerLiteral(scope: Scope, at: ApexParserRuleContext, text: string): number {
  const value = Number(text);
  if (value > GREATEST || value < -GREATEST - 1) scope.fail(at, `Illegal integer: ${text}`);
  return value;
}

export const longLiteral = (text: string): bigint => BigInt(text.replace(/l$/i, ''));

/** With a point it is a Decimal, with a `d` at the end a Double. */
function numberLiteral(scope: Scope, at: ApexParserRuleContext, text: string): Expr {
  if (/d$/i.test(text)) return constant(core.double(), new ApexDouble(Number(text.slice(0, -1))));
  const value = Decimal.parse(text);
  return value ? constant(core.decimal(), value) : scope.fail(at, `Illegal decimal: ${text}`);
}

const ESCAPES: { readonly [letter: string]: string } = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

export function textLiteral(scope: Scope, at: ApexParserRuleContext, literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (_whole, code: string) =>
      code.length === 5
        ? String.fromCharCode(parseInt(code.slice(1), 16))
        : (ESCAPES[code.toLowerCase()] ?? scope.fail(at, `Illegal string literal: ${literal}`)),
    );
}
