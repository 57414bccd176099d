/** A core that answers what a test says and remembers what the doors asked of it. */
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { createApp, type AppDeps } from '../../../service/src/app.ts';
import { createLog } from '../../../service/src/log.ts';
import type { Bridge, Health, TroubledPair } from '../../../service/src/sync/bridge-port.ts';

export const ORG_KEY = 'org-key-0123456789-0123456789-abc';
export const NEXT_ORG_KEY = 'next-org-key-0123456789-0123456789';
export const OPERATIONS_KEY = 'operations-key-0123456789-0123456789';
export const ORG_ID = '00D5g000004XyZaEAK';
export const RECORD_ID = '0065g00000AbCdEAAV';

export const CORRELATION_ID = '0d9f2f4e-6a51-4c09-9a0c-0305e82c3301';

const traced = { 'x-correlation-id': CORRELATION_ID };
export const asOrg = { authorization: `Bearer ${ORG_KEY}`, 'x-co-sell-org': ORG_ID, ...traced };
export const asAdministrator = { authorization: `Bearer ${OPERATIONS_KEY}`, ...traced };

export const HEALTH: Health = {
  ok: true,
  org: { bound: true, orgId: ORG_ID, refused: null },
  pairs: {
    stub: 0,
    open: 3,
    failed: 1,
    paused: 0,
    closed: 2,
    tombstone: 0,
    due: 1,
    oldestDueAt: 1_780_000_000_000,
    claimed: 0,
    openAttempts: 0,
    undeliveredAudit: 0,
    backingOff: 0,
    conflicts: 0,
    attention: 0,
    troubled: 1,
  },
  gates: [{ side: 'salesforce', state: 'closed', until: '2026-06-01T00:00:00Z', reason: 'limit' }],
  oldestDueSeconds: 4,
  lastSweep: { 'partner-center': '2026-06-01T00:00:00Z', 'salesforce-tokens': null },
  profileProblems: [],
  connections: [
    {
      side: 'partnerCenter',
      state: 'needs-reconnect',
      reason: 'partner-center-needs-reconnect',
      since: '2026-06-01T00:00:00Z',
      expiresAt: null,
      message: 'The sign-in is refused until a person connects again.',
      who: 'bridge-admin',
      fix: 'Connect again.',
    },
  ],
  webhook: {
    state: 'registered',
    registeredHost: 'bridge.example',
    events: ['referral-created'],
    lookedAt: '2026-06-01T00:00:00Z',
    reason: null,
    lastTest: { status: 'completed', responseCode: '202', at: '2026-06-01T00:00:00Z' },
    message: 'Partner Center announces changes to this bridge.',
    who: 'nobody',
    fix: 'Nothing to do.',
  },
};

export const failedPair = (id: string): TroubledPair => ({
  id,
  recordId: RECORD_ID,
  referralId: null,
  state: 'failed',
  trouble: 'failed',
  failures: 8,
  code: 'salesforce-validation',
  message: 'A rule of your org refused the change.',
  who: 'salesforce-admin',
  fix: 'Look at the rule.',
  at: '2026-06-01T00:00:00Z',
  nextLookAt: null,
  correlationId: randomUUID(),
});

export type Call = { name: keyof Bridge; args: unknown[] };

export type FakeBridge = Bridge & {
  calls: Call[];
  /** From now on these methods answer otherwise. */
  answer(given: Partial<Bridge>): void;
};

/** Methods not given answer something plain. */
export function createFakeBridge(given: Partial<Bridge> = {}): FakeBridge {
  const calls: Call[] = [];
  const plain: Bridge = {
    start: async () => undefined,
    stop: async () => undefined,
    ring: async () => ({ pairId: 'p1', rung: 1 }),
    recordsChanged: async () => undefined,
    syncNow: async () => ({ settled: true, state: 'open', syncStatus: 'Synced', error: null }),
    preflight: async (recordId) => ({ recordId, kind: 'co-sell', ready: true, items: [] }),
    checkMapping: async () => ({ deals: null, rows: [] }),
    dryRun: async (recordId) => ({
      recordId,
      isShared: false,
      isInbound: false,
      partnerCenter: [],
      salesforce: [],
      fields: [],
    }),
    health: async () => HEALTH,
    measure: () => Promise.reject(new Error('no door asks for measures')),
    reconnected: () => undefined,
    troubledPairs: async () => [],
    retry: async () => true,
    retryAll: async () => 0,
    verifyAudit: async () => ({
      pairs: 0,
      entries: 0,
      findings: [],
      isOrgChecked: true,
      next: null,
    }),
    isRefused: () => false,
    refusesOrg: (orgId) => (orgId === ORG_ID ? undefined : 'This bridge belongs to another org.'),
  };
  const answering = { ...plain, ...given };
  const recorded = new Proxy(answering, {
    get(target, name: keyof FakeBridge) {
      if (name === 'calls') return calls;
      if (name === 'answer') return (other: Partial<Bridge>) => Object.assign(target, other);
      const method = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        calls.push({ name, args });
        return method(...args);
      };
    },
  });
  return recorded as FakeBridge;
}

export type TestApp = {
  app: FastifyInstance;
  bridge: ReturnType<typeof createFakeBridge>;
  lines: string[];
};

/** An app over a fake core. `lines` are its log, as written. */
export async function createTestApp(
  options: Partial<Omit<AppDeps, 'bridge' | 'log'>> & {
    bridge?: Partial<Bridge>;
    rateLimitPerMinute?: number;
  } = {},
): Promise<TestApp> {
  const bridge = createFakeBridge(options.bridge);
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const app = await createApp({
    bridge,
    verifyWebhook:
      options.verifyWebhook ??
      (async () => ({ eventName: 'test-created', changedAt: '2026-06-01T00:00:00.000Z' })),
    config: options.config ?? {
      orgKeys: [ORG_KEY, NEXT_ORG_KEY],
      operationsKeys: [OPERATIONS_KEY],
      rateLimitPerMinute: options.rateLimitPerMinute ?? 10_000,
      trustProxy: [],
    },
    isReady: options.isReady ?? (async () => true),
    log: createLog({ level: 'trace', destination }),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.setup ? { setup: options.setup } : {}),
  });
  return { app, bridge, lines };
}
