/** Microsoft's referral of the same engagement: its half of a co-sell deal. */
import { isInboundReferral, MICROSOFT } from '../domain/kinds.ts';
import { kindOf } from '../domain/preflight.ts';
import { readRecord } from '../domain/salesforce-lens.ts';
import type { RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { compareVersions } from '../domain/versions.ts';
import { commit, type Visit } from './visit.ts';

export type MicrosoftHalf = {
  /** Newest reading; null while there is none, or when the list showed an older one than was seen. */
  referral: ReferralDocument | null;
  /** The list shows our own referral, so it is not behind its creation. */
  listIsFresh: boolean;
};

/**
 * Read from the list, because whether it can be read by its id is not known. Only deals that can have one are
 * asked about, to keep calls few.
 */
export async function microsoftReferral(
  visit: Visit,
  record: RecordSnapshot,
  own: ReferralDocument,
): Promise<MicrosoftHalf> {
  if (!mayHaveOne(visit, record, own)) return { referral: null, listIsFresh: true };
  const rows = await visit.outside.partnerCenter.listEngagement(own.engagementId, visit.signal);
  const listIsFresh = rows.some((row) => row.id === own.id);
  const found = rows.find((row) => row.organizationId === MICROSOFT);
  if (!found) return { referral: null, listIsFresh };
  const seen = visit.pair.versions.microsoft;
  if (seen && compareVersions(found.updatedDateTime, seen) < 0)
    return { referral: null, listIsFresh };
  if (seen !== found.updatedDateTime) {
    await commit(visit, { versions: { ...visit.pair.versions, microsoft: found.updatedDateTime } });
  }
  return { referral: found, listIsFresh };
}

function mayHaveOne(visit: Visit, record: RecordSnapshot, own: ReferralDocument): boolean {
  if (own['type'] === 'Shared' || visit.pair.versions.microsoft) return true;
  const isInbound = isInboundReferral(own, visit.deps.config.organizationId);
  const shown = readRecord(record, visit.mapping, visit.profile, isInbound);
  return kindOf(record, shown) === 'co-sell';
}
