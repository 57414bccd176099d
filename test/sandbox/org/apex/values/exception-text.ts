import type { ApexInstance } from './instance.ts';

/** `System.` comes before the names of the platform's own exceptions. */
export const exceptionTypeName = (instance: ApexInstance): string => {
  const { name, isApex } = instance.type.definition;
  return isApex || name.includes('.') ? name : `System.${name}`;
};

export const exceptionMessage = (instance: ApexInstance): string =>
  instance.exception?.message ?? 'Script-thrown exception';

export const exceptionText = (instance: ApexInstance): string =>
  `${exceptionTypeName(instance)}: ${exceptionMessage(instance)}`;
