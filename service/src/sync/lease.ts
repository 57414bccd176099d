import { LookAgain, type Visit } from './visit.ts';

/** A sixth of the lease: 10 of 60 seconds. */
const MARGIN = 1 / 6;

/** No create is sent with less of the claim left than its time-out and a margin: a robbed worker could send a second. */
export function requireLease(visit: Visit): void {
  const { timings, clock } = visit.deps;
  const needed = timings.requestTimeoutMs + timings.leaseMs * MARGIN;
  if (visit.leaseLeftMs() < needed) throw new LookAgain(clock.now());
}
