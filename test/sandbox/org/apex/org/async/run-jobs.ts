/** Runs jobs one after another, each part with statics, limits and state of its own. Exceptions go on to the caller. */
import type { Run } from '../../run/run.ts';
import { savepoint } from '../../../store/transaction.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { newState } from '../state.ts';
import { usernameOfUser } from '../user-actor.ts';
import type { Job } from './job.ts';

/** Within the open transaction of the org: what tests do at `Test.stopTest`. */
export function runJobs(platform: OrgPlatform, run: Run, jobs: readonly Job[]): void {
  const { tx } = platform;
  const outer = { actor: tx.actor, userId: tx.userId };
  for (const job of jobs) {
    tx.userId = job.userId;
    tx.actor = usernameOfUser(platform.org, job.userId);
    try {
      for (const part of job.parts()) {
        const state = newState({ asyncKind: part.asyncKind, test: platform.state.test });
        platform.inState(state, () =>
          run.inTransaction({ isAsync: true }, () => savepoint(tx, () => part.run(run))),
        );
        // Jobs that a job starts run after it.
        runJobs(platform, run, state.jobs);
      }
    } finally {
      tx.userId = outer.userId;
      tx.actor = outer.actor;
    }
  }
}
