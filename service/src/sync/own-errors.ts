/** Tells a host that is unwell from one that fails a single pair: a 5xx only this pair gets is its own fault. */
import type { CallKind } from './gates.ts';

/** This often in a row, while others succeed. */
const OWN_AFTER = 3;

export type OwnErrors = {
  noteSuccess(kind: CallKind, pairId: string | null): void;
  /** Counts a server error; true once it is this pair's own. */
  isOwn(kind: CallKind, pairId: string | null): boolean;
};

export function createOwnErrors(): OwnErrors {
  const successes: Record<CallKind, number> = { read: 0, write: 0, cached: 0 };
  /** Server errors in a row, per kind of call and pair. */
  const errors = new Map<string, { count: number; successesThen: number }>();

  return {
    noteSuccess(kind, pairId) {
      successes[kind] += 1;
      if (pairId) errors.delete(`${kind}:${pairId}`);
    },
    isOwn(kind, pairId) {
      if (!pairId) return false;
      const key = `${kind}:${pairId}`;
      const known = errors.get(key);
      const othersSucceeded = known !== undefined && successes[kind] > known.successesThen;
      const count = othersSucceeded ? known.count + 1 : 1;
      errors.set(key, { count, successesThen: successes[kind] });
      return count >= OWN_AFTER;
    },
  };
}
