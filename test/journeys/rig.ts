/** Both simulators and a real bridge process between them, and the waiting for quiet. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock, type SimClock } from '../sandbox/kit/clock.ts';
import { startOrg, type OrgSim } from '../sandbox/org/server.ts';
import { startPartnerCenter, type PartnerCenterSim } from '../sandbox/partner-center/server.ts';
import type { SwitchChanges } from '../sandbox/partner-center/switches.ts';
import { createBridgeProcess, type BridgeProcess } from './bridge-process.ts';

export const ORG_KEY = 'org-key-for-journeys-0123456789abcdef';
export const OPERATIONS_KEY = 'operations-key-for-journeys-0123456789';
const TENANT_ID = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';

/** Production's protocol, at a pace a test can wait for. */
export const FAST_TIMINGS = {
  leaseMs: 4_000,
  heartbeatMs: 750,
  pollMs: 50,
  sweepMs: 400,
  pairIntervalMs: 20,
  staleRetryMs: 150,
  listRetryMs: 150,
  lateCommitMs: 2_500,
  loopWindowMs: 3_000,
  createLooksMs: [200, 400, 800, 1_500],
  requestTimeoutMs: 2_000,
  awaitingMicrosoftMs: 2_000,
  regularLookMs: 4_000,
  backoffFirstMs: 200,
  backoffLastMs: 1_000,
  gateFirstMs: 50,
  gateLastMs: 400,
  syncWaitMs: 5_000,
} as const;

export type Rig = {
  clock: SimClock;
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  bridge: BridgeProcess;
  /** Waits until nothing is due, nothing moves and both sides were swept after the last write. */
  quiet(options?: { withinMs?: number }): Promise<void>;
  /** The same, but a bridge that dies ends the waiting too: true when it died. */
  quietOrDead(): Promise<boolean>;
  operations(path: string, method?: 'GET' | 'POST'): Promise<Response>;
  stop(): Promise<void>;
};

export type RigOptions = {
  unkind?: boolean;
  seed?: number;
  timings?: Partial<Record<keyof typeof FAST_TIMINGS | 'profileMs', unknown>>;
  switches?: SwitchChanges;
  settings?: Record<string, string>;
  /** False: the test starts the bridge itself. */
  start?: boolean;
};

/** Unkind is the rule: stale and lagging answers, lost and doubled webhooks, ignored headers; at the tests' pace. */
const UNKIND_AT_PACE: SwitchChanges = {
  listLagMs: [0, 300],
  webhooks: { delayMs: [0, 100], firstRetryMs: 50 },
};

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const unkind = options.unkind ?? true;
  const seed = options.seed ?? 1;
  const clock = createClock({ mode: 'real' });
  const partnerCenter = await startPartnerCenter({
    clock,
    seed,
    unkind,
    switches: {
      ...(unkind ? UNKIND_AT_PACE : {}),
      ...options.switches,
      webhooks: { ...(unkind ? UNKIND_AT_PACE.webhooks : {}), ...options.switches?.webhooks },
    },
  });
  const org = await startOrg({ clock, seed, unkind });
  const folder = mkdtempSync(join(fastestFolder(), 'co-sell-'));
  const trustFile = join(folder, 'webhook-trust.json');
  writeFileSync(trustFile, JSON.stringify(partnerCenter.webhookTrust));
  const bridge = await createBridgeProcess({
    DATA_DIR: folder,
    ORG_KEYS: ORG_KEY,
    OPERATIONS_KEYS: OPERATIONS_KEY,
    SALESFORCE_URL: org.url,
    SALESFORCE_ORG_ID: org.orgId,
    SALESFORCE_ACCESS_TOKEN: org.accessToken,
    PARTNER_CENTER_URL: partnerCenter.url,
    PARTNER_CENTER_TENANT_ID: TENANT_ID,
    PARTNER_CENTER_ORGANIZATION_ID: partnerCenter.organizationId,
    PARTNER_CENTER_ACCESS_TOKEN: partnerCenter.accessToken,
    WEBHOOK_TRUST_FILE: trustFile,
    COSELL_TIMINGS: JSON.stringify({ ...FAST_TIMINGS, ...options.timings }),
    RATE_LIMIT_PER_MINUTE: '100000',
    LOG_LEVEL: 'info',
    ...options.settings,
  });
  org.setBridge({ url: bridge.url, key: ORG_KEY });
  partnerCenter.setWebhook(`${bridge.url}/webhooks/partner-center`);
  const operations = (path: string, method: 'GET' | 'POST' = 'GET') =>
    fetch(`${bridge.url}/v1/operations${path}`, {
      method,
      headers: { authorization: `Bearer ${OPERATIONS_KEY}` },
    });
  if (options.start !== false) await bridge.start();

  const rig: Rig = {
    clock,
    org,
    partnerCenter,
    bridge,
    operations,
    async quiet(quiet) {
      if (!(await untilQuiet(rig, quiet?.withinMs ?? 120_000))) throw new Error('the bridge died');
    },
    quietOrDead: async () => !(await untilQuiet(rig, 120_000)),
    async stop() {
      await bridge.kill();
      await Promise.all([org.stop(), partnerCenter.stop()]);
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** A kill of the process leaves what was written, also in memory-backed files: there a commit costs no disk. */
function fastestFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

type HealthAnswer = {
  pairs: { due: number; claimed: number; openAttempts: number; stub: number };
  lastSweep: Record<string, string | null>;
};

const STEP_MS = 50;
/** Longer than lists lag and webhooks wait, so that a sweep after it has seen everything. */
const SETTLED_AFTER_MS = 450;

/** True when quiet, false when the bridge is dead. @throws Error when neither comes in time */
async function untilQuiet(rig: Rig, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  let last: HealthAnswer | undefined;
  while (Date.now() < until) {
    const before = writes(rig);
    const answer = await rig.operations('/health').catch(() => undefined);
    if (!rig.bridge.isAlive()) return false;
    last = answer?.ok ? ((await answer.json()) as HealthAnswer) : undefined;
    if (last && isQuiet(rig, last) && writes(rig) === before) return true;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(
    `not quiet within ${withinMs} ms; last health: ${JSON.stringify(last)}\n${rig.bridge.log().slice(-30).join('\n')}`,
  );
}

function isQuiet(rig: Rig, { pairs, lastSweep }: HealthAnswer): boolean {
  const sweptAt = Object.values(lastSweep).map((at) => (at ? Date.parse(at) : 0));
  if (Math.min(...sweptAt) <= lastWriteAt(rig) + SETTLED_AFTER_MS) return false;
  const marked = "SELECT Id FROM Opportunity WHERE Co_Sell_Change_Token__c >= '0'";
  const { due, claimed, openAttempts, stub } = pairs;
  return due + claimed + openAttempts + stub + rig.org.query(marked).length === 0;
}

function writes(rig: Rig): number {
  return rig.org.journal.entries().length + rig.partnerCenter.journal.entries().length;
}

function lastWriteAt(rig: Rig): number {
  const times = [...rig.org.journal.entries(), ...rig.partnerCenter.journal.entries()].map(
    ({ at }) => Date.parse(at),
  );
  return Math.max(0, ...times);
}
