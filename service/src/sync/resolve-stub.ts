/** A stub is one id nobody knew. It may only read, until it is clear which pair it belongs to. */
import { auditEntry } from '../domain/audit.ts';
import { isLeadId, successorOf } from '../domain/lead-status.ts';
import { statusOf } from '../domain/lifecycle.ts';
import type { Pair } from '../domain/pair.ts';
import { referralIdIn } from '../domain/referral-id.ts';
import type { ReferralDocument } from '../domain/values.ts';
import { ReferralUnreadable } from '../errors.ts';
import { newestRow } from './newest-row.ts';
import { readRecordFresh, readReferralFresh } from './read-sides.ts';
import { receiveReferralOf } from './receive-referral.ts';
import type { Settlement } from './settlement.ts';
import { shareRecord } from './share-record.ts';
import { commit, LookAgain, type Visit } from './visit.ts';

/** Three unreadable answers in ten minutes, then the stub is dropped. */
const MOST_UNREADABLE = 3;
const GONE: Settlement = { state: 'gone' };

export async function resolveStub(visit: Visit): Promise<Settlement> {
  const { recordId, referralId } = visit.pair;
  if (referralId !== null) return resolveReferral(visit, referralId);
  if (recordId !== null) return resolveRecord(visit, recordId);
  return drop(visit);
}

async function resolveRecord(visit: Visit, recordId: string): Promise<Settlement> {
  const record = await readRecordFresh(visit, recordId);
  if (!record || record.deleted) return drop(visit);
  const identifier = record.fields['Referral_Identifier__c'];
  if (typeof identifier === 'string' && identifier !== '') {
    const referralId = referralIdIn(identifier);
    const owner = referralId && (await visit.deps.store.findByReferral(referralId));
    if (owner && (await giveToReferral(visit, owner))) return GONE;
    // A lead that became a deal and its deal are one pair, which moves from the first to the second.
    if (successorOf(record)) return drop(visit);
    if (owner && owner.recordId && isLeadId(owner.recordId)) {
      await visit.deps.store.ring({ id: { recordId: owner.recordId }, cause: 'adopted' });
      return drop(visit);
    }
  } else if (record.fields['Sync_with_Partner_Center__c'] !== true && record.token === null) {
    // Never shared. With a token left on it, it goes on as a pair first: a stub may not write.
    return drop(visit);
  }
  await commit(visit, { state: 'open' });
  return shareRecord(visit, record);
}

/** The pair of the referral waited for a record, and this one names it. False when it has one, or was unlinked. */
async function giveToReferral(visit: Visit, owner: Pair): Promise<boolean> {
  if (owner.recordId !== null || owner.state === 'tombstone') return false;
  const linked = auditEntry(visit.scope, {
    action: 'linked',
    side: 'bridge',
    after: owner.referralId,
  });
  // What was written about the stub goes to the pair with it.
  await commit(visit, { audit: [linked] });
  return visit.deps.store.giveOver(visit.claim, owner.id, 'adopted');
}

async function resolveReferral(visit: Visit, referralId: string): Promise<Settlement> {
  const referral = await readOrCount(visit, referralId);
  if (!referral) return drop(visit);
  if (!isOurs(visit, referral)) {
    const { correlationId } = visit.scope;
    await visit.deps.store.ringEngagement(referral.engagementId, 'webhook', correlationId);
    return drop(visit);
  }
  const named = referral['externalReferenceId'];
  if (typeof named === 'string' && named !== '') {
    const maker = await visit.deps.store.findOpenCreate(named);
    if (maker && (await visit.deps.store.giveOver(visit.claim, maker.id, 'adopted'))) return GONE;
  }
  // Nothing of it was ever here, and it is over: not worth a pair.
  if (statusOf({ status: referral.status, substatus: referral.substatus }) === undefined)
    return drop(visit);
  await commit(visit, { state: 'open', failures: 0 });
  return receiveReferralOf(visit, referral);
}

/** Undefined once it was unreadable too often; Microsoft's referral may be readable in the list only. */
async function readOrCount(
  visit: Visit,
  referralId: string,
): Promise<ReferralDocument | undefined> {
  try {
    return await readReferralFresh(visit, referralId);
  } catch (error) {
    if (!(error instanceof ReferralUnreadable)) throw error;
    const listed = await newestRow(visit, referralId);
    if (listed && !isOurs(visit, listed)) return listed;
    const failures = visit.pair.failures + 1;
    if (failures >= MOST_UNREADABLE) return undefined;
    await commit(visit, { failures });
    throw new LookAgain(visit.deps.clock.now() + visit.deps.timings.staleRetryMs * failures);
  }
}

function isOurs(visit: Visit, referral: ReferralDocument): boolean {
  return referral.organizationId.toLowerCase() === visit.deps.config.organizationId.toLowerCase();
}

async function drop(visit: Visit): Promise<Settlement> {
  visit.deps.log.debug({ pairId: visit.pair.id }, 'stub dropped');
  await visit.deps.store.dropStub(visit.claim);
  return GONE;
}
