import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './sync/ports.ts';

/** The machine's own time. A sleeping clock does not keep the process alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // An aborted wait is an early end, not an error (see the port).
    await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
  },
};
