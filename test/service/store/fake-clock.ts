import type { Clock } from '../../../service/src/sync/ports.ts';

export type FakeClock = Clock & { advance(ms: number): void };

/** Time stands still until the test moves it. */
export function createFakeClock(start = Date.parse('2030-01-01T00:00:00Z')): FakeClock {
  let now = start;
  return {
    now: () => now,
    sleep: () => Promise.reject(new Error('The store must not sleep on the clock.')),
    advance: (ms) => void (now += ms),
  };
}
