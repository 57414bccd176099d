/** Saving one row, whoever asks: setup data as it is, everything else with the org's Apex. Each alone in its savepoint. */
import { OrgError } from '../errors.ts';
import type { RowWish } from '../store/org.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Input } from './coerce.ts';
import { saveSetupRow } from './setup-row.ts';

/** The id of the new row. @throws OrgError */
export const createRow = (
  tx: Transaction,
  type: string,
  input: Input,
  options: { isClone?: boolean } = {},
): string => saveRow(tx, { kind: 'create', type, input, ...options });

/** @throws OrgError */
export function updateRow(tx: Transaction, type: string, id: string, input: Input): void {
  saveRow(tx, { kind: 'update', type, id, input });
}

/** @throws OrgError: gone already, locked, or setup data */
export function deleteRow(tx: Transaction, type: string, id: string): void {
  saveRow(tx, { kind: 'delete', type, id });
}

/** @throws OrgError: not in the recycle bin, or its unique value was taken meanwhile */
export function undeleteRow(tx: Transaction, type: string, id: string): void {
  saveRow(tx, { kind: 'undelete', type, id });
}

/** One statement with all or nothing. Rows are of one object and kind. @throws OrgError the first row's that failed */
export function saveAll(tx: Transaction, wishes: RowWish[]): void {
  const failure = saveEach(tx, wishes, true).find((result) => result instanceof OrgError);
  if (failure) throw failure;
}

/** One statement: an id for each row, or why it failed. Rows are of one object and kind. */
export function saveEach(
  tx: Transaction,
  wishes: RowWish[],
  isAllOrNone: boolean,
): (string | OrgError)[] {
  const [first] = wishes;
  if (!first) return [];
  if (!tx.org.schema.object(first.type).isSetup) return tx.org.apex.save(tx, wishes, isAllOrNone);
  return wishes.map((wish) => attempt(() => saveSetupRow(tx, wish)));
}

/** The row's id. @throws OrgError */
export function saveRow(tx: Transaction, wish: RowWish): string {
  const [result = ''] = saveEach(tx, [wish], true);
  if (result instanceof OrgError) throw result;
  return result;
}

function attempt(work: () => string): string | OrgError {
  try {
    return work();
  } catch (error) {
    if (error instanceof OrgError) return error;
    throw error;
  }
}
