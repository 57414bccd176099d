/** The days on which the owner of a deal that waits for an answer is reminded that it expires. */
import { statusOf } from './lifecycle.ts';
import type { ReferralDocument } from './values.ts';
import { millisOf } from './versions.ts';

const DAY_MS = 86_400_000;
export const REMINDER_DAYS = [7, 3, 1] as const;

/** `key` is the same for as long as nothing new is to be told; it is kept with the pair. `days` are those left. */
export type Reminder = { key: string; days: number; expires: string };

/** The latest reminder whose moment has come; undefined before the first, after the expiry and for an answered deal. */
export function reminderOf(referral: ReferralDocument, now: number): Reminder | undefined {
  const expires = expiryOf(referral);
  if (expires === undefined || millisOf(expires) <= now) return undefined;
  const left = millisOf(expires) - now;
  const mark = REMINDER_DAYS.findLast((days) => left <= days * DAY_MS);
  if (mark === undefined) return undefined;
  return { key: `${expires} ${mark}`, days: Math.ceil(left / DAY_MS), expires };
}

/** The moments of all reminders, in milliseconds; none for an answered deal. */
export function reminderTimes(referral: ReferralDocument): number[] {
  const expires = expiryOf(referral);
  if (expires === undefined) return [];
  return REMINDER_DAYS.map((days) => millisOf(expires) - days * DAY_MS);
}

function expiryOf(referral: ReferralDocument): string | undefined {
  const expires = referral['expirationDateTime'];
  const isPending = statusOf(referral) === 'pending';
  return isPending && typeof expires === 'string' && expires !== '' ? expires : undefined;
}
