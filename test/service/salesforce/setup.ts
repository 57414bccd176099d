/** A client on a stub org, with a clock that moves only by hand. */
import { onTestFinished } from 'vitest';
import { createSalesforceClient } from '../../../service/src/salesforce/client.ts';
import type { Clock } from '../../../service/src/sync/ports.ts';
import { startStubOrg } from './stub-org.ts';

export const START = Date.parse('2026-11-22T10:00:00.000Z');

/** 18-character ids of Opportunities, with their check. */
export const opportunityId = (n: number) => {
  const row = `006xx${String(n).padStart(10, '0')}`;
  return `${row}AAA`;
};

export async function setUp() {
  const org = await startStubOrg();
  onTestFinished(() => org.close());
  const clock = createHandClock();
  const logs: { details: object; message: string }[] = [];
  const tokens = { current: 'token-1', renewals: 0 };
  const client = createSalesforceClient({
    instanceUrl: org.url,
    apiVersion: '65.0',
    accessToken: (options) => {
      if (options?.renew) {
        tokens.renewals += 1;
        tokens.current = `token-${String(tokens.renewals + 1)}`;
      }
      return Promise.resolve(tokens.current);
    },
    timings: { requestTimeoutMs: 20_000, profileMs: 60_000 },
    clock,
    log: { warn: (details, message) => void logs.push({ details, message }) },
  });
  return { org, client, clock, logs, tokens };
}

export type HandClock = Clock & { advance(ms: number): void; sleepers(): number };

/** Stands still until advanced; sleepers wake when their time has come or their signal aborts. */
function createHandClock(): HandClock {
  let now = START;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { at: now + ms, wake: () => (sleepers.delete(sleeper), resolve()) };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.wake();
    },
    sleepers: () => sleepers.size,
  };
}
