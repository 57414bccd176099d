import type { Timings } from './ports.ts';
import { LookAgain, type Visit } from './visit.ts';

/** A sixth of the lease: 10 of 60 seconds. */
const MARGIN = 1 / 6;

/** How much of a claim must be left for a create (ms): its time-out and a margin. */
export const leaseNeededMs = ({
  leaseMs,
  requestTimeoutMs,
}: Pick<Timings, 'leaseMs' | 'requestTimeoutMs'>): number => requestTimeoutMs + leaseMs * MARGIN;

/** No create is sent with less of the claim left: a robbed worker could send a second. */
export function requireLease(visit: Visit): void {
  const { timings, clock } = visit.deps;
  if (visit.leaseLeftMs() < leaseNeededMs(timings)) throw new LookAgain(clock.now());
}
