/** All pairs of a kind, page by page by their id: what changes meanwhile is met once or not at all, never twice. */
import type { Pair } from '../domain/pair.ts';
import type { PairFilter, Ring, Store } from './ports.ts';

const PAGE = 200;

export async function* pagesOfPairs(
  store: Pick<Store, 'list'>,
  filter: Pick<PairFilter, 'state' | 'troubled'>,
): AsyncGenerator<Pair[]> {
  let after: string | undefined;
  for (;;) {
    const pairs = await store.list({ ...filter, limit: PAGE, ...(after ? { after } : {}) });
    yield pairs;
    after = pairs.at(-1)?.id;
    if (pairs.length < PAGE) return;
  }
}

/** By what a pair is rung; undefined for one that has neither side. */
export function ringIdOf({ recordId, referralId }: Pair): Ring['id'] | undefined {
  if (recordId) return { recordId };
  return referralId ? { referralId } : undefined;
}
