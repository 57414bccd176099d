/** Runs the triggers of an object over the rows of a chunk. */
import type { ObjectDef, Row } from '../../../schema/types.ts';
import type { Run } from '../../run/run.ts';
import type { TriggerEvent, TriggerTiming } from '../../run/trigger-context.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { core, listOf, mapOf } from '../../types/core.ts';
import { nativeCatalogue } from '../../types/native-catalogue.ts';
import type { EnumValue } from '../../values/objects.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { SObjectValue } from '../../values/sobject.ts';
import { toApex } from '../field-values.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { hasFailed, type PendingRow } from './pending-row.ts';
import { sourceOfPlace } from './sources.ts';

/** The depth at which the platform gives up. */
const DEEPEST = 16;

type Firing = { object: ObjectDef; timing: TriggerTiming; event: TriggerEvent };

/** `changed` gets the new records, which a before-trigger may have changed. */
export function fireTriggers(
  platform: OrgPlatform,
  run: Run,
  { object, timing, event }: Firing,
  rows: readonly PendingRow[],
  changed: (row: PendingRow, record: SObjectValue) => void = () => undefined,
): void {
  const triggers = run.program.triggers.filter(
    ({ name, sobject, listensTo }) =>
      sobject.name === object.name &&
      listensTo(timing, event) &&
      !platform.org.switches.inactive.includes(name),
  );
  const live = rows.filter((row) => !hasFailed(row));
  if (triggers.length === 0 || live.length === 0) return;
  const { state } = platform;
  if (state.triggerDepth >= DEEPEST) {
    run.raise('LimitException', `Maximum trigger depth exceeded: ${object.name}`);
  }
  const isNew = event !== 'delete';
  const hasOld = event === 'update' || event === 'delete';
  const isReadOnly = timing === 'after';
  const fresh = live.map((each) => recordOf(run, object, each.row, each.record));
  const old = live.map((each) => recordOf(run, object, each.old ?? each.row, undefined));
  for (const record of fresh) record.isReadOnly = isReadOnly;
  for (const record of old) record.isReadOnly = true;
  const type = run.program.sobjects.get(object.name);
  const list = (records: SObjectValue[]) => new ApexList(listOf(type), records);
  const hasIds = !(timing === 'before' && event === 'insert');
  const context = {
    sobject: type,
    timing,
    event,
    operation: operationOf(timing, event),
    newRows: isNew ? list(fresh) : null,
    oldRows: hasOld ? list(old) : null,
    newMap: isNew && hasIds ? mapById(run, object, fresh) : null,
    oldMap: hasOld ? mapById(run, object, old) : null,
  };
  state.triggerDepth += 1;
  try {
    for (const trigger of triggers) {
      trigger.run(run, context);
      live.forEach((row, at) => {
        if (!hasErrors(isNew ? fresh[at] : old[at])) return;
        row.source ??= sourceOfPlace(platform.org, `Trigger.${trigger.name}`);
      });
    }
  } finally {
    state.triggerDepth -= 1;
  }
  live.forEach((each, at) => {
    const record = isNew ? fresh[at] : old[at];
    if (!record) return;
    each.errors.push(...record.errors.splice(0));
    if (timing === 'before' && isNew && !hasFailed(each)) changed(each, record);
  });
}

const hasErrors = (record: SObjectValue | undefined) => (record?.errors.length ?? 0) > 0;

function recordOf(
  run: Run,
  object: ObjectDef,
  row: Row,
  source: SObjectValue | undefined,
): SObjectValue {
  const record = new SObjectValue(run.program.sobjects.get(object.name));
  for (const field of object.fields.values()) {
    record.fields.set(field.name, toApex(object, field, row[field.name]));
  }
  record.isClone = source?.isClone ?? false;
  record.cloneSource = source?.cloneSource ?? null;
  return record;
}

function mapById(run: Run, object: ObjectDef, records: readonly SObjectValue[]): ApexMap {
  const map = new ApexMap(mapOf(core.id(), run.program.sobjects.get(object.name)));
  for (const record of records) map.put(record.fields.get('Id') ?? null, record);
  return map;
}

function operationOf(timing: TriggerTiming, event: TriggerEvent): EnumValue {
  const name = `${timing}_${event}`.toUpperCase();
  const found = nativeCatalogue.find('TriggerOperation')?.values.find((one) => one.name === name);
  if (!found) throw new UnsupportedApex(`TriggerOperation ${name}`);
  return found;
}
