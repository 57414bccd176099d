/** Sync is off: nothing travels, nothing is deleted. The record says so, and its token stops ringing. */
import { auditEntry } from '../domain/audit.ts';
import type { RecordSnapshot } from '../domain/values.ts';
import type { Settlement } from './settlement.ts';
import { commit, type Visit } from './visit.ts';
import { writeRecordNews } from './write-record.ts';

export async function pause(visit: Visit, record: RecordSnapshot): Promise<Settlement> {
  const isShared = visit.pair.referralId !== null;
  if (isShared) await noteSync(visit, 'paused');
  const { editedMeanwhile } = await writeRecordNews(visit, record, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: isShared ? 'Paused' : null,
      Co_Sell_Sync_Message__c: null,
      ...(isShared ? {} : { Co_Sell_Checklist__c: null }),
    },
  });
  const { clock, timings } = visit.deps;
  return {
    state: 'paused',
    nextLookAt: editedMeanwhile ? clock.now() + timings.pairIntervalMs : null,
  };
}

/** That Sync went off, or on again, is told once: the state changes with the entry. */
export async function noteSync(visit: Visit, action: 'paused' | 'resumed'): Promise<void> {
  const isPaused = visit.pair.state === 'paused';
  if (isPaused === (action === 'paused')) return;
  await commit(visit, {
    state: isPaused ? 'open' : 'paused',
    audit: [auditEntry(visit.scope, { action, side: 'salesforce', actor: 'Salesforce' })],
  });
}
