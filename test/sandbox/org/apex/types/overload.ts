import { isAssignable } from './assignable.ts';
import { core } from './core.ts';
import type { Type } from './type.ts';

type Candidate = { readonly parameters: readonly Type[] };

export type Choice<T> = { kind: 'one'; chosen: T } | { kind: 'none' } | { kind: 'ambiguous' };

/** The one whose parameters all take the arguments and are the narrowest; an exact match wins outright. */
export function chooseOverload<T extends Candidate>(
  candidates: readonly T[],
  args: readonly Type[],
): Choice<T> {
  const fitting = candidates.filter(
    ({ parameters }) =>
      parameters.length === args.length &&
      parameters.every((parameter, at) => fits(args[at], parameter)),
  );
  const [first, ...others] = fitting;
  if (!first) return { kind: 'none' };
  if (others.length === 0) return { kind: 'one', chosen: first };
  const exact = fitting.find(({ parameters }) => parameters.every((type, at) => type === args[at]));
  if (exact) return { kind: 'one', chosen: exact };
  const narrowest = fitting.filter((one) =>
    fitting.every((other) => one === other || isNarrower(one, other, args)),
  );
  const [chosen] = narrowest;
  return chosen && narrowest.length === 1 ? { kind: 'one', chosen } : { kind: 'ambiguous' };
}

const fits = (arg: Type | undefined, parameter: Type) =>
  arg !== undefined && isAssignable(arg, parameter);

const isNarrower = (one: Candidate, other: Candidate, args: readonly Type[]) =>
  one.parameters.every((type, at) => {
    const against = other.parameters[at];
    if (!against || type === against) return true;
    if (type === args[at]) return true;
    return isCloser(type, against);
  });

/** Decimal and Double, and Id and String, give way both ways: the order of the numbers and String decide. */
function isCloser(type: Type, against: Type): boolean {
  const ranks = [RANK.get(type.name), RANK.get(against.name)];
  if (ranks[0] !== undefined && ranks[1] !== undefined) return ranks[0] < ranks[1];
  return isAssignable(type, against) && (against === core.object() || !isAssignable(against, type));
}

const RANK = new Map(['Integer', 'Long', 'Double', 'Decimal'].map((name, at) => [name, at]));
