import { AsyncLocalStorage } from 'node:async_hooks';
import type { Correlation } from './correlation-port.ts';

/** Follows a visit through every await; visits that run side by side do not see each other's. */
export function createCorrelation(): Correlation {
  const storage = new AsyncLocalStorage<string>();
  return {
    current: () => storage.getStore(),
    run: (id, work) => storage.run(id, work),
  };
}
