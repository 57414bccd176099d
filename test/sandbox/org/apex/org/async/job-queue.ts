/** Jobs after the commit. */
import { inTransaction } from '../../../store/transaction.ts';
import type { Run } from '../../run/run.ts';
import { ApexThrown } from '../../run/thrown.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { newState, type ApexState } from '../state.ts';
import type { Job, JobPart } from './job.ts';
import { withCallouts, type Send } from './with-callouts.ts';

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

  /** Begins at once, up to the first callout, in the name of who started them. */
  start(jobs: readonly Job[], actor: string): void {
    for (const job of jobs) {
      const work = this.#runJob(job, actor)
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

  async #runJob(job: Job, actor: string): Promise<void> {
    try {
      for (const part of job.parts()) await this.#runPart(part, actor);
    } catch (error) {
      // A job that fails tells nobody but the log of jobs, as on the platform.
      if (!(error instanceof ApexThrown)) throw error;
    }
  }

  #runPart(part: JobPart, actor: string): Promise<void> {
    return withCallouts(this.#platform, this.#send, () => {
      this.#state = newState({ asyncKind: part.asyncKind });
      inTransaction(this.#platform.org, { actor }, () => part.run(this.#run));
    });
  }
}
