/** Rows that come from outside of Apex (REST, actors): one statement, its triggers, no governor limits of its own. */
import { OrgError } from '../../../errors.ts';
import { coerceFields } from '../../../save/coerce.ts';
import type { RowWish } from '../../../store/org.ts';
import type { Run } from '../../run/run.ts';
import { SObjectValue } from '../../values/sobject.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { newPending, type PendingRow, type RowKind } from './pending-row.ts';
import { saveRows } from './save.ts';

const KINDS: Record<RowWish['kind'], RowKind> = {
  create: 'insert',
  update: 'update',
  delete: 'delete',
  undelete: 'undelete',
};

/** An id for each row, or why it failed. Rows of one call are of one object and kind. */
export function saveWishes(
  platform: OrgPlatform,
  run: Run,
  wishes: readonly RowWish[],
  isAllOrNone: boolean,
): (string | OrgError)[] {
  const [first] = wishes;
  if (!first) return [];
  const object = platform.object(first.type);
  const rows = wishes.map((wish) => pendingOf(platform, run, wish));
  saveRows(platform, run, { object, kind: KINDS[first.kind], rows, isAllOrNone });
  return rows.map((row) => errorOf(row) ?? row.id ?? '');
}

function pendingOf({ org, tx }: OrgPlatform, run: Run, wish: RowWish): PendingRow {
  const object = org.schema.object(wish.type);
  const record = new SObjectValue(run.program.sobjects.get(object.name));
  const row = newPending(record);
  if (wish.kind !== 'create') row.id = wish.id;
  if (wish.kind === 'create') record.isClone = wish.isClone ?? false;
  if (wish.kind === 'create' || wish.kind === 'update') {
    row.given = coerceFields(object, wish.input, {
      mode: wish.kind,
      trimText: org.switches.trimText,
      isSystem: tx.actor === 'system' || ('isPlatform' in wish && wish.isPlatform === true),
    });
  }
  return row;
}

function errorOf({ errors, failure }: PendingRow): OrgError | undefined {
  const [first] = errors;
  if (!first) return undefined;
  if (failure && failure.message === first.message) return failure;
  return new OrgError(first.statusCode, first.message, { fields: first.fields });
}
