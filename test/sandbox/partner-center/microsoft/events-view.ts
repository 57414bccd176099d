/** Webhook events as they were sent, newest first. */
import type { Delivery } from '../deliveries.ts';

export type SentEvent = Pick<
  Delivery,
  'n' | 'url' | 'state' | 'duplicate' | 'createdAt' | 'attempts'
> & { event: string; referralId: string | null };

export const showEvents = (deliveries: readonly Delivery[]): SentEvent[] =>
  deliveries.map(shown).reverse();

function shown({ notice, n, url, state, duplicate, createdAt, attempts }: Delivery): SentEvent {
  const referralId =
    notice.ResourceName === 'referral' ? (notice.ResourceUri.split('/').at(-1) ?? null) : null;
  return { n, event: notice.EventName, referralId, url, state, duplicate, createdAt, attempts };
}
