/** `System.runAs(user) {…}`: another user's name and rights, in the same transaction. Counts as a DML statement. */
import { usernameOfUser } from './user-actor.ts';
import type { Run } from '../run/run.ts';
import { SObjectValue } from '../values/sobject.ts';
import { ApexId } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { OrgPlatform } from './org-platform.ts';

export function runAs(platform: OrgPlatform, run: Run, user: Value, work: () => void): void {
  if (!platform.state.test) run.raise('SecurityException', 'runAs is only allowed in tests');
  const id = user instanceof SObjectValue ? user.fields.get('Id') : undefined;
  const userId = id instanceof ApexId ? id.value : '';
  if (!platform.org.tables.get('User', userId)) {
    run.raise('NullPointerException', 'Attempt to de-reference a null object');
  }
  run.limits.use(run, 'dmlStatements');
  const { tx, state } = platform;
  const outer = { actor: tx.actor, userId: tx.userId, mixing: state.mixing };
  tx.userId = userId;
  tx.actor = usernameOfUser(platform.org, userId);
  state.mixing = { setup: undefined, business: undefined };
  try {
    work();
  } finally {
    tx.userId = outer.userId;
    tx.actor = outer.actor;
    state.mixing = outer.mixing;
  }
}
