/** When a pair is looked at again although nobody rings it. */
import { isFinal, statusOf } from './lifecycle.ts';
import type { Held } from './pair.ts';
import { reminderTimes } from './reminders.ts';
import type { ReferralDocument } from './values.ts';
import { millisOf } from './versions.ts';

const MINUTE_MS = 60_000;

export type LookTimes = { regularLookMs: number; awaitingMicrosoftMs: number };

/**
 * The earliest of: a reminder of the expiry, expiry + 1 minute, the end of a hold, an hour while Microsoft's answer is awaited, else a day
 * (± 10 %, by `jitter` 0–1). Milliseconds; always in the future.
 */
export function nextLook(
  now: number,
  pair: { held: Held; referral: ReferralDocument | null; microsoft: ReferralDocument | null },
  times: LookTimes,
  jitter: number,
  plannedAt: number = now,
): number {
  const regular = times.regularLookMs * (0.9 + 0.2 * jitter);
  const candidates = [now + regular];
  for (const document of [pair.referral, pair.microsoft]) {
    const expires = document?.['expirationDateTime'];
    const isOpen =
      document && !isFinal(statusOf({ status: document.status, substatus: document.substatus }));
    if (isOpen && typeof expires === 'string') candidates.push(millisOf(expires) + MINUTE_MS);
  }
  for (const at of pair.referral ? reminderTimes(pair.referral) : [])
    if (at > plannedAt) candidates.push(Math.max(at, now + 1));
  for (const move of Object.values(pair.held)) {
    // One that ended while the visit was under way was planned as not over: it is looked at right away.
    const until = move?.until ? Date.parse(move.until) : 0;
    if (until > plannedAt) candidates.push(Math.max(until, now + 1));
  }
  const awaits = pair.microsoft && pair.microsoft.status === 'New';
  if (awaits) candidates.push(now + times.awaitingMicrosoftMs);
  const future = candidates.filter((at) => at > now);
  return Math.min(...future);
}
