/** Two pairs that turn out to be one deal: the one that knows less makes room for the other. */
import { attemptsOf } from '../domain/attempts.ts';
import type { Pair } from '../domain/pair.ts';
import type { Ring } from './ports.ts';
import type { RecordSnapshot } from '../domain/values.ts';
import type { Settlement } from './settlement.ts';
import { commit, LookAgain, type Visit } from './visit.ts';

/**
 * What this pair has under way matters to that record. An insert whose answer was lost wrote the link together with the
 * identifier; on a record that has no link a person wrote the identifier, which no insert can take any more.
 */
export function hasUnderWay({ attempt }: Pair, record: RecordSnapshot): boolean {
  return attemptsOf(attempt).some(({ kind }) => kind !== 'create-record' || mayBeInserted(record));
}

/** Also true where the org does not show the link: then nobody can tell. */
export const mayBeInserted = ({ fields }: RecordSnapshot): boolean =>
  fields['Referral_Link__c'] !== null;

/** Ours goes, and the pair of that record is due at once. */
export async function stepAside(visit: Visit, recordId: string): Promise<Settlement> {
  const { store } = visit.deps;
  // Only a stub may go, and only a stub is taken in by the pair that takes its id.
  await commit(visit, { state: 'stub' });
  await store.ring({ id: { recordId }, cause: 'adopted' });
  await store.dropStub(visit.claim);
  return { state: 'gone' };
}

/**
 * The other pair makes room as soon as it looks. One that is looking already is not rung: a stub that was rung since its
 * claim stays, and the two would ring each other without end.
 * @throws LookAgain always
 */
export async function waitForRoom(
  { deps }: Visit,
  other: { pair: Pair; id: Ring['id'] },
  waitMs: number,
): Promise<never> {
  if (other.pair.claimedUntil === null) await deps.store.ring({ id: other.id, cause: 'adopted' });
  throw new LookAgain(deps.clock.now() + waitMs);
}
