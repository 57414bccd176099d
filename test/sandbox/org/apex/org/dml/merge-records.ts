/** `merge master losers;`: the winner with the fields that it sets, and who is to become part of it. */
import { OrgError } from '../../../errors.ts';
import { mergeRows } from '../../../save/merge.ts';
import type { Run } from '../../run/run.ts';
import { ApexId } from '../../values/scalars.ts';
import type { SObjectValue } from '../../values/sobject.ts';
import { toInput } from '../field-values.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { checkMixing } from './mixing.ts';
import { asRecordError } from './outcome.ts';
import { newPending, type PendingRow } from './pending-row.ts';
import type { Wish } from './perform.ts';
import { givenFields } from './prepare.ts';
import { checkUserMode } from './user-mode.ts';

/** Only the winner's row tells how it ended. */
export function mergeRecords(platform: OrgPlatform, run: Run, wish: Wish): PendingRow[] {
  const [master, ...losers] = wish.rows.map(newPending);
  if (!master) return [];
  const object = platform.object(master.record.type.name);
  for (const row of [master, ...losers]) row.id = idOf(run, row.record);
  checkMixing(platform, run, { object, kind: 'update' });
  if (wish.access === 'user') {
    checkUserMode(platform, run, { object, kind: 'update', rows: [master] });
    checkUserMode(platform, run, { object, kind: 'delete', rows: losers });
  }
  const failed = [master, ...losers].flatMap(({ errors }) => errors);
  if (failed.length > 0) {
    master.errors = failed;
    return [master];
  }
  try {
    const old = platform.org.tables.get(object.name, master.id ?? '') ?? null;
    const fields = givenFields(platform.org, object, master.record, 'update', old);
    mergeRows(platform.tx, object.name, {
      master: master.id ?? '',
      losers: losers.map(({ id }) => id ?? ''),
      fields,
    });
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    master.errors.push(asRecordError(error));
  }
  return [master];
}

function idOf(run: Run, record: SObjectValue): string {
  const id = record.fields.get('Id');
  if (id instanceof ApexId) return id.value;
  return run.raise('ListException', `Missing id at merge: ${String(toInput(id ?? null))}`);
}
