/** A deal that was a lead goes on with the referral of that lead: it never makes one of its own. */
import { isFinal, statusOf } from '../domain/lifecycle.ts';
import type { RecordSnapshot } from '../domain/values.ts';
import { readReferralFresh } from './read-sides.ts';
import type { Settlement } from './settlement.ts';
import { stepAside } from './step-aside.ts';
import type { Visit } from './visit.ts';

export type FormerLead =
  /** The pair of the lead takes this record over; ours is gone. */
  | { kind: 'gone'; settlement: Settlement }
  /** Nobody has the referral any more: this record is to be linked to it. */
  | { kind: 'link'; referralId: string }
  | undefined;

/** Undefined for a deal that was none, or whose lead is over. */
export async function joinFormerLead(visit: Visit, deal: RecordSnapshot): Promise<FormerLead> {
  const lead = await visit.outside.salesforce.findConverted(deal.id, visit.signal);
  if (!lead) return undefined;
  const { store } = visit.deps;
  const owner = await store.findByReferral(lead.referralId);
  if (!owner) {
    const { status, substatus } = await readReferralFresh(visit, lead.referralId);
    const isOver = isFinal(statusOf({ status, substatus }));
    return isOver ? undefined : { kind: 'link', referralId: lead.referralId };
  }
  if (owner.recordId !== lead.id || owner.state === 'closed') return undefined;
  return { kind: 'gone', settlement: await stepAside(visit, lead.id) };
}
