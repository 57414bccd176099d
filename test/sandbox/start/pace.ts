/**
 * The bridge's waits, shortened to what a person at the page would wait for. The protocol is the same; what is
 * not named here is as in production (the undo window too: it is a setting of the org).
 */
export const PACE = {
  sweepMs: 10_000,
  staleRetryMs: 3_000,
  listRetryMs: 2_000,
  // Production notices a field that goes to and fro five times in ten minutes; a person who tries things out does that.
  loopWindowMs: 30_000,
  // Longer in all than an unkind list lags here, so that no create is repeated while its outcome is unknown.
  createLooksMs: [5_000, 10_000, 15_000],
  requestTimeoutMs: 5_000,
  awaitingMicrosoftMs: 60_000,
  regularLookMs: 300_000,
  backoffFirstMs: 5_000,
  backoffLastMs: 60_000,
  gateFirstMs: 500,
  gateLastMs: 5_000,
  profileMs: 5_000,
} as const;

export const PACE_EXPLAINED =
  'Sweeps, retries and back-off take seconds here instead of minutes; the undo window after Closed Won or Lost is the real one (10 minutes).';
