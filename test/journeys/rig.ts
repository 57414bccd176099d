/** Both simulators and real bridge processes between them, and the waiting for quiet. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock, type SimClock } from '../sandbox/kit/clock.ts';
import { startOrg, type OrgSim } from '../sandbox/org/server.ts';
import { startPartnerCenter, type PartnerCenterSim } from '../sandbox/partner-center/server.ts';
import type { SwitchChanges } from '../sandbox/partner-center/switches.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { openDatabase, replicasOf, type Engine } from './engine.ts';
import { createReplicas, type Addresses, type Replicas } from './replicas.ts';
import { untilQuiet } from './until-quiet.ts';

export const ORG_KEY = 'org-key-for-journeys-0123456789abcdef';
export const OPERATIONS_KEY = 'operations-key-for-journeys-0123456789';
const TENANT_ID = '3f1d3bd1-8c2b-4d2f-9a40-000000000001';

const KEYS = { ORG_KEYS: ORG_KEY, OPERATIONS_KEYS: OPERATIONS_KEY };

/** Production's protocol, at a pace a test can wait for. Nobody waits for a lease or a time-out, so a loaded machine has time. */
export const FAST_TIMINGS = {
  leaseMs: 20_000,
  heartbeatMs: 750,
  pollMs: 50,
  sweepMs: 400,
  pairIntervalMs: 20,
  staleRetryMs: 150,
  listRetryMs: 150,
  lateCommitMs: 2_500,
  loopWindowMs: 3_000,
  createLooksMs: [200, 400, 800, 1_500],
  requestTimeoutMs: 10_000,
  awaitingMicrosoftMs: 2_000,
  regularLookMs: 4_000,
  backoffFirstMs: 200,
  backoffLastMs: 1_000,
  gateFirstMs: 50,
  gateLastMs: 400,
  syncWaitMs: 5_000,
} as const;

/** Others take over what a dead or stopped bridge held once its lease is over, so that must not take long. */
const SEVERAL_TIMINGS = { leaseMs: 3_000, heartbeatMs: 500, requestTimeoutMs: 2_000, pollMs: 150 };

export type Rig = {
  clock: SimClock;
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  /** The only bridge, or the first of several. */
  bridge: BridgeProcess;
  bridges: BridgeProcess[];
  /** Where callers from outside find whichever bridge is there. */
  url: string;
  /** Waits until nothing is due, nothing moves and every sweep has found nothing since. */
  quiet(options?: { withinMs?: number }): Promise<void>;
  /** The same, but a bridge that dies ends the waiting too: true when one died. */
  quietOrDead(): Promise<boolean>;
  /** The `kill` of a fault rule: the bridge that made the call. */
  killing: Replicas['killing'];
  behind: Replicas['behind'];
  pause: Replicas['pause'];
  startDead: Replicas['startDead'];
  /** PostgreSQL: ends every connection to this rig's database. */
  cutConnections(): Promise<void>;
  operations(path: string, method?: 'GET' | 'POST'): Promise<Response>;
  stop(): Promise<void>;
};

export type RigOptions = {
  /** SQLite unless told otherwise. */
  engine?: Engine;
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
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-trust-'));
  const trustFile = join(folder, 'webhook-trust.json');
  writeFileSync(trustFile, JSON.stringify(partnerCenter.webhookTrust));
  const engine = options.engine ?? 'sqlite';
  const database = await openDatabase(engine);
  const replicas = await createReplicas(
    replicasOf(engine),
    { org, partnerCenter },
    (addresses) => ({
      ...database.settings,
      ...KEYS,
      ...hostSettings({ org, partnerCenter }, addresses),
      WEBHOOK_TRUST_FILE: trustFile,
      COSELL_TIMINGS: JSON.stringify({
        ...FAST_TIMINGS,
        ...(engine === 'sqlite' ? {} : SEVERAL_TIMINGS),
        ...options.timings,
      }),
      RATE_LIMIT_PER_MINUTE: '100000',
      LOG_LEVEL: 'info',
      ...options.settings,
    }),
  );
  const { all: bridges, url } = replicas;
  const [bridge] = bridges;
  if (!bridge) throw new Error('a rig needs a bridge');
  org.setBridge({ url, key: ORG_KEY });
  partnerCenter.setWebhook(`${url}/webhooks/partner-center`);
  if (options.start !== false) await replicas.startAll();

  const quietWithin = (withinMs: number, isOver: () => boolean) =>
    untilQuiet({ org, partnerCenter, bridges, view: database.view }, { withinMs, isOver });
  return {
    clock,
    org,
    partnerCenter,
    bridge,
    bridges,
    url,
    operations: (path, method = 'GET') =>
      fetch(`${url}/v1/operations${path}`, {
        method,
        headers: { authorization: `Bearer ${OPERATIONS_KEY}` },
      }),
    async quiet({ withinMs = PATIENCE_MS } = {}) {
      const isOver = () => !bridges.some((one) => one.isAlive());
      if (!(await quietWithin(withinMs, isOver))) throw new Error('the bridge died');
    },
    async quietOrDead() {
      const alive = bridges.filter((one) => one.isAlive());
      return !(await quietWithin(PATIENCE_MS, () => alive.some((one) => !one.isAlive())));
    },
    killing: replicas.killing,
    behind: replicas.behind,
    pause: replicas.pause,
    startDead: replicas.startDead,
    cutConnections: database.cutConnections,
    async stop() {
      await replicas.killAll();
      await Promise.all([org.stop(), partnerCenter.stop()]);
      clock.stop();
      await database.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Only what hangs takes this long: a loaded machine is slow, but not for minutes. */
export const PATIENCE_MS = 300_000;

/** Where the two hosts are, and how to sign in there. */
function hostSettings(
  { org, partnerCenter }: Pick<Rig, 'org' | 'partnerCenter'>,
  addresses: Addresses,
): Record<string, string> {
  return {
    SALESFORCE_URL: addresses.org,
    SALESFORCE_ORG_ID: org.orgId,
    SALESFORCE_ACCESS_TOKEN: org.accessToken,
    PARTNER_CENTER_URL: addresses.partnerCenter,
    PARTNER_CENTER_TENANT_ID: TENANT_ID,
    PARTNER_CENTER_ORGANIZATION_ID: partnerCenter.organizationId,
    PARTNER_CENTER_ACCESS_TOKEN: partnerCenter.accessToken,
  };
}
