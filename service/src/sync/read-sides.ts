/** Fresh reads of both sides, with older answers thrown away. */
import type { RecordSnapshot, ReferralDocument } from '../domain/values.ts';
import { compareVersions } from '../domain/versions.ts';
import { commit, mappingOfRecord, OlderRead, type Visit } from './visit.ts';

/** How often a read older than a notified change, or than a write answered without a body, is thrown away. */
const MOST_OLDER_READS = 3;

/** Undefined when Salesforce has no such record. @throws OlderRead */
export async function readRecordFresh(
  visit: Visit,
  id: string,
): Promise<RecordSnapshot | undefined> {
  const record = await visit.outside.salesforce.read(id, visit.signal);
  see(visit, record);
  const seen = visit.pair.versions.salesforce;
  if (record && seen && compareVersions(record.version, seen) < 0) {
    throw new OlderRead('the record is older than what was seen');
  }
  return record;
}

/** From here on the visit is about this record. */
export function see(visit: Visit, record: RecordSnapshot | undefined): void {
  visit.record = record;
  if (record) visit.mapping = mappingOfRecord(visit.profile, record);
}

/** @throws OlderRead, ReferralUnreadable */
export async function readReferralFresh(visit: Visit, id: string): Promise<ReferralDocument> {
  const referral = await visit.outside.partnerCenter.get(id, visit.signal);
  const { versions, notifiedAt } = visit.pair;
  const seen = versions.partnerCenter;
  if (seen && compareVersions(referral.updatedDateTime, seen) < 0) {
    throw new OlderRead('the referral is older than what was seen');
  }
  const isOlder =
    (versions.newerThan && compareVersions(referral.updatedDateTime, versions.newerThan) <= 0) ||
    (notifiedAt && compareVersions(referral.updatedDateTime, notifiedAt) < 0);
  const thrownAway = versions.olderReads ?? 0;
  if (isOlder && thrownAway < MOST_OLDER_READS) {
    await commit(visit, { versions: { ...versions, olderReads: thrownAway + 1 } });
    throw new OlderRead('the referral is older than a change we know of');
  }
  if (thrownAway > 0 && !isOlder) {
    const { olderReads: _read, ...rest } = versions;
    await commit(visit, { versions: rest });
  }
  return referral;
}
