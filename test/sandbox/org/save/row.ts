/** What every save of a row begins with. */
import { saveError } from '../errors.ts';
import { findField, type ObjectDef, type Row } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';

/** The stored row that a save may touch. @throws OrgError: never there, or deleted */
export function existing(tx: Transaction, object: ObjectDef, id: string): Row {
  const row = tx.org.tables.get(object.name, id);
  if (!row) throw saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [], 404);
  if (row['IsDeleted'] === true) throw saveError('ENTITY_IS_DELETED', 'entity is deleted', [], 404);
  return row;
}

export function platformDefaults(tx: Transaction, object: ObjectDef): Row {
  const hasOwner = findField(object, 'OwnerId') !== undefined;
  return { IsDeleted: false, ...(hasOwner ? { OwnerId: tx.userId } : {}) };
}

export function autoNumber(tx: Transaction, object: ObjectDef): Row {
  const name = findField(object, 'Name');
  if (!name?.autoNumber) return {};
  const next = (tx.org.autoNumbers.get(object.name) ?? 0) + 1;
  tx.org.autoNumbers.set(object.name, next);
  const digits = (zeros: string) => String(next).padStart(zeros.length, '0');
  return { Name: name.autoNumber.replace(/\{(0+)\}/, (_all, zeros: string) => digits(zeros)) };
}
