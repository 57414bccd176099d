import type { Run } from '../run/run.ts';
import { ApexId } from '../values/scalars.ts';
import { SObjectValue } from '../values/sobject.ts';

export type Kept = { id: boolean; stamps: boolean; autoNumbers: boolean };

const STAMPS = [
  'CreatedById',
  'CreatedDate',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
];

/** A record of its own with the same fields; parents and lists are shared. */
export function cloneRecord(run: Run, source: SObjectValue, keep: Kept): SObjectValue {
  const copy = new SObjectValue(source.type, new Map(source.fields));
  copy.isQueried = source.isQueried;
  copy.isClone = true;
  const id = source.fields.get('Id');
  copy.cloneSource = id instanceof ApexId ? id.value : source.cloneSource;
  if (!keep.id) copy.fields.delete('Id');
  if (!keep.stamps) for (const name of STAMPS) copy.fields.delete(name);
  if (!keep.autoNumbers) {
    for (const field of run.program.sobjects.shapeOf(source.type).fields.values()) {
      if (field.isAutoNumber) copy.fields.delete(field.name);
    }
  }
  return copy;
}
