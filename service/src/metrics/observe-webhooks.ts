import type { Observe } from '../sync/metrics-port.ts';

/** A verifier of webhooks that counts what it accepts, and what it refuses by code. */
export function observeWebhooks<Args extends unknown[], Result>(
  verify: (...args: Args) => Promise<Result>,
  observe: Observe,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      const result = await verify(...args);
      observe({ kind: 'webhook', code: null });
      return result;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
      observe({ kind: 'webhook', code });
      throw error;
    }
  };
}
