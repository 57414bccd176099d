/** The simulated org with its package executed. */
import type { Callouts } from '../../callouts.ts';
import type { LightningUsers } from '../../lightning/users.ts';
import type { Org, RestAnswer, RestCall } from '../../store/org.ts';
import type { Callout } from './org-platform.ts';
import { executeApexIn, type Executed } from './executed-apex.ts';
import { peopleOfServer, type Caller } from './people-of-server.ts';
import { noteIdleChanges } from './rest/idle-changes.ts';

/** @param users of the org's own pages, whose permissions count */
export function executePackage(
  org: Org,
  callouts: Callouts,
  metadataDir: string,
  users?: Pick<LightningUsers, 'accessOf' | 'refusalOf'>,
): Executed {
  const caller: Caller = { access: undefined };
  const executed = executeApexIn({
    org,
    people: peopleOfServer(org, caller, users?.accessOf),
    metadataDir,
    send: async (callout) => {
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

/** `callout:Co_Sell_Bridge/v1/…`. */
function asCredentialCall({ endpoint, headers, method, body, timeoutMs }: Callout) {
  const [, credential = '', path = ''] = /^callout:(\w+)(.*)$/.exec(endpoint) ?? [];
  return { method, body, timeoutMs, credential, path, headers: Object.fromEntries(headers) };
}
