/** Whether what is registered in Partner Center is ours. */
import type { WebhookRegistration, WebhookStatus } from './webhook-port.ts';

/** Without one of these, changes would be seen by the sweeps only. */
const NEEDED_EVENTS = [
  'referral-created',
  'referral-updated',
  'related-referral-created',
  'related-referral-updated',
] as const;

/** What we register for; the last one is how a person tries whether events get through. */
export const WEBHOOK_EVENTS: readonly string[] = [...NEEDED_EVENTS, 'test-created'];

export type Judged = Pick<
  WebhookStatus,
  'state' | 'registeredHost' | 'events' | 'reason' | 'detail'
>;

/** Events beyond ours do no harm: the webhook route acknowledges what it does not use. */
export function judgeRegistration(found: WebhookRegistration | undefined, ownUrl: string): Judged {
  if (!found) {
    return { state: 'missing', registeredHost: null, events: [], reason: 'webhook-missing' };
  }
  const { url, events } = found;
  const seen = { registeredHost: URL.parse(url)?.host ?? null, events };
  if (!isSameUrl(url, ownUrl)) return { state: 'foreign', reason: 'webhook-elsewhere', ...seen };
  const lacksOne = NEEDED_EVENTS.some((name) => !events.includes(name));
  if (lacksOne) return { state: 'foreign', reason: 'webhook-events', ...seen };
  return { state: 'registered', reason: null, ...seen };
}

/** A host may write an address differently (case of its name, default port) and still mean the same. */
const isSameUrl = (one: string, other: string): boolean => {
  const parsed = URL.parse(one);
  return parsed !== null && parsed.href === URL.parse(other)?.href;
};
