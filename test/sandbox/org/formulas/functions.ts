/** The functions of formulas, by name: each makes a formula of its arguments. */
import { FormulaProblem, type Formula, type Save } from './formula.ts';

type Define = (args: readonly Formula[]) => Formula;

const isBlank = (value: unknown) => value === null || value === undefined || value === '';

export const FUNCTIONS: { readonly [name: string]: Define } = {
  AND: (args) => (save) => args.every((arg) => arg(save) === true),
  OR: (args) => (save) => args.some((arg) => arg(save) === true),
  NOT: one((arg) => (save) => arg(save) !== true),
  ISBLANK: one((arg) => (save) => isBlank(arg(save))),
  TEXT: one((arg) => (save) => {
    const value = arg(save);
    return value === null ? null : String(value);
  }),
  /** Never while a record is being created. */
  ISCHANGED: one((arg) => (save) => save.old !== null && arg(save) !== arg(asItWas(save))),
  /** The value itself while a record is being created. */
  PRIORVALUE: one((arg) => (save) => arg(asItWas(save))),
  ISPICKVAL: (args) => {
    const [field, value] = args;
    if (!field || !value || args.length > 2) throw new FormulaProblem('ISPICKVAL takes two values');
    return (save) => (field(save) ?? '') === value(save);
  },
  CASE: (args) => {
    const [subject, ...rest] = args;
    const otherwise = rest.pop();
    if (!subject || !otherwise || rest.length === 0 || rest.length % 2 > 0) {
      throw new FormulaProblem('CASE takes a value, pairs, and what stands otherwise');
    }
    return (save) => {
      const value = subject(save);
      const at = rest.findIndex((each, index) => index % 2 === 0 && each(save) === value);
      return (at < 0 ? otherwise : (rest[at + 1] ?? otherwise))(save);
    };
  },
};

function one(define: (arg: Formula) => Formula): Define {
  return ([arg, ...more]) => {
    if (!arg || more.length > 0) throw new FormulaProblem('exactly one value was expected');
    return define(arg);
  };
}

const asItWas = ({ row, old }: Save): Save => ({ row: old ?? row, old });
