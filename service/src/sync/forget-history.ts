/** Once a day what is older than the org keeps leaves the history, in the store and in the org. */
import type { BridgeDeps } from './deps.ts';
import type { Outside } from './outside.ts';

export const DAY_MS = 86_400_000;
/** Each call of the org deletes some thousand entries; what is left over goes tomorrow. */
const MOST_CALLS = 50;

/** The cursor is the day of the last time. Nothing goes on the first day, nor where the history is kept for ever. */
export async function forgetHistory(
  { store, clock }: Pick<BridgeDeps, 'store' | 'clock'>,
  outside: Outside,
  cursor: string | null,
): Promise<string> {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  if (cursor === null || cursor >= today) return cursor ?? today;
  const { settings } = await outside.salesforce.profile();
  const since = keptSince(settings.auditRetentionDays, clock.now());
  if (since === null) return today;
  // The store first: an entry that only the org has is no finding of the check.
  await store.forgetAudit(clock.now() - since);
  const before = new Date(since).toISOString();
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    if ((await outside.salesforce.forgetAudit(before)) === 0) break;
  }
  return today;
}

/** Milliseconds; null when nothing is ever forgotten. */
export function keptSince(days: number | null, now: number): number | null {
  return days === null ? null : now - days * DAY_MS;
}
