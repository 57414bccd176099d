import type { Clock } from '../../../service/src/sync/ports.ts';

export type HandClock = Clock & { advance(ms: number): void };

/** Stands still until it is advanced; sleepers wake when their time has come. */
export function createHandClock(start = Date.parse('2030-01-01T00:00:00Z')): HandClock {
  let now = start;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { at: now + ms, wake: () => (sleepers.delete(sleeper), resolve()) };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.wake();
    },
  };
}
