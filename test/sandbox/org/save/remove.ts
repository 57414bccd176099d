/** Delete and undelete, with what the platform does to children. Cascades fire no trigger. */
import { saveError } from '../errors.ts';
import type { FieldDef, ObjectDef, Row } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';
import { checkLock, checkUnique } from './checks.ts';
import { winnerOver } from './winner-over.ts';
import { stampSystem } from './stamps.ts';

/** Which row's deletion took this one along; never shown. */
const DELETED_WITH = '__deletedWith';

/** The row that an undelete brings back. @throws OrgError: not in the recycle bin */
export function deletedRow(tx: Transaction, object: ObjectDef, id: string): Row {
  const row = tx.org.tables.get(object.name, id);
  if (!row || row['IsDeleted'] !== true) {
    throw saveError('UNDELETE_FAILED', 'Entity is not in the recycle bin');
  }
  return row;
}

/** A row and what went with it, without triggers. */
export function bringAllBack(tx: Transaction, object: ObjectDef, row: Row): void {
  const id = row['Id'] ?? null;
  bringBack(tx, object, row);
  for (const child of tx.org.schema.objects.values()) {
    for (const one of tx.org.tables.all(child.name)) {
      if (one[DELETED_WITH] === id && one['Id'] !== id) bringBack(tx, child, one);
    }
  }
}

/** With its details, and without triggers. */
export function takeAway(tx: Transaction, object: ObjectDef, row: Row, root: string): void {
  checkLock(tx, object, row);
  const id = String(row['Id']);
  const winner = winnerOver(tx, id);
  const merged: Row = winner === undefined ? {} : { MasterRecordId: winner };
  const gone = stampSystem(tx, { ...row, ...merged, IsDeleted: true, [DELETED_WITH]: root }, false);
  tx.org.tables.write({ kind: 'delete', type: object.name, id, actor: tx.author, after: gone });
  for (const child of tx.org.schema.objects.values()) {
    for (const field of child.fields.values()) {
      if (!field.referenceTo.includes(object.name)) continue;
      if (winner === undefined && field.onParentDelete === 'keep') continue;
      for (const one of tx.org.tables.all(child.name)) {
        if (one[field.name] !== id || one['IsDeleted'] === true) continue;
        if (winner === undefined) loseParent(tx, child, field, one, root);
        else setParent(tx, child, { row: one, field, to: winner });
      }
    }
  }
}

function loseParent(
  tx: Transaction,
  child: ObjectDef,
  field: FieldDef,
  row: Row,
  root: string,
): void {
  if (field.onParentDelete === 'cascade') return takeAway(tx, child, row, root);
  setParent(tx, child, { row, field, to: null });
}

/** Nobody is its own parent: a winner below a loser stands on its own. */
function setParent(
  tx: Transaction,
  child: ObjectDef,
  { row, field, to }: { row: Row; field: FieldDef; to: string | null },
): void {
  const parent = to === row['Id'] ? null : to;
  const after = stampSystem(tx, { ...row, [field.name]: parent }, false);
  const id = String(row['Id']);
  tx.org.tables.write({ kind: 'update', type: child.name, id, actor: tx.author, after });
}

function bringBack(tx: Transaction, object: ObjectDef, row: Row): void {
  const back = stampSystem(tx, { ...row, IsDeleted: false, [DELETED_WITH]: null }, false);
  checkUnique(tx, object, back);
  tx.org.tables.write({
    kind: 'undelete',
    type: object.name,
    id: String(row['Id']),
    actor: tx.author,
    after: back,
  });
}
