/**
 * Users of the simulated org: actors may everything, callers what their session opens, users who sign in to its pages what
 * their profile and sets open; two permissions are switches.
 */
import { everything, type Access } from '../../access/access.ts';
import type { Org } from '../../store/org.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { People } from './people.ts';

export type Caller = { access: Access | undefined };

/** What a user of the org's pages may do; undefined for everybody else. */
export type UserAccess = (userId: string) => Access | undefined;

/** @param caller whose call runs now; nobody's when an actor saves */
export function peopleOfServer(
  org: Org,
  caller: Caller,
  ofUser: UserAccess = () => undefined,
): People {
  const all = everything(org.schema);
  const accessOf = ({ userId }: Pick<Transaction, 'userId'>) =>
    caller.access ?? ofUser(userId) ?? all;
  return {
    accessOf,
    holds(tx, name) {
      const isHeld = () => accessOf(tx).holds(name);
      const { actorsWithoutNudge, actorsBypassing } = org.switches;
      const isUser = ofUser(tx.userId) !== undefined;
      if (name === 'Co_Sell_Nudge') {
        return !actorsWithoutNudge.includes(tx.actor) && (!isUser || isHeld());
      }
      if (name === 'Bypass_Co_Sell_Automation') {
        return actorsBypassing.includes(tx.actor) || (isUser && isHeld());
      }
      return isHeld();
    },
  };
}
