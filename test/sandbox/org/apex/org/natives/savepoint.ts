/** Savepoints: rows go back, statics stay. Each counts as a DML statement. */
import type { Run } from '../../run/run.ts';
import { nativeType } from '../../types/native-type.ts';
import { NativeObject } from '../../values/objects.ts';
import { orgOf } from '../org-platform.ts';
import { typed } from './dml-results.ts';

type State = { mark: number; jobs: number; isGone: boolean };
type Savepoint = NativeObject<State>;

nativeType('Savepoint', {});

/** Those set later are gone once an earlier one was rolled back to. */
const open = new WeakMap<object, Savepoint[]>();

export function setSavepoint(run: Run): Savepoint {
  const { org, state } = orgOf(run, 'Database.setSavepoint');
  run.limits.use(run, 'dmlStatements');
  const savepoint: Savepoint = new NativeObject(typed('Savepoint'), {
    mark: org.tables.mark(),
    jobs: state.jobs.length,
    isGone: false,
  });
  open.set(state, [...(open.get(state) ?? []), savepoint]);
  return savepoint;
}

export function rollback(run: Run, savepoint: Savepoint): void {
  const { org, state } = orgOf(run, 'Database.rollback');
  const all = open.get(state) ?? [];
  if (savepoint.state.isGone || !all.includes(savepoint)) {
    run.raise('TypeException', 'Savepoint is no longer valid');
  }
  run.limits.use(run, 'dmlStatements');
  org.tables.rollbackTo(savepoint.state.mark);
  state.jobs.length = Math.min(state.jobs.length, savepoint.state.jobs);
  for (const later of all.slice(all.indexOf(savepoint) + 1)) later.state.isGone = true;
}

export function releaseSavepoint(run: Run, savepoint: Savepoint): void {
  const { state } = orgOf(run, 'Database.releaseSavepoint');
  if (savepoint.state.isGone) run.raise('TypeException', 'Savepoint is no longer valid');
  savepoint.state.isGone = true;
  if ((open.get(state) ?? [])[0] === savepoint && savepoint.state.mark === 0)
    state.hasPendingWork = false;
}
