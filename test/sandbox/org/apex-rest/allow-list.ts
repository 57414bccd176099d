/** Which fields the resource may write: mapped ones and the bridge's own. */
import { BRIDGE_OWNED, WISHES } from '../package-marks.ts';
import type { Input } from '../save/coerce.ts';
import { findField } from '../schema/types.ts';
import { readMapping } from '../settings.ts';
import type { Org } from '../store/org.ts';

/** Stage and Sync follow the status and the referral; wishes are cleared after the outcome. */
const ALWAYS = ['StageName', 'Sync_with_Partner_Center__c', ...WISHES, ...BRIDGE_OWNED];

/** The first field of the input that may not be written, or does not exist; undefined when all may. */
export function forbiddenField(org: Org, type: string, input: Input): string | undefined {
  const object = org.schema.object(type);
  const mapped = readMapping(org, type).map((one) => one.field);
  const allowed = new Set([...ALWAYS, ...mapped].map((name) => name.toLowerCase()));
  return Object.keys(input).find(
    (name) => !allowed.has(name.toLowerCase()) || !findField(object, name)?.updateable,
  );
}
