import { LIMITS, type LimitName } from '../run/limits.ts';
import type { Run } from '../run/run.ts';
import { nativeType, type NativeTable } from '../types/native-type.ts';

/** As `Limits` calls them: `getQueries()` and `getLimitQueries()`. */
const NAMES: Record<LimitName, string> = {
  queries: 'Queries',
  queryRows: 'QueryRows',
  searches: 'SoslQueries',
  dmlStatements: 'DmlStatements',
  dmlRows: 'DmlRows',
  callouts: 'Callouts',
  futureCalls: 'FutureCalls',
  queueableJobs: 'QueueableJobs',
  heapSize: 'HeapSize',
  cpuTime: 'CpuTime',
};

const limitMethods: NativeTable = Object.fromEntries(
  (Object.keys(LIMITS) as LimitName[]).flatMap((name) => [
    [`get${NAMES[name]}():Integer`, (run: Run) => run.limits.used(name)],
    [`getLimit${NAMES[name]}():Integer`, (run: Run) => run.limits.allowed(name)],
  ]),
);

nativeType('Limits', { statics: limitMethods });
