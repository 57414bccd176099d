/** MIXED_DML_OPERATION: setup objects and others are not saved in one transaction, except in a block of runAs. */
import type { ObjectDef } from '../../../schema/types.ts';
import type { Run } from '../../run/run.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { raiseDml } from './dml-exception.ts';
import type { RowKind } from './pending-row.ts';

/** What may be saved by Apex at all of the objects of setup. */
const SAVED = new Set(['User', 'PermissionSet', 'PermissionSetAssignment', 'SetupEntityAccess']);

export function checkMixing(
  { state }: OrgPlatform,
  run: Run,
  { object, kind }: { object: ObjectDef; kind: RowKind },
): void {
  if (object.isSetup && !SAVED.has(object.name)) {
    run.raise('TypeException', `DML operation ${kind} not allowed on ${object.name}`);
  }
  // A new user without a role is allowed beside others.
  if (object.name === 'User' && kind === 'insert') return;
  const { mixing } = state;
  const other = object.isSetup ? mixing.business : mixing.setup;
  if (other !== undefined) {
    const message = object.isSetup
      ? `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.name}, original object: ${other}`
      : `DML operation on non-setup object is not permitted after you have updated a setup object (or vice versa): ${object.name}, original object: ${other}`;
    raiseDml(run, kind, [
      { index: 0, id: null, error: { statusCode: 'MIXED_DML_OPERATION', message, fields: [] } },
    ]);
  }
  if (object.isSetup) mixing.setup ??= object.name;
  else mixing.business ??= object.name;
}
