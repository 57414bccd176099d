/** Saves as the user makes them: what the user may do is checked first, then they go the way of every save. */
import { OrgError, saveError } from '../errors.ts';
import type { ObjectRight } from '../access/read-permission-sets.ts';
import { coerceFields, type Input } from '../save/coerce.ts';
import type { ObjectDef, Row } from '../schema/types.ts';
import type { RowWish } from '../store/org.ts';
import { inTransaction } from '../store/transaction.ts';
import { inputOf, objectOf, recordOf, type UiCall } from './ui-call.ts';
import { saveFailed } from './ui-error.ts';

/** `PATCH records/{id}`. */
export function updateRecord(call: UiCall): object {
  const { object, id } = recordOf(call);
  const input = inputOf(call);
  save(call, object, 'update', { kind: 'update', type: object.name, id, input });
  return {};
}

/** `POST records/{object}`. */
export function createRecord(call: UiCall): object {
  const object = objectOf(call);
  const input = inputOf(call);
  return { id: save(call, object, 'create', { kind: 'create', type: object.name, input }) };
}

/** `DELETE records/{id}`. */
export function deleteRecord(call: UiCall): undefined {
  const { object, id } = recordOf(call);
  save(call, object, 'delete', { kind: 'delete', type: object.name, id });
}

/** `POST records/{id}/clone`: the standard button. */
export function cloneRecord(call: UiCall): object {
  const { object, row } = recordOf(call);
  const input = copyOf(object, row);
  const wish: RowWish = { kind: 'create', type: object.name, input, isClone: true };
  return { id: save(call, object, 'create', wish) };
}

/** What its user may see and fill in; the owner is who clones (both are readings: public material is silent). */
const copyOf = (object: ObjectDef, row: Row): Input =>
  Object.fromEntries(
    [...object.fields.values()]
      .filter(({ name, createable }) => createable && name !== 'OwnerId')
      .flatMap(({ name }) => (row[name] === null ? [] : [[name, row[name]]])),
  );

type Kind = Parameters<typeof saveFailed>[1];

const RIGHTS: Record<Kind, ObjectRight> = { create: 'create', update: 'edit', delete: 'delete' };

/** One statement in a transaction of its own. @returns the id @throws UiError */
function save({ org, apex, user }: UiCall, object: ObjectDef, kind: Kind, wish: RowWish): string {
  try {
    check(user.access.may(RIGHTS[kind], object), object, wish);
    return inTransaction(org, { actor: user.actor }, (tx) => {
      const [result] = apex.save(tx, [wish], true);
      if (typeof result !== 'string') throw result ?? new Error('Nothing was saved');
      return result;
    });
  } catch (error) {
    if (error instanceof OrgError) throw saveFailed(object, kind, error);
    throw error;
  }
}

/** A hidden field is one that does not exist, a closed one is named; both before anything is saved. */
function check(isAllowed: boolean, object: ObjectDef, wish: RowWish): void {
  if (!isAllowed || object.isSetup) {
    throw saveError(
      'INSUFFICIENT_ACCESS_OR_READONLY',
      'insufficient access rights on object id',
      [],
      403,
    );
  }
  if (wish.kind !== 'create' && wish.kind !== 'update') return;
  coerceFields(object, wish.input, { mode: wish.kind, trimText: false, isSystem: false });
}
