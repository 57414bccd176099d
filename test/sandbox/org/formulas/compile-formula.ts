/** Formulas of fields and validation rules, compiled. Only the functions and operators of this folder are known. */
import type { ObjectDef, Row, Value } from '../schema/types.ts';
import { FUNCTIONS } from './functions.ts';
import { compare, type Compare } from './operators.ts';
import { FormulaProblem, type Formula } from './formula.ts';
import { readTokens, type Token } from './tokens.ts';

/** @throws FormulaProblem naming what is not known */
export function compileFormula(source: string, object: ObjectDef): Formula {
  const reader = new Reader(readTokens(source), object);
  const formula = reader.expression();
  reader.end();
  return formula;
}

const COMPARES: readonly string[] = ['=', '==', '<>', '!=', '<', '<=', '>', '>='];
const CONSTANTS = new Map<string, Value>([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

class Reader {
  readonly #tokens: Token[];
  readonly #object: ObjectDef;
  #at = 0;

  constructor(tokens: Token[], object: ObjectDef) {
    this.#tokens = tokens;
    this.#object = object;
  }

  expression(): Formula {
    const left = this.#term();
    const operator = this.#tokens[this.#at]?.text ?? '';
    if (!COMPARES.includes(operator)) return left;
    this.#at += 1;
    const right = this.#term();
    return (save) => compare(operator as Compare, left(save), right(save));
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token) throw new FormulaProblem(`"${token.text}" is not expected there`);
  }

  #term(): Formula {
    const token = this.#next();
    if (token.kind === 'text' || token.kind === 'number') return () => token.value;
    if (token.text === '(') {
      const inner = this.expression();
      this.#take(')');
      return inner;
    }
    if (token.kind !== 'name') throw new FormulaProblem(`"${token.text}" is not expected there`);
    if (this.#tokens[this.#at]?.text === '(') return this.#call(token.text.toUpperCase());
    const constant = CONSTANTS.get(token.text.toUpperCase());
    if (constant !== undefined) return () => constant;
    return this.#field(token.text);
  }

  #call(name: string): Formula {
    const define = FUNCTIONS[name];
    if (!define) throw new FormulaProblem(`the function ${name} is not known`);
    this.#take('(');
    const args: Formula[] = [];
    while (this.#tokens[this.#at]?.text !== ')') {
      if (args.length > 0) this.#take(',');
      args.push(this.expression());
    }
    this.#take(')');
    return define(args);
  }

  #field(name: string): Formula {
    const field = this.#object.fields.get(name.toLowerCase());
    if (!field) throw new FormulaProblem(`${this.#object.name} has no field ${name}`);
    return ({ row }: { row: Row }) => row[field.name] ?? null;
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new FormulaProblem('it ends too early');
    this.#at += 1;
    return token;
  }

  #take(text: string): void {
    const token = this.#next();
    if (token.text !== text) {
      throw new FormulaProblem(`"${text}" was expected, "${token.text}" came`);
    }
  }
}
