/**
 * One visit of a claimed pair: read both sides afresh, decide, apply, settle. Nothing is ever decided from what
 * a message said, so webhooks, nudges, sweeps and retries all end here. See `docs/architecture.md`.
 */
import { PairFault } from '../errors.ts';
import { endFailedVisit } from './failures.ts';
import { handOver } from './hand-over.ts';
import { readRecordFresh, readReferralFresh } from './read-sides.ts';
import { adoptInserted, receiveReferralOf } from './receive-referral.ts';
import { reconcileBoth } from './reconcile-both.ts';
import { restWithoutRecord } from './record-gone.ts';
import { pause } from './pause.ts';
import { resolveStub } from './resolve-stub.ts';
import type { Settlement } from './settlement.ts';
import { adoptNotified, shareRecord } from './share-record.ts';
import { unlink, wantsUnlink } from './unlink.ts';
import type { Visit } from './visit.ts';

/** Why a pair rests, when that is more than Sync being off. */
const SAID_AT_REST = new Set(['record-gone', 'lead-without-deal']);

/** Ends the claim in any case, but for a lost one. @throws only what the store itself throws */
export async function reconcile(visit: Visit): Promise<void> {
  try {
    const settlement =
      visit.pair.state === 'stub' ? await resolveStub(visit) : await visitPair(visit);
    if (settlement.state !== 'gone') await settle(visit, settlement);
  } catch (error) {
    await endFailedVisit(visit, error);
  }
}

async function visitPair(visit: Visit): Promise<Settlement> {
  const { recordId, referralId } = visit.pair;
  if (recordId === null) {
    if (referralId === null)
      throw new PairFault('bridge', 'unexpected', { detail: 'a pair without ids' });
    return receiveReferralOf(visit, await readReferralFresh(visit, referralId));
  }
  const record = await readRecordFresh(visit, recordId);
  const handed = record && (await handOver(visit, record));
  if (handed) return handed;
  if (!record || record.deleted) return restWithoutRecord(visit, record);
  if (referralId === null) return shareRecord(visit, record);
  // What a seller asks for on the record needs no answer of Partner Center, which may not show the referral any more.
  if (wantsUnlink(visit, record)) return unlink(visit, record);
  if (record.fields['Sync_with_Partner_Center__c'] !== true) return pause(visit, record);
  const referral = await readReferralFresh(visit, referralId);
  const adopted =
    (await adoptNotified(visit, record, referral)) ??
    (await adoptInserted(visit, record, referral));
  return adopted ?? reconcileBoth(visit, record, referral);
}

async function settle(
  visit: Visit,
  settlement: Exclude<Settlement, { state: 'gone' }>,
): Promise<void> {
  const { deps, claim, pair } = visit;
  const { changedMeanwhile: _changed, ...versions } = pair.versions;
  const isGone = settlement.state === 'paused' && SAID_AT_REST.has(pair.lastError?.code ?? '');
  await deps.store.settle(
    claim,
    {
      state: settlement.state,
      failures: 0,
      versions,
      lastError: isGone ? pair.lastError : null,
      priority: 0,
    },
    {
      nextLookAt: settlement.nextLookAt,
      notBefore: claim.claimedAt + deps.timings.pairIntervalMs,
    },
  );
}
