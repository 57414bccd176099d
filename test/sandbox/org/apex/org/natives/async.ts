/** Queueable, Batchable, Schedulable, `@future`, and what code asks about the way it runs. */
import { callByName } from '../../run/call-by-name.ts';
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { extendNativeType, nativeType } from '../../types/native-type.ts';
import { parseId } from '../../values/id.ts';
import { NativeObject } from '../../values/objects.ts';
import type { Value } from '../../values/value.ts';
import { batchParts } from '../async/batch.ts';
import type { JobPart } from '../async/job.ts';
import { orgOf } from '../org-platform.ts';
import type { AsyncKind } from '../state.ts';
import { typed } from './dml-results.ts';

type Context = NativeObject<{ jobId: string }>;
const jobId = {
  'getJobId():Id': (_run: unknown, { state }: Context) => parseId(state.jobId) ?? null,
};

nativeType('QueueableContext', { methods: jobId });
nativeType('Database.BatchableContext', {
  methods: { ...jobId, 'getChildJobId():Id': jobId['getJobId():Id'] },
});
nativeType('SchedulableContext', {
  methods: { 'getTriggerId():Id': jobId['getJobId():Id'] },
});
nativeType('Queueable', { kind: 'interface', abstracts: ['execute(QueueableContext):void'] });
nativeType('Schedulable', { kind: 'interface', abstracts: ['execute(SchedulableContext):void'] });
nativeType('Database.Batchable', {
  kind: 'interface',
  parameters: ['T'],
  // `start` may answer with a list, an Iterable or a QueryLocator, so only its callers know it.
  abstracts: [
    'execute(Database.BatchableContext,List<T>):void',
    'finish(Database.BatchableContext):void',
  ],
});
nativeType('Database.AllowsCallouts', { kind: 'interface' });
nativeType('Database.Stateful', { kind: 'interface' });

const isKind =
  (kind: AsyncKind) =>
  (run: Run): boolean =>
    orgOf(run, 'System').state.asyncKind === kind;

extendNativeType('System', {
  statics: {
    'isBatch():Boolean': isKind('batch'),
    'isFuture():Boolean': isKind('future'),
    'isQueueable():Boolean': isKind('queueable'),
    'isScheduled():Boolean': isKind('scheduled'),
    'enqueueJob(Queueable):Id': (run: Run, job: Value) => enqueue(run, job),
  },
});

extendNativeType('Database', {
  statics: {
    'executeBatch(Object):Id': (run: Run, batch: Value) => startBatch(run, batch, 200),
    'executeBatch(Object,Integer):Id': (run: Run, batch: Value, size: number) =>
      startBatch(run, batch, size),
  },
});

function enqueue(run: Run, job: Value): Value {
  const { state } = orgOf(run, 'System.enqueueJob');
  if (state.test && state.asyncKind === 'queueable') {
    run.raise('AsyncException', 'Maximum stack depth has been reached.');
  }
  run.limits.use(run, 'queueableJobs');
  return addJob(run, (id) => [
    {
      asyncKind: 'queueable',
      run: (inner) => {
        callByName(inner, job, 'execute', [contextOf('QueueableContext', id)]);
      },
    },
  ]);
}

function startBatch(run: Run, batch: Value, size: number): Value {
  const { state } = orgOf(run, 'Database.executeBatch');
  if (state.asyncKind === 'batch' || state.asyncKind === 'future') {
    run.raise(
      'AsyncException',
      'Database.executeBatch cannot be called from a batch start, batch execute, or future method.',
    );
  }
  if (batch === null) throw new UnsupportedApex('Database.executeBatch(null)');
  return addJob(run, (id) => batchParts(batch, contextOf('Database.BatchableContext', id), size));
}

/** Waits for the commit, or for `Test.stopTest`. */
export function addJob(run: Run, parts: (id: string) => Iterable<JobPart>): Value {
  const { org, state, tx } = orgOf(run, 'A job');
  const id = org.newId('707');
  state.jobs.push({ id, userId: tx.userId, parts: () => parts(id) });
  state.hasPendingWork = true;
  return parseId(id) ?? null;
}

const contextOf = (type: string, id: string): Context =>
  new NativeObject(typed(type), { jobId: id });
