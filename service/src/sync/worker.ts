/** Claims due pairs and visits each, several at a time; renews their leases; lets go of what it lost. */
import { performance } from 'node:perf_hooks';
import { ClaimLost } from '../errors.ts';
import type { BridgeDeps, Log } from './deps.ts';
import type { Binding } from './binding.ts';
import type { Budget } from './budget.ts';
import type { Correlation } from './correlation-port.ts';
import type { Gates } from './gates.ts';
import { behindGates } from './outside.ts';
import type { Claim, ClaimRef } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { mappingOf, type Visit } from './visit.ts';
import { endFailedVisit } from './failures.ts';

const MOST_AT_ONCE = 20;

/** `not-asked`: nothing may be claimed now (all slots taken, a gate half-open, the org refused), so the store was left alone. */
type Claimed = 'some' | 'none' | 'not-asked' | 'failed';
type Held = { claim: Claim; abort: AbortController; renewedAt: number; done: Promise<void> };

export type Worker = {
  start(): void;
  /** Looks for due pairs now rather than at the next poll. */
  wake(): void;
  /** Takes no more claims and waits for those under way, at most `graceMs`, then `lastMs` for them to put their pairs back. */
  stop(graceMs?: number, lastMs?: number): Promise<void>;
};

/** What decides when and on whose behalf a pair may be visited. */
export type WorkerParts = {
  gates: Gates;
  budget: Pick<Budget, 'claimFilter'>;
  binding: Pick<Binding, 'isBound' | 'refuse'>;
  correlation: Correlation;
};

export function createWorker(
  deps: BridgeDeps,
  { gates, budget, binding, correlation }: WorkerParts,
): Worker {
  const { store, clock, timings, log } = deps;
  const held = new Map<string, Held>();
  const stopping = new AbortController();
  let waker = new AbortController();
  let running: Promise<void>[] = [];

  async function claimLoop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const claimed = await claimSome().catch((error: unknown) => {
        log.error({ err: error }, 'claiming failed');
        return 'failed' as const;
      });
      if (claimed !== 'some') await nap(claimed);
    }
  }

  async function claimSome(): Promise<Claimed> {
    const limit = gates.allowance(MOST_AT_ONCE) - held.size;
    if (limit <= 0 || !(await binding.isBound())) return 'not-asked';
    // The monotonic clock is read before the claim: a pause in between shortens the lease, never lengthens it.
    const renewedAt = performance.now();
    const claims = await store.claim({ limit, leaseMs: timings.leaseMs, ...budget.claimFilter() });
    for (const claim of claims) begin(claim, renewedAt);
    return claims.length > 0 ? 'some' : 'none';
  }

  function begin(claim: Claim, renewedAt: number): void {
    const abort = new AbortController();
    const entry: Held = { claim, abort, renewedAt, done: Promise.resolve() };
    // Our own lease had lapsed (a machine that slept): the older visit must not go on beside the new one.
    held.get(claim.pair.id)?.abort.abort(new ClaimLost('the pair was claimed anew'));
    held.set(claim.pair.id, entry);
    const correlationId = claim.pair.correlationId ?? deps.newId();
    const visitLog = logWith(log, { correlationId });
    entry.done = correlation
      .run(correlationId, () => visitOf(claim, entry, { ...deps, log: visitLog }, correlationId))
      .catch((error: unknown) =>
        visitLog.error({ pairId: claim.pair.id, err: error }, 'visit failed'),
      )
      .finally(() => {
        if (held.get(claim.pair.id) === entry) held.delete(claim.pair.id);
        wake();
      });
  }

  async function visitOf(
    claim: Claim,
    entry: Held,
    visitDeps: BridgeDeps,
    correlationId: string,
  ): Promise<void> {
    const { pair } = claim;
    const outside = behindGates(deps, gates, pair.id);
    const profile = await outside.salesforce
      .profile(entry.abort.signal)
      .catch((error: unknown) => error);
    const visit: Omit<Visit, 'profile' | 'mapping'> = {
      deps: visitDeps,
      claim,
      pair,
      outside,
      signal: entry.abort.signal,
      scope: {
        pairId: pair.id,
        rung: claim.rung,
        now: new Date(clock.now()).toISOString(),
        correlationId,
      },
      record: undefined,
      leaseLeftMs: () => timings.leaseMs - (performance.now() - entry.renewedAt),
    };
    if (profile instanceof Error) return endFailedVisit(visit as Visit, profile);
    const known = profile as Visit['profile'];
    if (known.orgId !== deps.config.orgId) {
      binding.refuse(known.orgId);
      return store.release(claim, {}, clock.now() + timings.staleRetryMs);
    }
    await reconcile({ ...visit, profile: known, mapping: mappingOf(known) });
  }

  async function heartbeatLoop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(timings.heartbeatMs, stopping.signal);
      if (stopping.signal.aborted) return;
      letGoOfLapsed();
      await renewAll().catch((error: unknown) => log.error({ err: error }, 'heartbeat failed'));
    }
  }

  async function renewAll(): Promise<void> {
    if (held.size === 0) return;
    const renewedAt = performance.now();
    // These very visits: by the time of the answer a pair may be claimed anew, and that claim was not asked about.
    const mine = [...held.values()];
    const kept = await store.renew(mine.map(refOf), timings.leaseMs);
    const keptTokens = new Map(kept.map(({ pairId, token }) => [pairId, token]));
    for (const entry of mine) {
      const { pairId, token } = refOf(entry);
      if (keptTokens.get(pairId) === token) entry.renewedAt = renewedAt;
      else entry.abort.abort(new ClaimLost('the claim was lost'));
    }
  }

  /** Also while the store does not answer: after the lease somebody else may visit the pair. */
  function letGoOfLapsed(): void {
    const lapsed = performance.now() - timings.leaseMs;
    for (const { renewedAt, abort } of held.values())
      if (renewedAt <= lapsed) abort.abort(new ClaimLost('the lease is over'));
  }

  async function nap(claimed: Exclude<Claimed, 'some'>): Promise<void> {
    const wait = gates.waitMs() || (claimed === 'none' ? await untilDue() : timings.pollMs);
    const ms = Math.min(Math.max(wait, SHORTEST_NAP_MS), timings.pollMs);
    await clock.sleep(ms, AbortSignal.any([waker.signal, stopping.signal]));
    if (waker.signal.aborted) waker = new AbortController();
  }

  async function untilDue(): Promise<number> {
    const due = await store.nextDueAt().catch(() => null);
    // What is due while the budget is short may well have to wait: the next person who asks wakes us.
    const isShort = budget.claimFilter().only !== undefined;
    return due === null || isShort ? timings.pollMs : Math.max(due - clock.now(), 0);
  }

  function wake(): void {
    waker.abort();
  }

  return {
    start() {
      running = [claimLoop(), heartbeatLoop()];
    },
    wake,
    async stop(graceMs = STOP_GRACE_MS, lastMs = LAST_MS) {
      stopping.abort();
      const over = Promise.all([...held.values()].map(({ done }) => done));
      await Promise.race([over, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      for (const { abort } of held.values()) abort.abort(new ClaimLost('the bridge stops'));
      // They still have to put their pairs back, before the store is closed.
      const last = Promise.all([...held.values()].map(({ done }) => done));
      await Promise.race([last, new Promise((resolve) => setTimeout(resolve, lastMs).unref())]);
      await Promise.all(running);
    },
  };
}

const refOf = ({ claim }: Held): ClaimRef => ({ pairId: claim.pair.id, token: claim.token });

/** Every line of a visit names the call that caused it. */
const logWith = (log: Log, more: object): Log => ({
  debug: (fields, message) => log.debug({ ...more, ...fields }, message),
  info: (fields, message) => log.info({ ...more, ...fields }, message),
  warn: (fields, message) => log.warn({ ...more, ...fields }, message),
  error: (fields, message) => log.error({ ...more, ...fields }, message),
});

const SHORTEST_NAP_MS = 10;
/** Together shorter than the process is given to stop. */
const STOP_GRACE_MS = 7_000;
const LAST_MS = 2_000;
