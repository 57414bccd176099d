/** Sync is off: nothing travels, nothing is deleted. The record says so, and its token stops ringing. */
import type { RecordSnapshot } from '../domain/values.ts';
import type { Settlement } from './settlement.ts';
import type { Visit } from './visit.ts';
import { writeRecordNews } from './write-record.ts';

export async function pause(visit: Visit, record: RecordSnapshot): Promise<Settlement> {
  const isShared = visit.pair.referralId !== null;
  const { editedMeanwhile } = await writeRecordNews(visit, record, {
    bookkeeping: {
      Co_Sell_Sync_Status__c: isShared ? 'Paused' : null,
      Co_Sell_Sync_Message__c: null,
      ...(isShared ? {} : { Co_Sell_Checklist__c: null }),
    },
  });
  if (!editedMeanwhile) return { state: 'paused', nextLookAt: null };
  return { state: 'open', nextLookAt: visit.deps.clock.now() + visit.deps.timings.pairIntervalMs };
}
