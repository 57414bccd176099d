/** A store that tells the metrics what happens in it: every ring and every end of a visit passes here. */
import { performance } from 'node:perf_hooks';
import { ClaimLost, StubCapReached } from '../errors.ts';
import type { Observe, VisitOutcome } from './metrics-port.ts';
import type { Claim, Store } from './ports.ts';

export function observeStore(store: Store, observe: Observe): Store {
  /** When each claim of this process began. */
  const begun = new Map<string, number>();

  /** A lost claim may be noticed in several places; a visit ends once. */
  const end = (pairId: string, outcome: VisitOutcome): void => {
    const since = begun.get(pairId);
    if (since === undefined) return;
    begun.delete(pairId);
    observe({ kind: 'visited', outcome, ms: performance.now() - since });
  };
  const ending = async <T>(claim: Claim, outcome: VisitOutcome, work: Promise<T>): Promise<T> => {
    try {
      const result = await work;
      if (result !== false) end(claim.pair.id, outcome);
      return result;
    } catch (error) {
      if (error instanceof ClaimLost) end(claim.pair.id, 'lost');
      throw error;
    }
  };

  return {
    ...store,
    async ring(ring) {
      try {
        const receipt = await store.ring(ring);
        observe({ kind: 'rung', cause: ring.cause, count: 1 });
        return receipt;
      } catch (error) {
        if (error instanceof StubCapReached) observe({ kind: 'stub-refused' });
        throw error;
      }
    },
    async ringEngagement(engagementId, cause, correlationId) {
      const count = await store.ringEngagement(engagementId, cause, correlationId);
      observe({ kind: 'rung', cause, count });
      return count;
    },
    async claim(options) {
      const began = performance.now();
      const claims = await store.claim(options);
      for (const { pair } of claims) begun.set(pair.id, began);
      return claims;
    },
    async renew(claims, leaseMs) {
      const kept = await store.renew(claims, leaseMs);
      const keptIds = new Set(kept.map(({ pairId }) => pairId));
      for (const { pairId } of claims) if (!keptIds.has(pairId)) end(pairId, 'lost');
      return kept;
    },
    async commit(claim, change) {
      try {
        await store.commit(claim, change);
      } catch (error) {
        if (error instanceof ClaimLost) end(claim.pairId, 'lost');
        throw error;
      }
    },
    settle: (claim, change, due) => ending(claim, 'settled', store.settle(claim, change, due)),
    release: (claim, change, at) => ending(claim, 'released', store.release(claim, change, at)),
    fail: (claim, change, at) => ending(claim, 'failed', store.fail(claim, change, at)),
    giveOver: (claim, id, cause) => ending(claim, 'gone', store.giveOver(claim, id, cause)),
    async dropStub(claim) {
      await ending(claim, 'gone', store.dropStub(claim));
      observe({ kind: 'stub-dropped' });
    },
  };
}
