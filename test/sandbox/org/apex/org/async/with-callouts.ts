/**
 * Apex cannot wait and a callout takes its time, so work runs until it calls out, is undone, and runs again with the
 * answer: nothing may be saved before a callout, so nothing is done twice.
 */
import type { Callout, CalloutAnswer, OrgPlatform } from '../org-platform.ts';

/** The answer, or what the CalloutException says. */
export type Send = (callout: Callout) => Promise<CalloutAnswer | string>;

class CalloutPending extends Error {
  readonly callout: Callout;
  constructor(callout: Callout) {
    super('A callout waits for its answer');
    this.callout = callout;
  }
}

/** @param work a transaction; it begins at once. What it throws goes on to the caller. */
export async function withCallouts<T>(
  platform: OrgPlatform,
  send: Send,
  work: () => T,
): Promise<T> {
  const answers: (CalloutAnswer | string)[] = [];
  for (;;) {
    const result = attempt(platform, answers, work);
    if (!(result instanceof CalloutPending)) return result;
    answers.push(await send(result.callout));
  }
}

function attempt<T>(
  platform: OrgPlatform,
  answers: readonly (CalloutAnswer | string)[],
  work: () => T,
): T | CalloutPending {
  let asked = 0;
  platform.callOut = (callout) => {
    const known = answers[asked];
    asked += 1;
    if (known === undefined) throw new CalloutPending(callout);
    return known;
  };
  try {
    return work();
  } catch (error) {
    if (error instanceof CalloutPending) return error;
    throw error;
  } finally {
    platform.callOut = undefined;
  }
}
