/**
 * Jobs after the commit. Apex cannot wait and a callout takes its time, so a job runs until it calls out, is undone, and
 * runs again with the answer: nothing may be saved before a callout, so nothing is done twice.
 */
import { inTransaction } from '../../../store/transaction.ts';
import type { Run } from '../../run/run.ts';
import { ApexThrown } from '../../run/thrown.ts';
import type { Callout, CalloutAnswer, OrgPlatform } from '../org-platform.ts';
import { newState, type ApexState } from '../state.ts';
import { noteEnd } from '../dml/note-refusals.ts';
import type { Job, JobPart } from './job.ts';

/** The answer, or what the CalloutException says. */
export type Send = (callout: Callout, actor: string) => Promise<CalloutAnswer | string>;

class CalloutPending extends Error {
  readonly callout: Callout;
  constructor(callout: Callout) {
    super('A callout waits for its answer');
    this.callout = callout;
  }
}

export class JobQueue {
  readonly #platform: OrgPlatform;
  readonly #run: Run;
  readonly #send: Send;
  readonly #underWay = new Set<Promise<void>>();
  readonly #faults: unknown[] = [];
  #state: ApexState | undefined;

  constructor(platform: OrgPlatform, run: Run, send: Send) {
    this.#platform = platform;
    this.#run = run;
    this.#send = send;
  }

  /** The state for the transaction that begins now, when it is a job's. */
  takeState(): ApexState | undefined {
    const state = this.#state;
    this.#state = undefined;
    return state;
  }

  /** Begins at once, up to the first callout. */
  start(jobs: readonly Job[]): void {
    for (const job of jobs) {
      const work = this.#runJob(job)
        .catch((error: unknown) => void this.#faults.push(error))
        .finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
    }
  }

  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    const [fault] = this.#faults.splice(0);
    if (fault !== undefined) throw fault;
  }

  async #runJob(job: Job): Promise<void> {
    try {
      for (const part of job.parts()) await this.#runPart(job, part);
    } catch (error) {
      // A job that fails tells nobody but the log of jobs, as on the platform.
      if (!(error instanceof ApexThrown)) throw error;
      noteEnd(this.#platform, job.actor, error);
    }
  }

  async #runPart(job: Job, part: JobPart): Promise<void> {
    const answers: (CalloutAnswer | string)[] = [];
    for (;;) {
      const pending = this.#attempt(job, part, answers);
      if (!pending) return;
      answers.push(await this.#send(pending.callout, job.actor));
    }
  }

  #attempt(
    job: Job,
    part: JobPart,
    answers: readonly (CalloutAnswer | string)[],
  ): CalloutPending | undefined {
    const platform = this.#platform;
    let asked = 0;
    platform.callOut = (callout) => {
      const known = answers[asked];
      asked += 1;
      if (known === undefined) throw new CalloutPending(callout);
      return known;
    };
    this.#state = newState({ asyncKind: part.asyncKind });
    try {
      inTransaction(platform.org, { actor: job.actor }, () => part.run(this.#run));
      return undefined;
    } catch (error) {
      if (error instanceof CalloutPending) return error;
      throw error;
    } finally {
      platform.callOut = undefined;
    }
  }
}
