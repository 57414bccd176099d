import { OrgError } from '../errors.ts';
import type { ObjectDef } from '../schema/types.ts';
import type { RowWish } from '../store/org.ts';
import type { Transaction } from '../store/transaction.ts';

/** Setup data has no triggers and is saved natively always. */
export const isExecuted = (tx: Transaction, object: ObjectDef): boolean =>
  tx.org.apex !== undefined && !object.isSetup;

/** A statement of one row, where the package's Apex is executed. @throws OrgError */
export function saveOne(tx: Transaction, wish: RowWish): string {
  const [result] = tx.org.apex?.save(tx, [wish], true) ?? [];
  if (result instanceof OrgError) throw result;
  if (result === undefined) throw new Error('Executed Apex saved nothing');
  return result;
}
