import { substitute } from './substitute.ts';
import type { Type } from './type.ts';

/** Superclass first, then interfaces, with the type's own arguments in place. */
export const supertypesOf = (type: Type): Type[] => {
  const { superclass, interfaces } = type.definition;
  const direct = superclass ? [superclass, ...interfaces] : interfaces;
  return direct.map((parent) => substitute(parent, type));
};

/** The type itself, then everything above it. */
export function* lineage(type: Type): Generator<Type> {
  yield type;
  for (const parent of supertypesOf(type)) yield* lineage(parent);
}

/** `Iterable<String>` of a class, when `name` is `Iterable`. */
export function viewAs(type: Type, name: string): Type | undefined {
  for (const each of lineage(type)) if (each.definition.name === name) return each;
  return undefined;
}
