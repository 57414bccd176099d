/** Delete and undelete, with what the platform does to children. Cascades fire no trigger. */
import { saveError } from '../errors.ts';
import { isCoSell } from '../package-marks.ts';
import type { FieldDef, ObjectDef, Row } from '../schema/types.ts';
import { countRow, savepoint, type Transaction } from '../store/transaction.ts';
import { checkCanWrite, checkLock, checkUnique } from './checks.ts';
import { rollUpProducts } from './products.ts';
import { existing, stampParent } from './row.ts';
import { isExecuted, saveOne } from './save-one.ts';
import { stampSystem } from './stamps.ts';

/** Which row's deletion took this one along; never shown. */
const DELETED_WITH = '__deletedWith';

/** @throws OrgError: gone already, locked, or setup data */
export function deleteRow(tx: Transaction, type: string, id: string): void {
  const object = tx.org.schema.object(type);
  if (isExecuted(tx, object)) return void saveOne(tx, { kind: 'delete', type, id });
  savepoint(tx, () => {
    const row = existing(tx, object, id);
    checkCanWrite(tx, object);
    takeAway(tx, object, row, id);
    after(tx, object, row);
  });
}

/** @throws OrgError: not in the recycle bin, or its unique value was taken meanwhile */
export function undeleteRow(tx: Transaction, type: string, id: string): void {
  const object = tx.org.schema.object(type);
  if (isExecuted(tx, object)) return void saveOne(tx, { kind: 'undelete', type, id });
  savepoint(tx, () => {
    const row = tx.org.tables.get(type, id);
    if (!row || row['IsDeleted'] !== true) {
      throw saveError('UNDELETE_FAILED', 'Entity is not in the recycle bin');
    }
    bringAllBack(tx, object, row);
    after(tx, object, row);
  });
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
  const gone = stampSystem(tx, { ...row, IsDeleted: true, [DELETED_WITH]: root }, false);
  tx.org.tables.write({ kind: 'delete', type: object.name, id, actor: tx.author, after: gone });
  for (const child of tx.org.schema.objects.values()) {
    for (const field of child.fields.values()) {
      if (!field.referenceTo.includes(object.name) || field.onParentDelete === 'keep') continue;
      for (const one of tx.org.tables.all(child.name)) {
        if (one[field.name] === id && one['IsDeleted'] !== true)
          loseParent(tx, child, field, one, root);
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
  const cleared = stampSystem(tx, { ...row, [field.name]: null }, false);
  tx.org.tables.write({
    kind: 'update',
    type: child.name,
    id: String(row['Id']),
    actor: tx.author,
    after: cleared,
  });
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

/** After-delete and after-undelete triggers of the package, and the roll-up of products. */
function after(tx: Transaction, object: ObjectDef, row: Row): void {
  const isDeal = object.name === 'Opportunity' || object.name === 'Lead';
  countRow(tx, String(row['Id']), isDeal && !tx.isResource && isCoSell(row));
  if (object.name === 'Microsoft_Solution__c') stampParent(tx, row);
  if (object.name === 'OpportunityLineItem') rollUpProducts(tx, String(row['OpportunityId']));
}
