/**
 * The record names a referral already: an admin wrote its identifier there, or our store was lost. First contact:
 * equal values become the base, blanks are filled, and nothing is overwritten.
 */
import { auditEntry } from '../domain/audit.ts';
import { shortened } from '../domain/cut.ts';
import type { Pair } from '../domain/pair.ts';
import { referralIdIn } from '../domain/referral-id.ts';
import type { RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { PairFault, ReferralUnreadable } from '../errors.ts';
import { newestRow } from './newest-row.ts';
import { readReferralFresh } from './read-sides.ts';
import { reconcileBoth } from './reconcile-both.ts';
import type { Settlement } from './settlement.ts';
import { hasUnderWay, waitForRoom } from './step-aside.ts';
import { commit, type Visit } from './visit.ts';

/** @throws PairFault saying why the identifier links nothing */
export async function link(
  visit: Visit,
  record: RecordSnapshot,
  identifier: string,
): Promise<Settlement> {
  const referral = await readNamed(visit, record, identifier);
  await requireRoom(visit, record, referral);
  await commit(visit, {
    referralId: referral.id,
    engagementId: referral.engagementId,
    // Unlinking cleared the identifier, so somebody wrote it again: that, and nothing else, revives the referral.
    revives: true,
    audit: [auditEntry(visit.scope, { action: 'linked', side: 'bridge', after: referral.id })],
  });
  return reconcileBoth(visit, record, referral);
}

/** A pair that waits for this record, or whose own was deleted, makes room as soon as it looks. @throws LookAgain */
async function requireRoom(
  visit: Visit,
  record: RecordSnapshot,
  { id }: ReferralDocument,
): Promise<void> {
  const { store, timings } = visit.deps;
  const owner = await store.findByReferral(id);
  if (!owner || !(await makesRoom(visit, owner, record))) return;
  await waitForRoom(visit, { pair: owner, id: { referralId: id } }, timings.staleRetryMs);
}

async function makesRoom(visit: Visit, owner: Pair, record: RecordSnapshot): Promise<boolean> {
  const { state, recordId } = owner;
  // Nobody visits these two: they are taken in at once.
  if (state === 'stub' || state === 'tombstone') return false;
  if (recordId === null) return !hasUnderWay(owner, record);
  const theirs = await visit.outside.salesforce.read(recordId, visit.signal);
  return theirs === undefined || theirs.deleted;
}

async function readNamed(
  visit: Visit,
  record: RecordSnapshot,
  identifier: string,
): Promise<ReferralDocument> {
  const id = referralIdIn(identifier);
  if (!id)
    throw new PairFault('salesforce', 'link-malformed', {
      detail: shortened(identifier, LONGEST_SHOWN),
    });
  const referral = await readOrExplain(visit, record, id);
  if (!isOurs(visit, referral)) throw new PairFault('salesforce', 'link-foreign');
  return referral;
}

/**
 * Microsoft's referral may be readable in the list only. One that was never linked was mistyped more likely than lost:
 * that is for whoever wrote it.
 */
async function readOrExplain(
  visit: Visit,
  record: RecordSnapshot,
  id: string,
): Promise<ReferralDocument> {
  try {
    return await readReferralFresh(visit, id);
  } catch (cause) {
    if (!(cause instanceof ReferralUnreadable)) throw cause;
    const listed = await newestRow(visit, id);
    if (listed && !isOurs(visit, listed)) return listed;
    if (record.fields['Referral_Link__c']) throw cause;
    throw new PairFault('salesforce', 'link-unknown', { detail: id, cause });
  }
}

const isOurs = ({ deps }: Visit, { organizationId }: ReferralDocument): boolean =>
  organizationId.toLowerCase() === deps.config.organizationId.toLowerCase();

const LONGEST_SHOWN = 60;
