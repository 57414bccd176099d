/** The life of a deal: Partner Center's status + substatus, the stages of an org, and the moves between them. */
import type { OrgProfile, Stage } from './org.ts';
import type { DealStatus, Json, RecordSnapshot } from './values.ts';

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

export function isFinal(status: DealStatus | undefined): boolean {
  return status !== undefined && NEXT_STATUS[status].length === 0;
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

/**
 * What the stage of a record says. The on-hold stage means "not accepted yet" only on a deal that came
 * from Microsoft; on our own deals it is a stage like any other.
 */
export function stageStatus(
  record: Pick<RecordSnapshot, 'fields'>,
  profile: Pick<OrgProfile, 'settings' | 'stages'>,
  isInbound: boolean,
): DealStatus {
  const name = record.fields['StageName'];
  const stage = profile.stages.find((candidate) => candidate.name === name);
  const isClosed = stage?.isClosed ?? record.fields['IsClosed'] === true;
  const isWon = stage?.isWon ?? record.fields['IsWon'] === true;
  if (isWon) return 'won';
  if (isClosed) return 'lost';
  return isInbound && name === profile.settings.onHoldStage ? 'pending' : 'accepted';
}

/** The stage to write for a status; undefined when the org has none. */
export function stageFor(
  status: DealStatus,
  profile: Pick<OrgProfile, 'settings' | 'stages'>,
): string | undefined {
  const first = (matches: (stage: Stage) => boolean) =>
    profile.stages.find((stage) => stage.isActive && matches(stage))?.name;
  const named = (name: string) => first((stage) => stage.name === name);
  if (status === 'pending') return named(profile.settings.onHoldStage);
  if (status === 'accepted') return named(profile.settings.activeStage);
  if (status === 'won') return first((stage) => stage.isWon);
  return first((stage) => stage.isClosed && !stage.isWon);
}
