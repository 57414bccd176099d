import type { PairState } from '../domain/pair.ts';

/** How a visit ends well: the state it leaves, and when the pair is looked at although nobody rings. */
export type Settlement =
  | { state: Exclude<PairState, 'stub'>; nextLookAt: number | null }
  /** The stub turned out to be nobody's, or was given over: its row is gone already. */
  | { state: 'gone' };
