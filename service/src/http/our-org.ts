import type { onRequestAsyncHookHandler } from 'fastify';
import type { Bridge } from '../sync/bridge-port.ts';
import { Problem } from './problem.ts';
import { normaliseRecordId } from './record-id.ts';

/**
 * A refreshed sandbox holds production's records and key: it must not ring production's bridge.
 * Apex sends its organization id in `X-Co-Sell-Org`.
 */
export function requireOurOrg(bridge: Pick<Bridge, 'refusesOrg'>): onRequestAsyncHookHandler {
  return async (request) => {
    const given = request.headers['x-co-sell-org'];
    const orgId = typeof given === 'string' ? (normaliseRecordId(given) ?? given) : undefined;
    const refusal = bridge.refusesOrg(orgId);
    if (refusal !== undefined) throw new Problem(403, 'other-org', refusal);
  };
}
