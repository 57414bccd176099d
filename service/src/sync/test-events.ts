/** A test event and what Partner Center says of its delivery. */
import { HostFault, PairFault } from '../errors.ts';
import type { Clock } from './ports.ts';
import type { Webhooks, WebhookTest } from './webhook-port.ts';

export type TestOutcome = {
  /** As Partner Center calls it; `not-sent` and `waiting` are our own. */
  status: string;
  responseCode: string | null;
  at: string;
  /** Null when the event got through, or may still do so. */
  problem: { reason: string; detail: string } | null;
};

export type TestEvents = {
  /** Sends one, and resolves when its result is known or when a person at a page has waited long enough. */
  run(): Promise<void>;
  last(): TestOutcome | undefined;
  forget(): void;
  ended(): Promise<unknown>;
};

/** A page must be answered within half a minute; the result is followed for longer than that. */
const ANSWER_WITHIN_MS = 20_000;
const FOLLOW_FOR_MS = 60_000;
const FIRST_STEP_MS = 250;
const LAST_STEP_MS = 4_000;

type TestEventDeps = {
  webhooks: Pick<Webhooks, 'sendTest' | 'testResult'>;
  clock: Clock;
  signal: AbortSignal;
};

export function createTestEvents({ webhooks, clock, signal }: TestEventDeps): TestEvents {
  let outcome: TestOutcome | undefined;
  let following: Promise<void> | undefined;

  function note(found: Partial<TestOutcome>): void {
    const at = new Date(clock.now()).toISOString();
    outcome = { status: 'waiting', responseCode: null, problem: null, at, ...found };
  }

  async function sendAndFollow(): Promise<void> {
    let sent = false;
    try {
      note({});
      const correlationId = await webhooks.sendTest(signal);
      sent = true;
      await follow(correlationId);
    } catch (error) {
      note({ status: sent ? 'waiting' : 'not-sent', problem: problemOf(error) });
    }
  }

  async function follow(correlationId: string): Promise<void> {
    const until = clock.now() + FOLLOW_FOR_MS;
    let status = 'waiting';
    for (let step = FIRST_STEP_MS; clock.now() < until; step = Math.min(step * 2, LAST_STEP_MS)) {
      await clock.sleep(step, signal);
      if (signal.aborted) return;
      const result = await webhooks.testResult(correlationId, signal);
      status = result?.status ?? status;
      if (result && isOver(result)) return note(outcomeOf(result));
    }
    note({ status, problem: { reason: 'webhook-test-late', detail: status } });
  }

  return {
    async run() {
      // Two tests a minute are allowed: who presses twice gets the result of the first.
      following ??= sendAndFollow().finally(() => (following = undefined));
      const waited = new AbortController();
      await Promise.race([
        following,
        clock.sleep(ANSWER_WITHIN_MS, AbortSignal.any([signal, waited.signal])),
      ]);
      waited.abort();
    },
    last: () => outcome,
    forget: () => void (outcome = undefined),
    ended: () => Promise.resolve(following),
  };
}

/** `completed` is the only end that is documented; a success among the attempts is one too. */
const isOver = ({ status, results }: WebhookTest): boolean =>
  status.toLowerCase() === 'completed' || results.some(isSuccess);

function outcomeOf({ status, results }: WebhookTest): Partial<TestOutcome> {
  const told = results.find(isSuccess) ?? results.at(-1);
  const responseCode = told?.responseCode || null;
  if (told && isSuccess(told)) return { status, responseCode };
  const detail = responseCode ?? (told?.responseMessage || 'no answer');
  return { status, responseCode, problem: { reason: 'webhook-test-failed', detail } };
}

/** Status names as .NET writes them; a number would be as good. */
const isSuccess = ({ responseCode }: { responseCode: string }): boolean =>
  /^(OK|Created|Accepted|NoContent|2\d\d)$/i.test(responseCode);

function problemOf(error: unknown): TestOutcome['problem'] {
  if (error instanceof PairFault) return { reason: error.code, detail: error.message };
  if (!(error instanceof HostFault)) return { reason: 'unexpected', detail: '' };
  const isThrottled = error.code === 'partner-center-throttled';
  return {
    reason: isThrottled ? 'webhook-test-throttled' : 'webhook-unknown',
    detail: error.code,
  };
}
