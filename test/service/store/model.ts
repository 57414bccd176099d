/**
 * What a store should remember, in a few lines and without a database. Written from the protocol, not from
 * the store: it shares nothing with it.
 */
import type { PairState } from '../../../service/src/domain/pair.ts';

export type ModelPair = {
  ids: Set<string>;
  state: PairState;
  rung: number;
  settled: number;
  urgent: number;
  due: number | null;
  failures: number;
  attempt: boolean;
  holder: { token: number; until: number } | null;
  token: number;
};

export const isResting = (state: PairState): boolean =>
  state === 'paused' || state === 'closed' || state === 'tombstone';

export function createModel() {
  const pairs = new Map<string, ModelPair>();

  const ringPair = (pair: ModelPair, urgent: boolean, now: number) => {
    pair.rung += 1;
    if (urgent) pair.urgent = pair.rung;
    const waits = pair.failures > 0 || pair.attempt || pair.state === 'failed';
    if (pair.state === 'tombstone') return;
    if (pair.due === null || ((urgent || !waits) && pair.due > now)) pair.due = now;
  };

  return {
    pairs,
    ringPair,
    byId: (id: string) => [...pairs].find(([, pair]) => pair.ids.has(id)),
    ring(id: string, pairId: string, urgent: boolean, now: number): number {
      const known = pairs.get(pairId);
      if (known) {
        ringPair(known, urgent, now);
        return known.rung;
      }
      pairs.set(pairId, {
        ids: new Set([id]),
        ...{ state: 'stub', rung: 1, settled: 0, urgent: urgent ? 1 : 0, due: now },
        ...{ failures: 0, attempt: false, holder: null, token: 0 },
      });
      return 1;
    },
    canClaim: (pair: ModelPair, now: number): boolean =>
      pair.due !== null && pair.due <= now && (pair.holder === null || pair.holder.until < now),
    /** The pair of a claim while that claim holds it. */
    held: (pairId: string, token: number): ModelPair | undefined => {
      const pair = pairs.get(pairId);
      return pair?.holder?.token === token ? pair : undefined;
    },
    settle(pair: ModelPair, rungAtClaim: number, nextLook: number | null, soonest: number): void {
      pair.settled = rungAtClaim;
      pair.holder = null;
      pair.due = pair.rung > rungAtClaim ? soonest : nextLook;
      if (pair.state === 'tombstone') pair.due = null;
    },
    end(pair: ModelPair, rungAtClaim: number, dueAt: number, now: number, answered: boolean): void {
      if (answered) pair.settled = rungAtClaim;
      pair.holder = null;
      pair.due = pair.urgent > rungAtClaim ? Math.min(now, dueAt) : dueAt;
      if (pair.state === 'tombstone') pair.due = null;
    },
    /** The stub goes, its rings and ids live on in the other pair. */
    merge(stubId: string, pair: ModelPair, urgent: boolean, now: number): void {
      const stub = pairs.get(stubId);
      pairs.delete(stubId);
      for (const id of stub?.ids ?? []) pair.ids.add(id);
      ringPair(pair, urgent, now);
    },
  };
}
