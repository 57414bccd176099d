import { toGuid } from './guid.ts';
import { WebhookRefused } from './webhook-refused.ts';

/** What a webhook call says: only whom to look at, never what changed. */
export type Notification = {
  eventName: string;
  /** Lower-case GUID; absent for `test-created` and for events that are not about referrals. */
  referralId?: string;
  /** As sent, empty if absent. Its host is never called. */
  resourceUri: string;
  /** `ResourceChangeUtcDate` in UTC, with every fraction digit that was sent. */
  changedAt: string;
};

/** Events that name a referral. The last two are in Microsoft's connector documentation only. */
const REFERRAL_EVENTS: ReadonlySet<string> = new Set([
  'referral-created',
  'referral-updated',
  'related-referral-created',
  'related-referral-updated',
]);

/** Their clock and ours need not agree; a time beyond this would hold back every later read. */
const MOST_AHEAD_MS = 15 * 60_000;

/**
 * Reads a body whose signature was verified. Event names we do not know are acknowledged without a referral:
 * a registration may ask for more than we use, and refusing would make Partner Center send it ten times.
 * @param now milliseconds since 1970
 * @throws WebhookRefused 400
 */
export function parseNotification(rawBody: Buffer, now: number): Notification {
  const body = parseObject(rawBody);
  const eventName = requireText(body, 'EventName', 100);
  const changedAt = requireTime(requireText(body, 'ResourceChangeUtcDate', 40), now);
  if (!REFERRAL_EVENTS.has(eventName)) {
    const uri = body['ResourceUri'];
    return { eventName, resourceUri: typeof uri === 'string' ? uri : '', changedAt };
  }
  const resourceUri = requireText(body, 'ResourceUri', 2048);
  return { eventName, referralId: requireReferralId(resourceUri), resourceUri, changedAt };
}

function parseObject(rawBody: Buffer): Record<string, unknown> {
  const body = parseJson(rawBody);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw malformed('body-no-object', 'the body to be a JSON object');
  }
  return body as Record<string, unknown>;
}

function parseJson(rawBody: Buffer): unknown {
  try {
    // A byte order mark stays in, and is then no JSON: the signed bytes are the text, nothing is cut off.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rawBody);
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('body-no-json', 'the body to be JSON in UTF-8', cause);
  }
}

function requireText(body: Record<string, unknown>, name: string, longest: number): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > longest) {
    throw malformed('body-property', `${name} to be a text of at most ${longest} characters`);
  }
  return value;
}

/** `http(s)://host/…/{guid}`, written plainly: no query, no encoding, no dot segments to walk elsewhere. */
function requireReferralId(uri: string): string {
  const match = /^https?:\/\/[^/?#\\\s@]+\/((?:[\w.~-]+\/)*)([0-9a-f-]{36})$/i.exec(uri);
  const walks = match?.[1]?.split('/').some((segment) => /^\.+$/.test(segment));
  const id = match?.[2] === undefined || walks ? undefined : toGuid(match[2]);
  if (id === undefined) {
    throw malformed('body-resource-uri', 'ResourceUri to be a URL that ends in a referral GUID');
  }
  return id;
}

function requireTime(text: string, now: number): string {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const at = match ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) {
    throw malformed('body-time', 'ResourceChangeUtcDate to be a date with time and offset');
  }
  if (at > now + MOST_AHEAD_MS) {
    throw malformed('body-time-ahead', 'ResourceChangeUtcDate not to lie in the future');
  }
  return `${new Date(at).toISOString().slice(0, 19)}${match?.[1] ?? ''}Z`;
}

function malformed(code: string, expected: string, cause?: unknown): WebhookRefused {
  return new WebhookRefused(400, code, `Expected ${expected}.`, { cause });
}
