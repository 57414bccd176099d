import type { Clock } from '../sync/ports.ts';

export type TimeLimit = {
  /** Aborts when the time is over, or with the outer signal. */
  signal: AbortSignal;
  hasPassed(): boolean;
  /** To be called when the work is done, or the clock keeps a sleeper. */
  end(): void;
};

export function startTimeLimit(clock: Clock, ms: number, outer?: AbortSignal): TimeLimit {
  const limit = new AbortController();
  const over = new AbortController();
  void clock.sleep(ms, over.signal).then(() => {
    if (!over.signal.aborted) limit.abort();
  });
  return {
    signal: outer ? AbortSignal.any([outer, limit.signal]) : limit.signal,
    hasPassed: () => limit.signal.aborted,
    end: () => over.abort(),
  };
}
