/** What a customer may have built on the Opportunity; each is a switch (package.md section 5). */
import type { Row } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';

/** A before-trigger that rounds Amount to whole hundreds. */
export function roundAmount(type: string, row: Row): Row {
  if (type !== 'Opportunity' || typeof row['Amount'] !== 'number') return row;
  return { ...row, Amount: Math.round(row['Amount'] / 100) * 100 };
}

/** A flow after the save: a changed Amount moves CloseDate to the end of its month. Undefined: nothing to do. */
export function moveCloseDate(
  tx: Transaction,
  type: string,
  row: Row,
  old: Row | null,
): Row | undefined {
  if (!tx.org.switches.moveCloseDate || type !== 'Opportunity') return undefined;
  if (!old || old['Amount'] === row['Amount']) return undefined;
  const [year = 0, month = 1] = String(row['CloseDate']).split('-').map(Number);
  const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return end === row['CloseDate'] ? undefined : { CloseDate: end };
}
