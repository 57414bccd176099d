import { core } from '../types/core.ts';
import { isSubtype } from '../types/assignable.ts';
import type { Type } from '../types/type.ts';

export const isExceptionType = (type: Type): boolean =>
  type.kind === 'class' && isSubtype(type, core.exception());
