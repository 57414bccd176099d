/** What one Apex transaction keeps besides statics and limits. */
import type { Value } from '../values/value.ts';
import type { Job } from './async/job.ts';

export type AsyncKind = 'none' | 'queueable' | 'future' | 'batch' | 'scheduled';

export type ApexState = {
  readonly asyncKind: AsyncKind;
  /** Something was saved: a callout is refused from here on. */
  hasPendingWork: boolean;
  /** Setup objects and others do not mix, except in a block of `System.runAs`. */
  mixing: { setup: string | undefined; business: string | undefined };
  rest: { request: Value; response: Value };
  /** To be started after the commit. */
  jobs: Job[];
  /** How deep triggers run within triggers. */
  triggerDepth: number;
  /** Undefined outside of tests. */
  readonly test: TestState | undefined;
};

/** Shared by a test method and the jobs it starts. */
export type TestState = {
  mock: Value;
  phase: 'before' | 'started' | 'stopped';
};

type Given = { asyncKind?: AsyncKind | undefined; test?: TestState | undefined };

export const newState = ({ asyncKind = 'none', test }: Given = {}): ApexState => ({
  asyncKind,
  hasPendingWork: false,
  mixing: { setup: undefined, business: undefined },
  rest: { request: null, response: null },
  jobs: [],
  triggerDepth: 0,
  test,
});
