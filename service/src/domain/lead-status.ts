/** What a Lead says of its referral's status. Leads have no stages, so an open one says nothing of its own. */
import type { OrgProfile } from './org.ts';
import type { DealStatus, RecordSnapshot } from './values.ts';

/**
 * Null while it is open: accepting and declining are asked for on the record, and what became of it is mirrored there.
 * The org's own word for a lead that is not pursued means lost, as closing a deal does.
 */
export function leadStatus(
  { fields }: Pick<RecordSnapshot, 'fields'>,
  { settings }: Pick<OrgProfile, 'settings'>,
): DealStatus | null {
  const status = fields['Status'];
  const isLost = typeof status === 'string' && status === settings.lostLeadStatus;
  return isLost && fields['IsConverted'] !== true ? 'lost' : null;
}

/** By the first three characters, which every id of a Lead begins with. */
export const isLeadId = (recordId: string): boolean => recordId.startsWith('00Q');

/** Where the pair of this record goes on: the deal a lead became, or the winner of a merge. */
export type Successor = { id: string } | 'none' | undefined;

/** `none`: it was converted without a deal. Undefined: it is still the one. */
export function successorOf({ object, deleted, fields }: RecordSnapshot): Successor {
  if (object !== 'Lead') return undefined;
  const named = (field: string) => {
    const id = fields[field];
    return typeof id === 'string' && id !== '' ? { id } : undefined;
  };
  if (fields['IsConverted'] === true) return named('ConvertedOpportunityId') ?? 'none';
  return deleted ? named('MasterRecordId') : undefined;
}
