/** The package's Apex, executed in an org: its triggers at every save, its REST resources, its jobs after the commit. */
import { OrgError } from '../../errors.ts';
import type { ExecutedApex, Org, RowWish } from '../../store/org.ts';
import type { Transaction } from '../../store/transaction.ts';
import { createInterpreter, type Interpreter } from '../interpreter.ts';
import type { Source } from '../compile/program.ts';
import { ApexThrown } from '../run/thrown.ts';
import { JobQueue } from './async/job-queue.ts';
import { withCallouts, type Send } from './async/with-callouts.ts';
import { saveWishes } from './dml/save-wishes.ts';
import { readLabels } from './labels.ts';
import { OrgPlatform } from './org-platform.ts';
import type { People } from './people.ts';
import { answerRest } from './rest/answer-rest.ts';
import { newState } from './state.ts';

export type ExecutedOptions = {
  org: Org;
  people: People;
  metadataDir: string;
  /** Instead of the Apex of the folder. */
  sources?: readonly Source[];
  /** How jobs call out. */
  send: Send;
};

export type Executed = ExecutedApex & {
  platform: OrgPlatform;
  interpreter: Interpreter;
  /** Runs a transaction that may call out; it runs again with each answer. */
  withCallouts<T>(work: () => T): Promise<T>;
  /** Resolves when no job is under way. @throws what a job met that this double does not know */
  settle(): Promise<void>;
};

/** From now on the org executes Apex. @throws CompileProblems */
export function executeApexIn(options: ExecutedOptions): Executed {
  const { org, people, metadataDir, send } = options;
  const platform = new OrgPlatform({ org, people, labels: readLabels(metadataDir) });
  const interpreter = createInterpreter(
    options.sources ? { platform, sources: options.sources } : { platform, folders: [metadataDir] },
  );
  const { run } = interpreter;
  const queue = new JobQueue(platform, run, send);
  const executed: Executed = {
    platform,
    interpreter,
    withCallouts: (work) => withCallouts(platform, send, work),
    settle: () => queue.settle(),
    inTransaction(tx, work) {
      // A job has made its own state before its transaction began.
      const state = queue.takeState() ?? newState();
      return platform.inState(state, () =>
        run.inTransaction({ isAsync: state.asyncKind !== 'none' }, () => {
          const result = work(tx);
          if (state.jobs.length > 0) tx.afterCommit.push(() => queue.start(state.jobs, tx.actor));
          return result;
        }),
      );
    },
    save: (_tx: Transaction, wishes: RowWish[], isAllOrNone) =>
      asOrgErrors(() => saveWishes(platform, run, wishes, isAllOrNone)),
    answer: (call) => answerRest(platform, interpreter, call),
  };
  org.apex = executed;
  return executed;
}

/** What ends a transaction (limits) reaches the caller as the platform words it. */
function asOrgErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApexThrown)) throw error;
    throw new OrgError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message, { fields: [] });
  }
}
