import type { Run } from './run.ts';

/** Innermost first: `Class.Foo.bar: line 3, column 1`. Columns are not kept; the platform prints 1 for statements. */
export const stackTrace = (run: Run): string[] =>
  run.stack.map(({ place, line }) => `${place}: line ${line}, column 1`).reverse();
