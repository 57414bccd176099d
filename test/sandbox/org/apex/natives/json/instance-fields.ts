import type { Property, Type } from '../../types/type.ts';

/** Fields and properties of the objects of a class, those of superclasses first. */
export function instanceFields(type: Type): Property[] {
  const parent = type.definition.superclass;
  const own = [...type.definition.members().properties.values()].filter(
    ({ isStatic }) => !isStatic,
  );
  const inherited = parent?.definition.isApex ? instanceFields(parent) : [];
  return [...inherited, ...own];
}
