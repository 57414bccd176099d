/** Users of the simulated org: actors may everything, callers what their session opens; two permissions are switches. */
import { accessOf, everything, type Access } from '../../access/access.ts';
import type { Org } from '../../store/org.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { People } from './people.ts';
import { standardUser } from './people-of-tests.ts';

export type Caller = { access: Access | undefined };

/** @param caller whose call runs now; nobody's when an actor saves */
export function peopleOfServer(org: Org, caller: Caller): People {
  const all = everything(org.schema);
  const outsiders = accessOf([standardUser(org.schema)], org.schema);
  const isOutsider = ({ actor }: Transaction) =>
    org.switches.actorsWithoutPermissions.includes(actor);
  return {
    accessOf: (tx) => caller.access ?? (isOutsider(tx) ? outsiders : all),
    holds(tx, name) {
      if (isOutsider(tx)) return false;
      if (name === 'Co_Sell_Nudge') return !org.switches.actorsWithoutNudge.includes(tx.actor);
      if (name === 'Bypass_Co_Sell_Automation')
        return org.switches.actorsBypassing.includes(tx.actor);
      return (caller.access ?? all).holds(name);
    },
  };
}
