/** Looks for a referral whose creation was never confirmed. `externalReferenceId` is no documented filter, so we match it. */
import type { Attempt } from '../domain/pair.ts';
import type { ReferralDocument } from '../domain/values.ts';
import { millisOf } from '../domain/versions.ts';
import type { Visit } from './visit.ts';

/** The two clocks need not agree, and a late commit is dated when it happens. */
const BEFORE_SENDING_MS = 15 * 60_000;

export async function findCreated(
  visit: Visit,
  externalReferenceId: string,
  attempt: Attempt,
): Promise<ReferralDocument | undefined> {
  const since = Date.parse(attempt.firstStartedAt ?? attempt.startedAt) - BEFORE_SENDING_MS;
  const organization = visit.deps.config.organizationId.toLowerCase();
  for await (const page of visit.outside.partnerCenter.listNewest(
    'createdDateTime',
    visit.signal,
  )) {
    const candidates = page.filter(
      (row) =>
        row['externalReferenceId'] === externalReferenceId &&
        row.organizationId.toLowerCase() === organization &&
        millisOf(row.createdDateTime) >= since,
    );
    for (const found of candidates) {
      // An older referral of the same record, unlinked since, is not the one we look for.
      const owner = await visit.deps.store.findByReferral(found.id);
      if (!owner || owner.id === visit.pair.id || owner.state === 'stub') return found;
    }
    const oldest = page.at(-1);
    if (!oldest || millisOf(oldest.createdDateTime) < since) return undefined;
  }
  return undefined;
}
