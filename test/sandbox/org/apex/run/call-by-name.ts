import { UnsupportedApex } from './unsupported.ts';
import { findMethods } from '../types/find-member.ts';
import { typeOf } from '../types/type-of.ts';
import type { Method } from '../types/type.ts';
import type { Value } from '../values/value.ts';
import type { Run } from './run.ts';

/** The platform calls Apex (`compareTo`, `execute`, `next` …): by name and number of arguments. */
export function callByName(run: Run, self: Value, name: string, args: Value[] = []): Value {
  if (self === null)
    return run.raise('NullPointerException', 'Attempt to de-reference a null object');
  const method = find(self, name, args.length);
  if (!method)
    throw new UnsupportedApex(`${typeOf(self).name} has no method ${name}/${args.length}`);
  return method.invoke(run, self, args);
}

callByName.has = (self: Exclude<Value, null>, name: string, arity = 0): boolean =>
  find(self, name, arity) !== undefined;

const find = (self: Exclude<Value, null>, name: string, arity: number): Method | undefined =>
  findMethods(typeOf(self), name).find(
    ({ method }) => !method.isStatic && !method.isAbstract && method.parameters.length === arity,
  )?.method;
