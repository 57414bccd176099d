/**
 * The independent checker: reads what both simulators journalled and what they hold at the end, and says what went
 * wrong between. It knows the specification only; nothing comes from the bridge.
 *
 * Words. A *person* is every actor but `bridge` and `system` (`seller:*`, `microsoft`, `partner-portal`,
 * `automation:*`). An *edit* is a person's write that changes a mapped value of a *deal* (a record and the referral
 * it names at the end): dealValue, closingDate (UTC day), notes, visibility, status, one `solutions:<id>` per
 * solution (absent, or quantity, price and currency), and Accept or Decline on the record. What a new row leaves
 * empty is no edit; nor is a move among stages that mean the same status. Equal: money within half a cent, text
 * without blanks at its ends and with one kind of line break, empty text and null, Lost/Declined/Expired.
 *
 * - **lost**: an edit that still stands on its side at the end of a live deal (Sync on, not deleted) and that the
 *   other side did not show at any time since, that no audit entry keeps (loser of a conflict, held, refused), that
 *   the record does not show as held, and that nothing excuses (made after Partner Center closed the deal, or
 *   before it was accepted; a stage before its undo deadline or behind an open question; an amount over products).
 *   Or an Accept/Decline that the bridge cleared without outcome or refusal. An edit that a person replaced on its
 *   own side is never lost; one that the bridge replaced is looked at under *overwritten*.
 * - **overwritten**: the bridge replaced an edit on its own side although the other side had not shown its value by
 *   then and no conflict entry names it as loser; or such an entry does, but the field's rule (`options.rules`)
 *   keeps this side (or asks), and nobody chose otherwise on the card.
 * - **echoed**: a bridge update that changes nothing (or only says "last synced"); or a change of a mapped value that
 *   no write of a person or of the system on the other side explains, that is older than what the bridge had
 *   brought before, or that repeats an earlier bridge write of the same value while nobody else touched the field.
 *   Also explained: filling a blank, the outcome of a conflict, a value altered on arrival and told as refused, a
 *   status asked for on the card, visibility by asking for help. Making a record or referral rewrites nothing.
 * - **doubled**: of what must be one there are two: our referrals for a record (unless unlinked in between, or named
 *   by a person in the portal), Microsoft's in an engagement, records for a referral, accounts or contacts of an
 *   inbound deal, audit entries with one key.
 * - **writtenAfterEnd**: a bridge change to a referral that was Closed; anybody's change that leaves Closed.
 * - **unsettled**: at the end a record with Sync on whose token, Queued or wish is still there; a live deal whose sides
 *   differ without a hold on the record; one of our open referrals without a record; a complete record never shared.
 * - **blocked**: a save of anybody but the bridge that the package's code, rules or unique fields refused, but for its
 *   two validation rules where the save had set their own field; or a transaction that ended at a limit.
 *
 * One fault is told once where it can be: a rewrite is overwritten or echoed, not both; a change after the end is only
 * that; a lost value is not also told as a difference; a record still in work is not searched for differences.
 * Order across the sides is by time; writes of one moment count as in either order, so let the clock run.
 */
import { gatherEvidence } from './evidence.ts';
import { findBlocked } from './find-blocked.ts';
import { findDoubled } from './find-doubled.ts';
import { findEmptyWrites } from './find-echoes.ts';
import { findLateWrites } from './find-late-writes.ts';
import { findLost } from './find-lost.ts';
import { findRewrites } from './find-rewrites.ts';
import { findUnsettled } from './find-unsettled.ts';
import type { CheckInput, Verdict } from './verdict.ts';

/** @throws Error when rows and journals do not belong together: then no verdict would mean anything. */
export function check(input: CheckInput): Verdict {
  requireWholeJournals(input);
  const evidence = gatherEvidence(input);
  const losses = findLost(evidence);
  const rewrites = findRewrites(evidence);
  const journals = [...input.org, ...input.partnerCenter];
  return {
    lost: losses.lost,
    doubled: findDoubled(input),
    echoed: [...rewrites.echoed, ...findEmptyWrites(input)],
    overwritten: rewrites.overwritten,
    writtenAfterEnd: findLateWrites(input),
    unsettled: findUnsettled(evidence, losses.lost),
    blocked: findBlocked(input),
    counts: {
      edits: losses.edits,
      editsNotJudged: losses.notJudged,
      records: input.orgRows.records.length,
      referrals: input.referrals.length,
      deals: evidence.deals.length,
      bridgeWrites: journals.filter(({ actor }) => actor === 'bridge').length,
      bridgeValues: rewrites.count,
      auditEntries: input.orgRows.auditEntries.length,
      refusals: input.refusals.length,
    },
  };
}

function requireWholeJournals({ org, partnerCenter, orgRows, referrals, now }: CheckInput): void {
  if (Number.isNaN(Date.parse(now))) throw new Error(`now must be an ISO time, not "${now}"`);
  const journalled = new Set([...org, ...partnerCenter].map(({ id }) => id));
  const shown = [
    ...orgRows.records.map(({ Id }) => String(Id)),
    ...referrals.map(({ id }) => String(id)),
  ];
  const missing = shown.filter((id) => !journalled.has(id));
  if (missing.length > 0) {
    throw new Error(
      `The journals must reach back to the start: nothing is written there about ${missing.slice(0, 5).join(', ')}`,
    );
  }
}
