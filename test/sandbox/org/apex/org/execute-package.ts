/** The simulated org with its package executed. */
import type { Callouts } from '../../callouts.ts';
import type { LightningUsers } from '../../lightning/users.ts';
import { findUser, usernameOf } from '../../store/actors.ts';
import type { Org, RestAnswer, RestCall } from '../../store/org.ts';
import type { Callout } from './org-platform.ts';
import { executeApexIn, type Executed } from './executed-apex.ts';
import { peopleOfServer, type Caller } from './people-of-server.ts';
import { noteIdleChanges } from './rest/idle-changes.ts';

/** @param users of the org's own pages, whose permissions count */
export function executePackage(
  org: Org,
  callouts: Callouts,
  sources: { metadataDir: string; apexFolders: readonly string[] },
  users?: Pick<LightningUsers, 'accessOf' | 'refusalOf'>,
): Executed {
  const caller: Caller = { access: undefined };
  const executed = executeApexIn({
    org,
    people: peopleOfServer(org, caller, users?.accessOf),
    ...sources,
    send: async (callout) => {
      if (hasNoPrincipal(org, callout.userId)) return NO_PRINCIPAL;
      const call = asCredentialCall(callout);
      return users?.refusalOf(callout.userId, call.credential) ?? callouts.call(call);
    },
  });
  const { answer } = executed;
  executed.answer = (call: RestCall): RestAnswer | undefined => {
    caller.access = call.access;
    try {
      return noteIdleChanges(org, call, () => answer(call));
    } finally {
      caller.access = undefined;
    }
  };
  return executed;
}

/** What the platform's CalloutException says to users without the principal of the external credential (from memory). */
const NO_PRINCIPAL =
  "We couldn't access the credential(s). You might not have the required permissions, or the external credential might not exist.";

const hasNoPrincipal = (org: Org, userId: string): boolean =>
  org.switches.actorsWithoutPrincipal.some(
    (actor) => findUser(org, usernameOf(actor))?.['Id'] === userId,
  );

/** `callout:Co_Sell_Bridge/v1/…`. */
function asCredentialCall({ endpoint, headers, method, body, timeoutMs }: Callout) {
  const [, credential = '', path = ''] = /^callout:(\w+)(.*)$/.exec(endpoint) ?? [];
  return { method, body, timeoutMs, credential, path, headers: Object.fromEntries(headers) };
}
