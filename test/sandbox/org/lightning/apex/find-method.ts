/** The Apex method that a component names. */
import type { ApexClass } from '../../apex/compile/apex-class.ts';
import type { Interpreter } from '../../apex/interpreter.ts';
import type { Method } from '../../apex/types/type.ts';
import type { SignedIn } from '../users.ts';
import { refused, UiError } from '../ui-error.ts';

export type Found = { method: Method; isCacheable: boolean };

/** @throws UiError naming what there is not, or the class that the user may not call */
export function findMethod(
  { program }: Interpreter,
  { access }: SignedIn,
  className: string,
  methodName: string,
): Found {
  const cls = program.findClass(className);
  // The build of a component stops at a name that is not there; a call with one comes from no component.
  if (!cls || cls.name !== className) throw unknown(`There is no Apex class ${className}.`);
  const method = enabledMethods(cls).find(({ name }) => name === methodName);
  if (!method) {
    throw unknown(`${className} has no static method ${methodName} with @AuraEnabled.`);
  }
  if (!access.mayCall(className)) {
    const message = `You do not have access to the Apex class named '${className}'.`;
    throw new UiError(500, { message }, message);
  }
  const annotation = method.annotations.get('auraenabled') ?? '';
  return { method, isCacheable: annotation.split(' ').includes('cacheable=true') };
}

/** What components may call. */
export const enabledMethods = (cls: ApexClass): Method[] =>
  [...cls.members().methods.values()]
    .flat()
    .filter(({ isStatic, annotations }) => isStatic && annotations.has('auraenabled'));

const unknown = (message: string) => refused(404, 'NOT_FOUND', message);
