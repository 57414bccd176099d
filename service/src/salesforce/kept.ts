import type { Clock } from '../sync/ports.ts';

export type KeptOptions<Value> = {
  load: () => Promise<Value>;
  keepMs: number;
  clock: Clock;
  /** Whether an older value may stand in after this failure; it is asked only when there is one. */
  mayStandIn: (failure: unknown) => boolean;
};

/**
 * A value that is loaded when asked for and kept for `keepMs`. Callers who ask meanwhile share one load. A failed
 * refresh is told, and tried again by the next caller; or, where `mayStandIn` allows, the last good value stays for
 * another `keepMs`.
 */
export function createKept<Value>(options: KeptOptions<Value>): () => Promise<Value> {
  let good: { value: Value; at: number } | undefined;
  let loading: Promise<Value> | undefined;

  const refresh = async (): Promise<Value> => {
    try {
      const value = await options.load();
      good = { value, at: options.clock.now() };
      return value;
    } catch (failure) {
      if (!good || !options.mayStandIn(failure)) throw failure;
      // Not tried again for every caller of an outage: each might wait for its own time-out.
      good = { value: good.value, at: options.clock.now() };
      return good.value;
    } finally {
      loading = undefined;
    }
  };

  return () => {
    if (good && options.clock.now() - good.at < options.keepMs) return Promise.resolve(good.value);
    return (loading ??= refresh());
  };
}
