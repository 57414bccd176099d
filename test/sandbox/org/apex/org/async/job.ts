/** Work for later: what `System.enqueueJob`, `@future` and `Database.executeBatch` leave behind. */
import type { Run } from '../../run/run.ts';
import type { AsyncKind } from '../state.ts';

export type JobPart = { asyncKind: AsyncKind; run(run: Run): void };

export type Job = {
  readonly id: string;
  readonly userId: string;
  /** Each part is a transaction of its own; later ones are known when earlier ones have run. */
  parts(): Iterable<JobPart>;
};
