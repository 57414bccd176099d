import { findMethods } from '../types/find-member.ts';
import { core } from '../types/core.ts';
import { dispatch } from '../types/dispatch.ts';
import { typeFor, type Method } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import type { Program } from './program.ts';

/** `==`, sets and maps go by `equals` and `hashCode` of the class, where it has them or inherits them. */
export function inheritEquality(program: Program, cls: ApexClass): void {
  const equals = ownMethod(cls, 'equals', 1);
  if (equals) {
    cls.equals = (left, right) =>
      dispatch(equals, left).invoke(program.run, left, [right]) === true;
  }
  const hashCode = ownMethod(cls, 'hashCode', 0);
  if (hashCode) {
    cls.hashCode = (instance) =>
      Number(dispatch(hashCode, instance).invoke(program.run, instance, []));
  }
}

function ownMethod(cls: ApexClass, name: string, arity: number): Method | undefined {
  return findMethods(typeFor(cls), name)
    .map(({ method }) => method)
    .find(
      ({ isApex, isStatic, parameters }) =>
        isApex &&
        !isStatic &&
        parameters.length === arity &&
        parameters.every(({ type }) => type === core.object()),
    );
}
