/** Unlinking: Sync goes off, the identifier is cleared, and a tombstone keeps the referral from coming back. */
import { auditEntry } from '../domain/audit.ts';
import { attemptsOf, openAttempt, withoutKind } from '../domain/attempts.ts';
import type { Attempt, Pair } from '../domain/pair.ts';
import type { AuditEntry, RecordSnapshot } from '../domain/values.ts';
import type { Settlement } from './settlement.ts';
import { commit, type Visit } from './visit.ts';
import { throwUnlessWritten } from './write-record.ts';

/** Asked for on the record, or carried out there already without our learning of it. */
export function wantsUnlink({ pair }: Visit, record: RecordSnapshot): boolean {
  return record.fields['Co_Sell_Request__c'] === 'Unlink' || (isUnderWay(pair) && isDone(record));
}

function isUnderWay(pair: Pair): boolean {
  return attemptsOf(pair.attempt).some(({ kind }) => kind === 'unlink');
}

function isDone(record: RecordSnapshot): boolean {
  return !record.fields['Referral_Identifier__c'];
}

export async function unlink(visit: Visit, record: RecordSnapshot): Promise<Settlement> {
  const entry = auditEntry(visit.scope, {
    action: 'unlinked',
    side: 'bridge',
    before: visit.pair.referralId,
    reason: 'requested on the record',
  });
  if (isUnderWay(visit.pair) && isDone(record)) return bury(visit, entry, false);
  const attempt: Attempt = {
    kind: 'unlink',
    side: 'salesforce',
    fields: {},
    startedAt: visit.scope.now,
  };
  const rest = withoutKind(visit.pair.attempt, 'unlink');
  await commit(visit, { attempt: openAttempt(attempt, rest) });
  const result = await visit.outside.salesforce.change(
    {
      object: record.object,
      id: record.id,
      token: record.token,
      expect: { Co_Sell_Request__c: 'Unlink' },
      set: { Co_Sell_Request__c: null, Sync_with_Partner_Center__c: false },
      bookkeeping: {
        Referral_Identifier__c: null,
        Referral_Link__c: null,
        Co_Sell_Sync_Status__c: null,
        Co_Sell_Sync_Message__c: null,
      },
      clearToken: record.token !== null,
      audit: [entry],
    },
    visit.signal,
  );
  if (result.outcome !== 'written') {
    await commit(visit, { attempt: rest });
    throwUnlessWritten(visit, result);
  }
  return bury(visit, entry, true);
}

/** The referral stays known, so that nothing brings it back by itself. */
export async function bury(
  visit: Visit,
  entry: AuditEntry,
  isDelivered: boolean,
): Promise<Settlement> {
  await commit(visit, {
    recordId: null,
    attempt: null,
    audit: [entry],
    ...(isDelivered ? { delivered: [entry.entryKey] } : {}),
  });
  return { state: 'tombstone', nextLookAt: null };
}
