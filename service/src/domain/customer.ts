/**
 * The customer of a referral cannot be changed (no published path names it), so a deal that gets another account, by
 * hand or by a merge, goes on under the old name there. That is said once, and as long as it is so.
 */
import { plainText } from './canonical.ts';
import { audit, isSameMove, type Draft } from './draft.ts';
import { valueAt } from './json.ts';
import { isFinal } from './lifecycle.ts';
import type { DealStatus } from './values.ts';

/** Only for deals we shared: the account of an inbound one was matched, and may be spelt its own way. */
export function noteCustomer(draft: Draft): void {
  const { input, isInbound, shown } = draft;
  const theirs = plainText(valueAt(input.referral, '/customerProfile/name') ?? null);
  const ours = plainText(shown.salesforce.customerName ?? null);
  const isOver = isFinal((shown.partnerCenter.status ?? undefined) as DealStatus | undefined);
  if (isInbound || isOver || theirs === '' || ours === '') return;
  if (theirs.toLowerCase() === ours.toLowerCase()) return;
  const views = { partnerCenter: theirs, salesforce: ours };
  const before = input.pair.held.customerName;
  const isKnown = before !== undefined && isSameMove(before, views);
  const since = isKnown ? before.since : input.scope.now;
  draft.held.customerName = { reason: 'customer-fixed', ...views, since };
  if (isKnown) return;
  audit(draft, {
    action: 'held',
    side: 'bridge',
    field: 'customerName',
    before: theirs,
    after: ours,
    reason: 'customer-fixed',
  });
}
