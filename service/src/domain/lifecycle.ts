/** The life of a deal: Partner Center's status + substatus, and the moves between them. */
import type { DealStatus, Json } from './values.ts';

type WireStatus = { status: string; substatus: string };

/** Pairs of the contract (status table of the referral resource). */
const STATUS_OF: Record<string, DealStatus | undefined> = {
  'New/Pending': 'pending',
  'New/Received': 'pending',
  'New/None': 'pending',
  'Active/Accepted': 'accepted',
  'Active/None': 'accepted',
  'Closed/Won': 'won',
  'Closed/Lost': 'lost',
  'Closed/Declined': 'declined',
  'Closed/Expired': 'expired',
};

const WIRE_OF: Record<DealStatus, WireStatus> = {
  pending: { status: 'New', substatus: 'Pending' },
  accepted: { status: 'Active', substatus: 'Accepted' },
  won: { status: 'Closed', substatus: 'Won' },
  lost: { status: 'Closed', substatus: 'Lost' },
  declined: { status: 'Closed', substatus: 'Declined' },
  expired: { status: 'Closed', substatus: 'Expired' },
};

/**
 * Moves we ask for. The published table limits only the status; that a pending deal cannot be won at
 * once, or an accepted one declined, is the sensible reading of it (not confirmed).
 */
export const NEXT_STATUS = {
  pending: ['accepted', 'declined'],
  accepted: ['won', 'lost'],
  won: [],
  lost: [],
  declined: [],
  expired: [],
} as const satisfies Record<DealStatus, readonly DealStatus[]>;

/** Undefined for a pair of words the contract does not know. */
export function statusOf(wire: { status: Json | undefined; substatus: Json | undefined }) {
  return STATUS_OF[`${String(wire.status)}/${String(wire.substatus)}`];
}

export function wireOf(status: DealStatus): WireStatus {
  return WIRE_OF[status];
}

/** Null is the word of a record that has none of its own. */
export function isFinal(status: DealStatus | null | undefined): boolean {
  return status !== undefined && status !== null && NEXT_STATUS[status].length === 0;
}

/** The next single move from one status towards another; undefined when there is no way. */
export function nextStep(from: DealStatus, wanted: DealStatus): DealStatus | undefined {
  const steps: readonly DealStatus[] = NEXT_STATUS[from];
  if (steps.includes(wanted)) return wanted;
  if (from === 'pending') {
    if (wanted === 'lost') return 'declined';
    if (wanted === 'won') return 'accepted';
  }
  return undefined;
}
