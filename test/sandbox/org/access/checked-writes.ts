/** Saving through the API: first what the caller may do, then the save path that everybody shares. */
import { saveError } from '../errors.ts';
import type { RestRequest } from '../rest/answer.ts';
import { coerceFields, type Input } from '../save/coerce.ts';
import { deleteRow } from '../save/remove.ts';
import { createRow, updateRow } from '../save/row.ts';
import type { ObjectDef } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';
import type { ObjectRight } from './read-permission-sets.ts';

type Caller = Pick<RestRequest, 'session'>;
/** `object` as the caller sees it. */
type Target = { tx: Transaction; object: ObjectDef };

export function createAs(caller: Caller, { tx, object }: Target, input: Input): string {
  checkMay(caller, 'create', object);
  checkFields(object, input, 'create');
  return createRow(tx, object.name, input);
}

export function updateAs(caller: Caller, { tx, object }: Target, id: string, input: Input): void {
  checkMay(caller, 'edit', object);
  checkFields(object, input, 'update');
  updateRow(tx, object.name, id, input);
}

export function deleteAs(caller: Caller, { tx, object }: Target, id: string): void {
  checkMay(caller, 'delete', object);
  deleteRow(tx, object.name, id);
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
