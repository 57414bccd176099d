/**
 * A bridge belongs to one org and one tenant. A refreshed sandbox holds production's referral ids, so any other
 * org is refused before a single pair is claimed. This is the most expensive accident there is here.
 */
import { HostFault } from '../errors.ts';
import type { BridgeDeps } from './deps.ts';
import type { Outside } from './outside.ts';

export type Binding = {
  /** True once the org has answered and is ours. Never throws; asks again while the org cannot be reached. */
  isBound(): Promise<boolean>;
  refused(): string | null;
  /** The org at our address is another one by now (a refreshed sandbox): nothing more is read or written. */
  refuse(orgId: string): void;
  /** The sentence for a caller of another org; undefined for ours. */
  refuses(orgId: string | undefined): string | undefined;
};

export function createBinding(deps: BridgeDeps, outside: Outside): Binding {
  const { config, store, log } = deps;
  let bound = false;
  let refused: string | null = null;
  let asking: Promise<boolean> | undefined;

  const otherOrg = (orgId: string) =>
    `This bridge is set up for the Salesforce org ${config.orgId}, but SALESFORCE_URL leads to ${orgId}. Nothing is read or written. Correct SALESFORCE_ORG_ID or SALESFORCE_URL.`;

  async function bind(): Promise<void> {
    const { orgId } = await outside.salesforce.profile();
    if (orgId !== config.orgId) {
      refused = otherOrg(orgId);
      return;
    }
    const result = await store.bind({ orgId, tenantId: config.tenantId });
    if (result.kind === 'ok') {
      bound = true;
      refused = null;
      return;
    }
    refused = `The store of this bridge belongs to the Salesforce org ${result.orgId} and the tenant ${result.tenantId}, not to ${orgId} and ${config.tenantId}. Nothing is read or written. Use an empty store, or the settings it was made with.`;
  }

  async function ask(): Promise<boolean> {
    try {
      await bind();
      if (refused !== null) log.error({ code: 'other-org' }, refused);
    } catch (error) {
      // The sign-in itself learns which org it is, before anything could be read.
      if (error instanceof HostFault && error.code === 'salesforce-other-org') {
        refused = error.message;
        log.error({ code: 'other-org' }, refused);
        return false;
      }
      // While the gate is closed the host is not asked at all; that it is closed was said once.
      if (error instanceof HostFault && error.code === 'gate-closed') return false;
      log.warn({ err: error }, 'the org could not be asked who it is; trying again');
    }
    return bound;
  }

  return {
    async isBound() {
      if (bound) return true;
      if (refused !== null) return false;
      // Worker and sweeper begin together: one question, and one line in the log.
      asking ??= ask().finally(() => (asking = undefined));
      return asking;
    },
    refused: () => refused,
    refuse(orgId) {
      bound = false;
      refused = otherOrg(orgId);
      log.error({ code: 'other-org' }, refused);
    },
    refuses(orgId) {
      if (refused !== null) return refused;
      if (orgId === config.orgId) return undefined;
      if (orgId === undefined)
        return `This bridge belongs to the Salesforce org ${config.orgId}; the call did not say which org it came from (header X-Co-Sell-Org).`;
      return `This bridge belongs to the Salesforce org ${config.orgId}; the call came from ${orgId}. A refreshed or copied org needs its own bridge.`;
    },
  };
}
