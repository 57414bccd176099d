/** USER_MODE of a statement: the objects and fields that this user may write. */
import type { ObjectRight } from '../../../access/read-permission-sets.ts';
import { findField, type ObjectDef } from '../../../schema/types.ts';
import type { Run } from '../../run/run.ts';
import { toInput } from '../field-values.ts';
import type { OrgPlatform } from '../org-platform.ts';
import type { PendingRow, RowKind } from './pending-row.ts';

const RIGHTS: Record<RowKind, ObjectRight> = {
  insert: 'create',
  update: 'edit',
  delete: 'delete',
  undelete: 'delete',
};

/**
 * Without the right to the object the whole statement is refused. Closed fields fail their rows; of queried records only
 * fields with another value count (both are readings: public material is silent).
 */
export function checkUserMode(
  platform: OrgPlatform,
  run: Run,
  { object, kind, rows }: { object: ObjectDef; kind: RowKind; rows: readonly PendingRow[] },
): void {
  const { access, org } = platform;
  if (!access.may(RIGHTS[kind], object)) {
    run.raise('DmlException', `Access to entity '${object.name}' denied`);
  }
  const seen = access.schema.find(object.name);
  if (!seen || kind === 'delete' || kind === 'undelete') return;
  for (const row of rows) {
    const old = row.id === null ? undefined : org.tables.get(object.name, row.id);
    const closed = [...row.record.fields].flatMap(([name, value]) => {
      const field = findField(object, name);
      if (!field || field.type === 'id') return [];
      const isSet = !row.record.isQueried || old?.[field.name] !== toInput(value);
      const view = findField(seen, name);
      const isOpen = kind === 'insert' ? view?.createable : view?.updateable;
      return isSet && !isOpen ? [field.name] : [];
    });
    if (closed.length === 0) continue;
    row.errors.push({
      statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      message: `Operation failed due to fields being inaccessible on Sobject ${object.name}, check errors on Exception or Result!`,
      fields: closed,
    });
  }
}
