/** Two pairs that turn out to be one deal: the one that knows less makes room for the other. */
import type { Settlement } from './settlement.ts';
import { commit, type Visit } from './visit.ts';

/** Ours goes, and the pair of that record is due at once. */
export async function stepAside(visit: Visit, recordId: string): Promise<Settlement> {
  const { store } = visit.deps;
  // Only a stub may go, and only a stub is taken in by the pair that takes its id.
  await commit(visit, { state: 'stub' });
  await store.ring({ id: { recordId }, cause: 'adopted' });
  await store.dropStub(visit.claim);
  return { state: 'gone' };
}
