import { constructorsOf } from '../compile/expressions/constructor-call.ts';
import { isList, isMap, isSet } from '../types/core.ts';
import type { Type } from '../types/type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import type { Run } from './run.ts';

/** `Type.newInstance()`: by the constructor without parameters. */
export function newInstance(run: Run, type: Type): Value {
  if (isList(type)) return new ApexList(type);
  if (isSet(type)) return new ApexSet(type);
  if (isMap(type)) return new ApexMap(type);
  if (type.kind === 'sobject') return new SObjectValue(type);
  const found = constructorsOf(type).find(({ parameters }) => parameters.length === 0);
  if (!found || type.definition.isAbstract || type.kind !== 'class') {
    return run.raise('TypeException', `Class type not constructable: ${type.name}`);
  }
  return found.method.invoke(run, null, []);
}
