/** Who asked for something on a record, as its trigger noted in that person's own transaction. */
import type { RecordSnapshot } from '../domain/values.ts';
import { HostFault, PairFault } from '../errors.ts';
import type { Visit } from './visit.ts';

/**
 * Known only while the record still carries the change token of that edit: who edited it later did not ask. Null when it
 * is not known; a trail that cannot be read never stops what it tells about.
 */
export async function askerOf(
  visit: Visit,
  record: RecordSnapshot,
  field: string,
): Promise<string | null> {
  if (record.token === null) return null;
  try {
    return await visit.outside.salesforce.auditActor(`${record.token}:${field}`, visit.signal);
  } catch (error) {
    if (error instanceof HostFault || error instanceof PairFault) return null;
    throw error;
  }
}
