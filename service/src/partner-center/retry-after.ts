import type { Clock } from '../sync/ports.ts';

/** An hour: longer waits are looked at again rather than believed. */
const LONGEST_SECONDS = 3600;

/**
 * Seconds to wait from a `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date), capped at an hour.
 * Undefined when there is none, or none that can be read.
 */
export function retryAfterSeconds(
  header: string | string[] | undefined,
  clock: Clock,
): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (!text) return undefined;
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : Math.ceil((Date.parse(text) - clock.now()) / 1000);
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
}
