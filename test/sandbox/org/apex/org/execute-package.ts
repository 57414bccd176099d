/** The simulated org with its package executed: what its server starts with `apex: true`. */
import type { Nudger } from '../../nudge.ts';
import type { LightningUsers } from '../../lightning/users.ts';
import type { Org, RestAnswer, RestCall } from '../../store/org.ts';
import type { Callout } from './org-platform.ts';
import { executeApexIn, type Executed } from './executed-apex.ts';
import { peopleOfServer, type Caller } from './people-of-server.ts';
import { noteIdleChanges } from './rest/idle-changes.ts';

export function executePackage(
  org: Org,
  nudger: Nudger,
  metadataDir: string,
  users?: Pick<LightningUsers, 'accessOf' | 'refusalOf'>,
): Executed {
  const caller: Caller = { access: undefined };
  const executed = executeApexIn({
    org,
    people: peopleOfServer(org, caller, users?.accessOf),
    metadataDir,
    send: (callout) => {
      const call = asCredentialCall(callout);
      const refusal = users?.refusalOf(callout.userId, call.credential);
      return refusal === undefined ? nudger.call(call) : Promise.resolve(refusal);
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
