/**
 * The pair of a lead goes on with the deal that the lead became, or with the winner of a merge. The record is told
 * first and the row moved after that, so a crash in between repeats what is done already.
 */
import { auditEntry } from '../domain/audit.ts';
import { withoutWrites } from '../domain/attempts.ts';
import { successorOf } from '../domain/lead-status.ts';
import { isFinal, statusOf } from '../domain/lifecycle.ts';
import { differing, mirrorReferral } from '../domain/mirror.ts';
import { readReferral } from '../domain/partner-center-lens.ts';
import type { Base, JsonObject, RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { PairFault } from '../errors.ts';
import { readRecordFresh, readReferralFresh, see } from './read-sides.ts';
import { reconcileBoth } from './reconcile-both.ts';
import type { Settlement } from './settlement.ts';
import { waitForRoom } from './step-aside.ts';
import { commit, nowIso, type Visit } from './visit.ts';
import { throwUnlessWritten } from './write-record.ts';

/** Undefined when this record still is the one of its pair. */
export async function handOver(
  visit: Visit,
  lead: RecordSnapshot,
): Promise<Settlement | undefined> {
  const successor = successorOf(lead);
  const { referralId } = visit.pair;
  if (!successor || referralId === null) return undefined;
  const referral = await readReferralFresh(visit, referralId);
  // What is over does not come along: the deal begins anew, and may be shared as one of ours.
  if (isOver(referral)) return { state: 'closed', nextLookAt: null };
  if (successor === 'none') return endWithoutDeal(visit);
  const next = await visit.outside.salesforce.read(successor.id, visit.signal);
  if (!next || next.deleted) return undefined;
  see(visit, next);
  await freeRecord(visit, next, referralId);
  await tell(visit, { lead, next, referral });
  await move(visit, next, referral);
  const fresh = await readRecordFresh(visit, next.id);
  return fresh && reconcileBoth(visit, fresh, referral);
}

const isOver = ({ status, substatus }: ReferralDocument) =>
  isFinal(statusOf({ status, substatus }));

/** A converted lead cannot be written to any more, and there is nothing else to work with. */
async function endWithoutDeal(visit: Visit): Promise<Settlement> {
  await commit(visit, {
    lastError: {
      code: 'lead-without-deal',
      detail: '',
      at: nowIso(visit),
      side: 'salesforce',
      correlationId: visit.scope.correlationId,
    },
  });
  return { state: 'paused', nextLookAt: null };
}

/** @throws PairFault when it has a referral of its own, LookAgain while a pair of it steps aside */
async function freeRecord(visit: Visit, next: RecordSnapshot, referralId: string): Promise<void> {
  const identifier = next.fields['Referral_Identifier__c'];
  const isOthers =
    typeof identifier === 'string' && identifier !== '' && identifier.toLowerCase() !== referralId;
  // Never this pair: its record is the lead until the move.
  const holder = await visit.deps.store.findByRecord(next.id);
  if (isOthers || holder?.referralId) throw new PairFault('bridge', 'duplicate-referral');
  // A stub is taken in by the move itself; a pair that was about to share the deal finds this lead first.
  if (!holder || holder.state === 'stub') return;
  const { pairIntervalMs } = visit.deps.timings;
  await waitForRoom(visit, { pair: holder, id: { recordId: next.id } }, pairIntervalMs);
}

type Handing = { lead: RecordSnapshot; next: RecordSnapshot; referral: ReferralDocument };

async function tell(visit: Visit, { lead, next, referral }: Handing): Promise<void> {
  const isSynced = lead.fields['Sync_with_Partner_Center__c'] === true;
  const wanted: JsonObject = {
    ...(isSynced ? { Sync_with_Partner_Center__c: true } : {}),
    // Asked for on the lead, which cannot be answered there any more.
    ...(lead.fields['Referral_Response__c'] === 'Accept' ? { Referral_Response__c: 'Accept' } : {}),
  };
  const set = differing(next, wanted);
  const bookkeeping = differing(next, {
    ...mirrorReferral(referral),
    // The values follow with the visit: whoever looks at the deal meanwhile is told to wait, and their card looks again.
    ...(isSynced ? { Co_Sell_Sync_Status__c: 'Queued' } : {}),
  });
  if (Object.keys(set).length === 0 && Object.keys(bookkeeping).length === 0) return;
  const expect = Object.keys(set).map((field) => [field, next.fields[field] ?? null] as const);
  const result = await visit.outside.salesforce.change(
    {
      object: next.object,
      id: next.id,
      token: null,
      expect: Object.fromEntries(expect),
      set,
      bookkeeping,
      clearToken: false,
      audit: [],
    },
    visit.signal,
  );
  throwUnlessWritten(visit, result);
  // Also said of a change whose books were refused: then the deal would not know its referral.
  const [error] = result.errors;
  if (error) throw new PairFault('salesforce', 'salesforce-rejected', { detail: error.message });
}

async function move(visit: Visit, next: RecordSnapshot, referral: ReferralDocument): Promise<void> {
  const { salesforce: _version, token: _token, ...versions } = visit.pair.versions;
  await commit(visit, {
    recordId: next.id,
    base: baseOf(next, referral),
    held: {},
    attempt: withoutWrites(visit.pair.attempt, 'salesforce'),
    versions,
    audit: [
      auditEntry(visit.scope, {
        action: 'linked',
        side: 'salesforce',
        before: visit.pair.recordId,
        after: next.id,
        reason: next.object === 'Opportunity' ? 'the lead was converted' : 'the lead was merged',
      }),
    ],
  });
}

/**
 * First contact, but for two things. A conversion makes up a close date: both sides have one then, and the field's rule
 * decides. The stage means what the lead meant, so converting a lead that nobody answered is accepting it.
 */
function baseOf(next: RecordSnapshot, referral: ReferralDocument): Base | null {
  if (next.object === 'Lead') return null;
  const base = { status: readReferral(referral).status ?? null, closingDate: null };
  return { partnerCenter: base, salesforce: { ...base } };
}
