/** Closed stays closed: what was done to a referral after its end. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import type { CheckInput, Finding } from './verdict.ts';

/** Any change by the bridge, and any change of status by whomever that leaves Closed. */
export function findLateWrites({ partnerCenter }: CheckInput): Finding[] {
  return partnerCenter.flatMap((entry) => {
    if (entry.type !== 'referral' || entry.before?.status !== 'Closed') return [];
    if (entry.after?.status !== 'Closed') return [finding(entry, 'left Closed')];
    return entry.actor === 'bridge' ? [finding(entry, 'was changed after it was Closed')] : [];
  });
}

function finding(
  { id, seq, at, actor, changed, before, after }: JournalEntry,
  what: string,
): Finding {
  const statusOf = (one: typeof after) => `${String(one?.status)}/${String(one?.substatus)}`;
  return {
    sentence:
      `referral ${id} ${what} by ${actor} (partnerCenter#${String(seq)}, ${at}): ` +
      `${changed.join(', ') || 'nothing'}; ${statusOf(before)} to ${statusOf(after)}`,
    ids: [id],
    field: changed.includes('status') ? 'status' : (changed[0] ?? null),
    values: [statusOf(before), statusOf(after)],
    entries: [`partnerCenter#${String(seq)}`],
  };
}
