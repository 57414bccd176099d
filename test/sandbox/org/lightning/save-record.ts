/** Saves as the user makes them: what the user may do is checked first, then they go the way of every save. */
import { createAs, deleteAs, updateAs } from '../access/checked-wishes.ts';
import { OrgError } from '../errors.ts';
import type { Input } from '../save/coerce.ts';
import { saveRow } from '../save/save-row.ts';
import type { ObjectDef, Row } from '../schema/types.ts';
import type { RowWish } from '../store/org.ts';
import { inTransaction } from '../store/transaction.ts';
import { inputOf, objectOf, recordOf, type UiCall } from './ui-call.ts';
import { saveFailed, type SaveKind } from './ui-error.ts';

/** `PATCH records/{id}`. */
export function updateRecord(call: UiCall): object {
  const { object, id } = recordOf(call);
  const input = inputOf(call);
  save(call, object, 'update', () => updateAs(callerOf(call), object, id, input));
  return {};
}

/** `POST records/{object}`. */
export function createRecord(call: UiCall): object {
  const object = objectOf(call);
  const input = inputOf(call);
  return { id: save(call, object, 'create', () => createAs(callerOf(call), object, input)) };
}

/** `DELETE records/{id}`. */
export function deleteRecord(call: UiCall): undefined {
  const { object, id } = recordOf(call);
  save(call, object, 'delete', () => deleteAs(callerOf(call), object, id));
}

/** `POST records/{id}/clone`: the standard button. */
export function cloneRecord(call: UiCall): object {
  const { object, row } = recordOf(call);
  const copy = () => createAs(callerOf(call), object, copyOf(object, row));
  return { id: save(call, object, 'create', () => ({ ...copy(), isClone: true })) };
}

/** What its user may see and fill in; the owner is who clones (both are readings: public material is silent). */
const copyOf = (object: ObjectDef, row: Row): Input =>
  Object.fromEntries(
    [...object.fields.values()]
      .filter(({ name, createable }) => createable && name !== 'OwnerId')
      .flatMap(({ name }) => (row[name] === null ? [] : [[name, row[name]]])),
  );

const callerOf = ({ user }: UiCall) => ({ session: { actor: user.actor, access: user.access } });

/** One statement in a transaction of its own. @returns the id @throws UiError */
function save(
  { org, user }: UiCall,
  object: ObjectDef,
  kind: SaveKind,
  wishOf: () => RowWish,
): string {
  try {
    const wish = wishOf();
    return inTransaction(org, { actor: user.actor }, (tx) => saveRow(tx, wish));
  } catch (error) {
    if (error instanceof OrgError) throw saveFailed(object, kind, error);
    throw error;
  }
}
