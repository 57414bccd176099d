/** Setup data: no triggers and no rules, and nobody but a deployment changes it. */
import type { ObjectDef, Row } from '../schema/types.ts';
import { emptyRow } from '../store/empty-row.ts';
import type { RowWish } from '../store/org.ts';
import { savepoint, type Transaction } from '../store/transaction.ts';
import { checkCanWrite, checkLookups, checkRequired, checkUnique } from './checks.ts';
import { coerceFields, type Input } from './coerce.ts';
import { derive } from './derive.ts';
import { bringAllBack, deletedRow, takeAway } from './remove.ts';
import { existing, platformDefaults } from './row.ts';
import { stampSystem } from './stamps.ts';

/** The row's id. @throws OrgError */
export function saveSetupRow(tx: Transaction, wish: RowWish): string {
  const object = tx.org.schema.object(wish.type);
  return savepoint(tx, () => {
    checkCanWrite(tx, object);
    if (wish.kind === 'create') return write(tx, object, null, wish.input);
    if (wish.kind === 'update') return write(tx, object, existing(tx, object, wish.id), wish.input);
    if (wish.kind === 'delete') takeAway(tx, object, existing(tx, object, wish.id), wish.id);
    else bringAllBack(tx, object, deletedRow(tx, object, wish.id));
    return wish.id;
  });
}

function write(tx: Transaction, object: ObjectDef, old: Row | null, input: Input): string {
  const given = coerceFields(object, input, {
    mode: old ? 'update' : 'create',
    trimText: tx.org.switches.trimText,
    isSystem: tx.actor === 'system',
  });
  const before = old ?? { ...emptyRow(object), ...platformDefaults(tx, object) };
  const id = String(old?.['Id'] ?? tx.org.newId(object.keyPrefix));
  const row = derive(tx.org, object.name, { ...before, ...given, Id: id }, old);
  checkRequired(object, row);
  checkLookups(tx, object, row, old);
  checkUnique(tx, object, row);
  const after = stampSystem(tx, row, old === null);
  const kind = old ? 'update' : 'create';
  tx.org.tables.write({ kind, type: object.name, id, actor: tx.actor, after });
  return id;
}
