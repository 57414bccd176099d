/** Saving through the API: what the caller may do is checked first; what then is saved takes the way of everybody. */
import { saveError } from '../errors.ts';
import type { RestRequest } from '../rest/answer.ts';
import { coerceFields, type Input } from '../save/coerce.ts';
import type { ObjectDef } from '../schema/types.ts';
import type { RowWish } from '../store/org.ts';
import type { ObjectRight } from './read-permission-sets.ts';

type Caller = Pick<RestRequest, 'session'>;

/** `object` as the caller sees it. @throws OrgError */
export function createAs(caller: Caller, object: ObjectDef, input: Input): RowWish {
  checkMay(caller, 'create', object);
  checkFields(object, input, 'create');
  return { kind: 'create', type: object.name, input };
}

/** @throws OrgError */
export function updateAs(caller: Caller, object: ObjectDef, id: string, input: Input): RowWish {
  checkMay(caller, 'edit', object);
  checkFields(object, input, 'update');
  return { kind: 'update', type: object.name, id, input };
}

/** @throws OrgError */
export function deleteAs(caller: Caller, object: ObjectDef, id: string): RowWish {
  checkMay(caller, 'delete', object);
  return { kind: 'delete', type: object.name, id };
}

function checkMay({ session }: Caller, right: ObjectRight, object: ObjectDef): void {
  if (session.access.may(right, object)) return;
  throw saveError(
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'insufficient access rights on object id',
    [],
    403,
  );
}

/** A hidden field is one that does not exist, a closed one is named; both before anything is saved. */
function checkFields(object: ObjectDef, input: Input, mode: 'create' | 'update'): void {
  coerceFields(object, input, { mode, trimText: false, isSystem: false });
}
