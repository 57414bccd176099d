/** Members by name, own ones before inherited ones, with the type arguments of the receiver in place. */
import { core } from './core.ts';
import { lineage } from './supertypes.ts';
import { substitute } from './substitute.ts';
import { typeVariable } from './signature.ts';
import type { Method, Property, Type } from './type.ts';

/** The type of the receiver: what `clone()` of a record answers with. */
const SELF = typeVariable('Self');

/** `view` is the receiver as the type that declares the member: `Iterable<String>` of a class. */
export type FoundMethod = { method: Method; view: Type; parameters: Type[]; result: Type };

export function findMethods(type: Type, name: string): FoundMethod[] {
  const lower = name.toLowerCase();
  const found: FoundMethod[] = [];
  const seen = new Set<string>();
  for (const view of withObject(type)) {
    for (const method of view.definition.members().methods.get(lower) ?? []) {
      const parameters = method.parameters.map((parameter) => substitute(parameter.type, view));
      const key = parameters.map((parameter) => parameter.name).join();
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({
        method,
        view,
        parameters,
        result: method.result === SELF ? type : substitute(method.result, view),
      });
    }
  }
  return found;
}

export type FoundProperty = { property: Property; type: Type };

export function findProperty(type: Type, name: string): FoundProperty | undefined {
  const lower = name.toLowerCase();
  for (const view of lineage(type)) {
    const property = view.definition.members().properties.get(lower);
    if (property) return { property, type: substitute(property.type, view) };
  }
  return undefined;
}

/** Interfaces have no superclass, yet every value is an Object. */
function* withObject(type: Type): Generator<Type> {
  let hasObject = false;
  for (const each of lineage(type)) {
    hasObject ||= each === core.object();
    yield each;
  }
  if (!hasObject && type.kind !== 'void' && type.kind !== 'null') yield core.object();
}
