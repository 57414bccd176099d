/** `Test.*`. */
import type { Run } from '../../run/run.ts';
import { Limits } from '../../run/limits.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { nativeType } from '../../types/native-type.ts';
import { parseId } from '../../values/id.ts';
import type { TypeValue } from '../../values/objects.ts';
import type { ApexDatetime } from '../../values/scalars.ts';
import { type ApexId } from '../../values/scalars.ts';
import type { Value } from '../../values/value.ts';
import { toWireTime } from '../../../store/date-time.ts';
import { runJobs } from '../async/run-jobs.ts';
import { orgOf, type OrgPlatform } from '../org-platform.ts';
import type { TestState } from '../state.ts';
import { standardPricebook } from '../../../setup-rows.ts';

/** Limits of the code around `startTest` … `stopTest`, which come back afterwards. */
const outerLimits = new WeakMap<TestState, Limits>();

function testOf(run: Run, method: string): { platform: OrgPlatform; test: TestState } {
  const platform = orgOf(run, 'Test');
  const { test } = platform.state;
  if (!test) throw new UnsupportedApex(`Test.${method} outside of a test`);
  return { platform, test };
}

nativeType('Test', {
  statics: {
    'isRunningTest():Boolean': (run: Run) => orgOf(run, 'Test').state.test !== undefined,
    'startTest():void': (run: Run) => {
      const { platform, test } = testOf(run, 'startTest');
      if (test.phase !== 'before') {
        run.raise('FinalException', 'Testing already started');
      }
      test.phase = 'started';
      outerLimits.set(test, run.limits);
      run.limits = new Limits(false);
      // What was saved so far counts as another transaction; its jobs do not run.
      platform.state.hasPendingWork = false;
      platform.state.jobs.length = 0;
    },
    'stopTest():void': (run: Run) => {
      const { platform, test } = testOf(run, 'stopTest');
      if (test.phase !== 'started') {
        run.raise('FinalException', 'Testing has not started, or has stopped already');
      }
      test.phase = 'stopped';
      runJobs(platform, run, platform.state.jobs.splice(0));
      run.limits = outerLimits.get(test) ?? run.limits;
    },
    'setMock(Type,Object):void': (run: Run, kind: TypeValue, mock: Value) => {
      if (kind.named.name !== 'HttpCalloutMock') {
        throw new UnsupportedApex(`Test.setMock of ${kind.named.name}`);
      }
      testOf(run, 'setMock').test.mock = mock;
    },
    'getStandardPricebookId():Id': (run: Run) =>
      parseId(standardPricebook(testOf(run, 'getStandardPricebookId').platform.org)) ?? null,
    'setCreatedDate(Id,Datetime):void': (run: Run, id: ApexId, moment: ApexDatetime) => {
      const { org, tx } = testOf(run, 'setCreatedDate').platform;
      const type = org.schema.byPrefix(id.value.slice(0, 3))?.name ?? '';
      const row = org.tables.get(type, id.value);
      if (!row) return run.raise('QueryException', `No row ${id.value}`);
      const after = { ...row, CreatedDate: toWireTime(moment.ms) };
      org.tables.write({ kind: 'update', type, id: id.value, actor: tx.actor, after });
    },
  },
});
