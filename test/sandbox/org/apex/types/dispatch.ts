/** Which body a call runs: that of the object's own class. */
import { ApexInstance } from '../values/instance.ts';
import type { Value } from '../values/value.ts';
import { findMethods } from './find-member.ts';
import type { Method, Type } from './type.ts';
import { typeOf } from './type-of.ts';

export function dispatch(method: Method, self: Value): Method {
  if (!method.isVirtual || self === null) return method;
  const type = self instanceof ApexInstance ? self.type : typeOf(self);
  if (type.definition === method.owner) return method;
  const overrides = (type.definition.overrides ??= new Map<Method, Method>());
  const known = overrides.get(method);
  if (known) return known;
  const found = implementation(type, method);
  overrides.set(method, found);
  return found;
}

/** The same parameters when there are overloads; type arguments of an interface may have other names for them. */
function implementation(type: Type, method: Method): Method {
  const arity = method.parameters.length;
  const candidates = findMethods(type, method.name).filter(
    (found) =>
      found.parameters.length === arity && !found.method.isStatic && !found.method.isAbstract,
  );
  const exact = candidates.find((found) =>
    found.parameters.every((parameter, at) => parameter === method.parameters[at]?.type),
  );
  return (exact ?? candidates[0])?.method ?? method;
}
