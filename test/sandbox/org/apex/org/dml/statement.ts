/** `insert rows;` and its like: everything, or a DmlException. */
import type { DmlRequest } from '../../platform/platform.ts';
import type { Run } from '../../run/run.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { raiseDml } from './dml-exception.ts';
import { perform } from './perform.ts';
import type { PendingRow } from './pending-row.ts';

export function dmlStatement(platform: OrgPlatform, run: Run, request: DmlRequest): void {
  throwFailures(run, request.kind, perform(platform, run, { ...request, isAllOrNone: true }));
}

/** @throws DmlException when a row has failed */
export function throwFailures(run: Run, kind: string, rows: readonly PendingRow[]): void {
  const failed = rows.flatMap(({ errors, id, isCreated }, index) =>
    errors.map((error) => ({ index, id: isCreated ? null : id, error })),
  );
  if (failed.length > 0) raiseDml(run, kind, failed);
}
