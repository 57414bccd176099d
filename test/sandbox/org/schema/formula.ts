/** The one formula shape the package uses: `CASE(Field, "value", "result", …, "otherwise")`. */
import type { FieldDef, Row, Value } from './types.ts';

/** @throws Error naming the field, for any other formula. */
export function compileFormula(field: FieldDef): (row: Row) => Value {
  const source = field.formula ?? '';
  const match = /^\s*CASE\(\s*(\w+)\s*,((?:\s*"[^"]*"\s*,?)+)\)\s*$/.exec(source);
  const terms = [...(match?.[2] ?? '').matchAll(/"([^"]*)"/g)].map((one) => one[1] ?? '');
  const of = match?.[1];
  if (!of || terms.length % 2 === 0) {
    throw new Error(
      `${field.name}: only formulas of the form CASE(Field, "a", "b", …, "c") are simulated`,
    );
  }
  const otherwise = terms[terms.length - 1] ?? '';
  const results = new Map<string, string>();
  for (let i = 0; i + 1 < terms.length; i += 2) results.set(terms[i] ?? '', terms[i + 1] ?? '');
  return (row) => (results.get(String(row[of] ?? '')) ?? otherwise) || null;
}
