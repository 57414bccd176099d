/** What the set-up door is given in tests: a store of secrets in memory, and a consent flow and a desk that remember. */
import { randomBytes } from 'node:crypto';
import type { SetupDeps } from '../../../../service/src/http/setup/setup.ts';
import type { ConsentFlow, Secrets } from '../../../../service/src/sync/connection.ts';
import type { WebhookDesk, WebhookStatus } from '../../../../service/src/sync/webhook-port.ts';

export const PUBLIC_URL = 'https://bridge.example';
export const AUTHORITY_URL = 'https://login.example/tenant/authorize?state=s1&code_challenge=c1';

export function createMemorySecrets(): Secrets & {
  rows: Map<string, { text: string; version: number }>;
} {
  const rows = new Map<string, { text: string; version: number }>();
  return {
    rows,
    read: async (name) => rows.get(name),
    async write(name, text, expected) {
      if ((rows.get(name)?.version ?? null) !== expected) return false;
      rows.set(name, { text, version: (expected ?? 0) + 1 });
      return true;
    },
    async remove(name, expected) {
      return rows.get(name)?.version === expected && rows.delete(name);
    },
  };
}

export const REGISTERED: WebhookStatus = {
  state: 'registered',
  registeredHost: 'bridge.example',
  events: ['referral-created', 'referral-updated'],
  lookedAt: '2026-06-01T00:00:00.000Z',
  reason: null,
  lastTest: null,
};

/** `acts`: what was asked of Partner Center through the doors, in order. */
export function createSetupUnderTest(
  given: {
    finish?: ConsentFlow['finish'];
    begin?: ConsentFlow['begin'];
    webhook?: WebhookStatus;
    publicUrl?: string;
    sessionKeys?: readonly Uint8Array[];
    secrets?: Secrets;
  } = {},
) {
  const acts: string[] = [];
  let now = Date.parse('2026-06-01T00:00:00Z');
  const secrets = createMemorySecrets();
  const act = (name: string) => async () => {
    acts.push(name);
    return given.webhook ?? REGISTERED;
  };
  const webhooks: WebhookDesk = {
    status: () => given.webhook ?? REGISTERED,
    look: async () => given.webhook ?? REGISTERED,
    register: act('register'),
    test: act('test'),
  };
  const partnerCenterSignIn: ConsentFlow = {
    async begin() {
      acts.push('begin');
      return given.begin ? given.begin() : { url: AUTHORITY_URL, state: 'kept-by-the-browser' };
    },
    async finish(answer) {
      acts.push(`finish ${JSON.stringify(answer)}`);
      return given.finish ? given.finish(answer) : { kind: 'connected' };
    },
    status: async () => ({
      side: 'partnerCenter',
      state: 'not-connected',
      reason: null,
      since: null,
      expiresAt: null,
    }),
  };
  const deps: SetupDeps = {
    partnerCenterSignIn,
    webhooks,
    secrets: given.secrets ?? secrets,
    sessionKeys: given.sessionKeys ?? [randomBytes(32)],
    publicUrl: given.publicUrl ?? PUBLIC_URL,
    clock: { now: () => now, sleep: () => Promise.reject(new Error('nothing here sleeps')) },
  };
  return { deps, acts, rows: secrets.rows, advance: (ms: number) => void (now += ms) };
}
