/** Our webhook registration: looked at regularly, made or taken back only when a person asks. */
import { HostFault, PairFault } from '../errors.ts';
import type { Log } from './deps.ts';
import type { Clock, Timings } from './ports.ts';
import { createTestEvents } from './test-events.ts';
import { judgeRegistration, WEBHOOK_EVENTS, type Judged } from './webhook-drift.ts';
import type { WebhookDesk, Webhooks, WebhookStatus } from './webhook-port.ts';

export type WebhookDeskDeps = {
  webhooks: Webhooks;
  /** Where Microsoft reaches this bridge, without a path. */
  publicUrl: string;
  clock: Clock;
  timings: Pick<Timings, 'webhookLookMs'>;
  log: Log;
};

export type WatchedWebhookDesk = WebhookDesk & { start(): void; stop(): Promise<void> };

/** While the registration is not known to be ours, a person or another replica may just be repairing it. */
const NOT_OURS_LOOK_MS = 60_000;

/**
 * Every replica looks by itself, and none repairs: a registration that somebody made on purpose (another bridge,
 * Microsoft's own connector) must not be fought over.
 */
export function createWebhookDesk(deps: WebhookDeskDeps): WatchedWebhookDesk {
  const { webhooks, clock, timings, log } = deps;
  const url = `${deps.publicUrl.replace(/\/+$/, '')}/webhooks/partner-center`;
  const stopping = new AbortController();
  const { signal } = stopping;
  const tests = createTestEvents({ webhooks, clock, signal });
  const findings = createFindings(clock, log);
  let last: Promise<unknown> = Promise.resolve();
  let looking: Promise<WebhookStatus> | undefined;
  let watching: Promise<void> = Promise.resolve();

  /** One request at a time: an answer from before a registration must not be noted after it. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = last.then(act);
    last = result.catch(() => undefined);
    return result;
  }

  function status(): WebhookStatus {
    const test = tests.last();
    const problem = findings.seen().reason === null ? test?.problem : null;
    const lastTest = test && { status: test.status, responseCode: test.responseCode, at: test.at };
    return { ...findings.seen(), lastTest: lastTest ?? null, ...problem };
  }

  async function lookNow(): Promise<WebhookStatus> {
    try {
      findings.note(judgeRegistration(await webhooks.read(signal), url));
    } catch (error) {
      if (!signal.aborted) findings.note({ ...UNKNOWN, ...problemOf(error, log) });
    }
    return status();
  }

  async function registerNow(): Promise<WebhookStatus> {
    try {
      await webhooks.register({ url, events: [...WEBHOOK_EVENTS] }, signal);
    } catch (error) {
      // What is registered did not change; why it could not be changed is what the person needs to know.
      findings.note({ ...findings.seen(), ...problemOf(error, log) });
      return status();
    }
    const { state: before, registeredHost } = findings.seen();
    log.info({ before, registeredHost }, 'webhook registered');
    tests.forget();
    return lookNow();
  }

  const look = () => (looking ??= inTurn(lookNow).finally(() => (looking = undefined)));

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      const { state } = await look();
      const { webhookLookMs } = timings;
      const pause =
        state === 'registered' ? webhookLookMs : Math.min(webhookLookMs, NOT_OURS_LOOK_MS);
      await clock.sleep(pause, signal);
    }
  }

  return {
    status,
    look,
    register: () => inTurn(registerNow),
    async test() {
      await tests.run();
      return status();
    },
    start: () => void (watching = watch()),
    async stop() {
      stopping.abort();
      await Promise.all([watching, last, tests.ended()]);
    },
  };
}

const UNKNOWN: Judged = { state: 'unknown', registeredHost: null, events: [], reason: null };

/** What was seen last. Drift is logged once, not at every look, and not again after the host was away. */
function createFindings(clock: Clock, log: Log) {
  let seen = UNKNOWN;
  let lookedAt: string | null = null;
  let logged = '';
  return {
    seen: () => ({ ...seen, lookedAt }),
    note(found: Judged): void {
      [seen, lookedAt] = [found, new Date(clock.now()).toISOString()];
      const fields = { state: found.state, host: found.registeredHost, code: found.reason };
      if (found.state === 'unknown') {
        log.debug(fields, 'webhook registration not seen');
        return;
      }
      if (logged === JSON.stringify(fields)) return;
      logged = JSON.stringify(fields);
      if (found.reason === null) log.info(fields, 'webhook registration is ours');
      else log.warn(fields, 'webhook registration is not as it should be');
    },
  };
}

function problemOf(error: unknown, log: Log): { reason: string; detail: string } {
  if (error instanceof PairFault) return { reason: error.code, detail: error.message };
  if (error instanceof HostFault) return { reason: 'webhook-unknown', detail: error.code };
  log.error({ err: error }, 'webhook registration failed unexpectedly');
  return { reason: 'unexpected', detail: '' };
}
