/** Which fields the resource may write: mapped ones and the bridge's own. */
import { BRIDGE_OWNED, WISHES } from '../package-marks.ts';
import type { Input } from '../save/coerce.ts';
import { findField } from '../schema/types.ts';
import { readMapping } from '../settings.ts';
import type { Org } from '../store/org.ts';

/** Stage and Sync follow the status and the referral; wishes are cleared after the outcome. */
const ALWAYS = ['StageName', 'Sync_with_Partner_Center__c', ...WISHES, ...BRIDGE_OWNED];

/**
 * The first field of the input that may not be written, does not exist, or is closed to the caller; undefined when all
 * may. `view` is the org as the caller sees it: the resource runs in system mode, but asks isUpdateable per field.
 */
export function forbiddenField(view: Org, type: string, input: Input): string | undefined {
  const mapped = readMapping(view, type).map((one) => one.field);
  const allowed = new Set([...ALWAYS, ...mapped].map((name) => name.toLowerCase()));
  return Object.keys(input).find(
    (name) => !allowed.has(name.toLowerCase()) || isClosed(view, type, name),
  );
}

/** The first field that the caller may not edit, whatever the mapping says. */
export const closedField = (view: Org, type: string, input: Input): string | undefined =>
  Object.keys(input).find((name) => isClosed(view, type, name));

function isClosed(view: Org, type: string, name: string): boolean {
  const object = view.schema.find(type);
  return !object || !findField(object, name)?.updateable;
}
