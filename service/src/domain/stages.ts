/**
 * Stages of an org and what they say: by the value mapping rows of the canonical field `status`, else by the settings
 * and by what the stage itself is.
 */
import type { OrgProfile, Stage, ValueRow } from './org.ts';
import { compileValueMaps, NO_VALUES, type ValueMap } from './value-maps.ts';
import type { DealStatus, RecordSnapshot } from './values.ts';

export type StageProfile = Pick<OrgProfile, 'settings' | 'stages'> &
  Partial<Pick<OrgProfile, 'valueMapping'>>;

/**
 * What the stage of a record says. The on-hold stage means "not accepted yet" only on a deal that came
 * from Microsoft; on our own deals it is a stage like any other.
 */
export function stageStatus(
  record: Pick<RecordSnapshot, 'fields'>,
  profile: StageProfile,
  isInbound: boolean,
): DealStatus {
  const name = record.fields['StageName'];
  const stage = profile.stages.find((candidate) => candidate.name === name);
  const isClosed = stage?.isClosed ?? record.fields['IsClosed'] === true;
  const isWon = stage?.isWon ?? record.fields['IsWon'] === true;
  if (isWon) return 'won';
  if (isClosed) return 'lost';
  return isInbound && isOnHold(String(name), profile) ? 'pending' : 'accepted';
}

/** The stage to write for a status; undefined when the org has none. */
export function stageFor(status: DealStatus, profile: StageProfile): string | undefined {
  const mapped = mapOf(profile).inward.get(status);
  return (
    profile.stages.find(
      ({ name, isActive }) => isActive && name === mapped && fits(status, name, profile),
    )?.name ?? usualStage(status, profile)
  );
}

/** Why a row of the stage map is not followed; undefined when it is. */
export function stageProblem(row: ValueRow, profile: StageProfile): string | undefined {
  const isInward = row.direction !== 'To Partner Center';
  const [status, name] =
    row.direction === 'To Salesforce' ? [row.source, row.target] : [row.target, row.source];
  if (!Object.hasOwn(FITS, status)) return `"${status}" is no status of a deal`;
  const stage = profile.stages.find((one) => one.name === name);
  if (!stage?.isActive) return `the org has no active stage "${name}"`;
  return isInward && !fits(status as DealStatus, name, profile)
    ? `the stage "${name}" does not mean ${status}`
    : undefined;
}

/** A stage that says something else would be sent back to Partner Center as a move of the seller's. */
const FITS: Record<DealStatus, (stage: Stage) => boolean> = {
  pending: (stage) => !stage.isClosed,
  accepted: (stage) => !stage.isClosed,
  won: (stage) => stage.isWon,
  lost: isLost,
  declined: isLost,
  expired: isLost,
};

function isLost(stage: Stage): boolean {
  return stage.isClosed && !stage.isWon;
}

function fits(status: DealStatus, name: string, profile: StageProfile): boolean {
  const stage = profile.stages.find((one) => one.name === name);
  if (!stage || !FITS[status](stage)) return false;
  return status !== 'accepted' || !isOnHold(name, profile);
}

function usualStage(status: DealStatus, { settings, stages }: StageProfile): string | undefined {
  const first = (matches: (stage: Stage) => boolean) =>
    stages.find((stage) => stage.isActive && matches(stage))?.name;
  if (status === 'pending') return first(({ name }) => name === settings.onHoldStage);
  if (status === 'accepted') return first(({ name }) => name === settings.activeStage);
  return first(FITS[status]);
}

function isOnHold(name: string, profile: StageProfile): boolean {
  const said = mapOf(profile).outward.get(name);
  if (said === 'pending' || said === 'accepted') return said === 'pending';
  const mapped = mapOf(profile).inward.get('pending');
  const stage = profile.stages.find((one) => one.name === mapped);
  const isUsed = stage?.isActive && FITS.pending(stage);
  return name === (isUsed ? mapped : profile.settings.onHoldStage);
}

const known = new WeakMap<readonly ValueRow[], ValueMap>();

function mapOf({ valueMapping: rows }: StageProfile): ValueMap {
  if (!rows) return NO_VALUES;
  const map =
    known.get(rows) ?? compileValueMaps(rows, 'Opportunity').maps.get('status') ?? NO_VALUES;
  known.set(rows, map);
  return map;
}
