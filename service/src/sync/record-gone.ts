/** Deleted records are never replaced by us; a person may write the identifier on another one. */
import { auditEntry } from '../domain/audit.ts';
import type { RecordSnapshot } from '../domain/values.ts';
import type { Settlement } from './settlement.ts';
import { bury } from './unlink.ts';
import { commit, nowIso, type Visit } from './visit.ts';

/** The pair resumes when the record is restored, unless its referral went to another record meanwhile. */
export async function restWithoutRecord(
  visit: Visit,
  record?: RecordSnapshot,
): Promise<Settlement> {
  const heir = await heirOf(visit);
  if (heir !== undefined) return leaveTo(visit, heir);
  const { versions } = visit.pair;
  await commit(visit, {
    // Or every sweep of its overlap would ring it again.
    ...(record ? { versions: { ...versions, ...versionsOf(record) } } : {}),
    lastError: {
      code: 'record-gone',
      detail: '',
      at: nowIso(visit),
      side: 'salesforce',
      correlationId: visit.scope.correlationId,
    },
  });
  return { state: 'paused', nextLookAt: null };
}

/** The record that carries the identifier now. */
async function heirOf({ pair, outside, signal }: Visit): Promise<string | undefined> {
  if (pair.referralId === null) return undefined;
  const ids = await outside.salesforce.findByReferral(pair.referralId, signal);
  return ids.find((id) => id !== pair.recordId);
}

/** A tombstone is what the pair of that record may revive. */
async function leaveTo(visit: Visit, heir: string): Promise<Settlement> {
  const { recordId, referralId } = visit.pair;
  const entry = auditEntry(visit.scope, {
    action: 'unlinked',
    side: 'bridge',
    before: referralId,
    reason: `${String(recordId)} was deleted, and ${heir} carries the identifier now`,
  });
  const buried = await bury(visit, entry, false);
  await visit.deps.store.ring({ id: { recordId: heir }, cause: 'adopted' });
  return buried;
}

const versionsOf = ({ version, token }: RecordSnapshot) => ({ salesforce: version, token });
