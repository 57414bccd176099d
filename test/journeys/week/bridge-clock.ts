/** The bridge's clock over a simulated one: it sleeps until somebody has moved time, and is woken only then. */
import type { Clock } from '../../../service/src/sync/ports.ts';
import type { SimClock } from '../../sandbox/kit/clock.ts';

export type BridgeClock = Clock & {
  /** How many are asleep. */
  sleeping(): number;
  /** Wakes whoever's time has come, earliest first. */
  wakeDue(): void;
  /** Stands in for `AbortSignal.timeout`, so that patience with a silent host is measured in simulated time too. */
  timeoutSignal(ms: number): AbortSignal;
};

type Sleeper = { at: number; wake: () => void };

/**
 * Sleepers are woken after a step of time, never in the middle of one: a visit that began on the way would find its
 * lease over, as after a suspended machine, although it worked for milliseconds.
 */
export function createBridgeClock(clock: Pick<SimClock, 'now'>): BridgeClock {
  const sleepers = new Set<Sleeper>();
  const deadlines = new Set<Sleeper>();

  return {
    now: () => clock.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const sleeper: Sleeper = { at: clock.now() + ms, wake: end };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', end);
      }),
    sleeping: () => sleepers.size,
    wakeDue() {
      const due = [...deadlines, ...sleepers].filter(({ at }) => at <= clock.now());
      for (const one of due.sort((a, b) => a.at - b.at)) one.wake();
    },
    timeoutSignal(ms) {
      const controller = new AbortController();
      const deadline: Sleeper = {
        at: clock.now() + ms,
        wake() {
          deadlines.delete(deadline);
          controller.abort(new DOMException('The simulated time is over', 'TimeoutError'));
        },
      };
      deadlines.add(deadline);
      return controller.signal;
    },
  };
}
