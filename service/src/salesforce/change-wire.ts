/** Changes as `CoSellChangesResource` takes them, and its results. */
import type { ChangeOutcome, ChangeResult, RecordChange } from '../domain/changes.ts';
import { shortened } from '../domain/cut.ts';
import type { AuditEntry, Json, JsonObject } from '../domain/values.ts';
import { isObject, malformed, objectOf, type WireObject } from './wire.ts';

const OUTCOMES: ReadonlySet<string> = new Set<ChangeOutcome>([
  'written',
  'stale',
  'locked',
  'rejected',
  'forbidden',
  'missing',
  'exists',
]);
/** Length of `Before__c`, `After__c` and `Reason__c` of an audit entry. */
const MAX_TEXT = 4096;

/** The change under a key of its own; the answer comes back by that key. */
export function wireChange(key: string, change: RecordChange): WireObject {
  // A copy as plain JSON: absent members stay absent, and nothing of ours is shared with the request.
  const { audit, ...rest } = change;
  return { key, ...(structuredClone(rest) as JsonObject), audit: audit.map(wireAudit) };
}

/**
 * Results by key, each key asked for exactly once. Date-times in `values` are turned from the form Apex writes
 * (`…Z`) into the one of queries (`….000+0000`), so that a version read here equals the same one read there.
 * @param isDateTime whether a field of that object holds date-times
 * @throws HostFault salesforce-malformed; the changes may have been written
 */
export function resultsOf(
  body: unknown,
  keys: readonly string[],
  isDateTime: (field: string) => boolean,
): Map<string, ChangeResult> {
  const results = isObject(body) && Array.isArray(body.results) ? body.results : undefined;
  if (!results) throw malformed('results of the changes', { outcomeUnknown: true });
  const byKey = new Map<string, ChangeResult>();
  for (const result of results)
    if (isObject(result) && typeof result.key === 'string')
      byKey.set(result.key, resultOf(result, isDateTime));
  const missing = keys.filter((key) => !byKey.has(key)).length;
  if (missing > 0)
    throw malformed(`a result for every change (${String(missing)} missing)`, {
      outcomeUnknown: true,
    });
  return byKey;
}

function resultOf(result: WireObject, isDateTime: (field: string) => boolean): ChangeResult {
  const { outcome, id, values, errors } = result;
  if (typeof outcome !== 'string' || !OUTCOMES.has(outcome))
    throw malformed('a known outcome of a change', { outcomeUnknown: true });
  return {
    outcome: outcome as ChangeOutcome,
    id: typeof id === 'string' ? id : null,
    values: withQueryTimes(isObject(values) ? values : {}, isDateTime),
    errors: Array.isArray(errors) ? errors.map(changeErrorOf) : [],
  };
}

function changeErrorOf(error: Json): ChangeResult['errors'][number] {
  const { statusCode, message, fields } = objectOf(error, 'an error of a change');
  return {
    statusCode: typeof statusCode === 'string' ? statusCode : 'UNKNOWN',
    message: typeof message === 'string' ? message : '',
    fields: Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [],
  };
}

function withQueryTimes(values: WireObject, isDateTime: (field: string) => boolean): WireObject {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      typeof value === 'string' && isDateTime(field) ? queryTime(value) : value,
    ]),
  );
}

function queryTime(text: string): string {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?Z$/.exec(text);
  return match ? `${match[1] ?? ''}.${(match[2] ?? '').padEnd(3, '0')}+0000` : text;
}

/** An entry as the org is told it. */
export function wireAudit(entry: AuditEntry): WireObject {
  return {
    ...entry,
    before: displayText(entry.before),
    after: displayText(entry.after),
    reason: displayText(entry.reason),
  };
}

/** What a person reads in the audit trail. */
function displayText(value: Json): string | null {
  if (value === null) return null;
  return shortened(typeof value === 'string' ? value : JSON.stringify(value), MAX_TEXT);
}
