/** Both simulators and real bridge processes between them, and the waiting for quiet. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock, type SimClock } from '../sandbox/kit/clock.ts';
import type { EntraSim } from '../sandbox/entra/server.ts';
import type { OrgKind, OrgSim } from '../sandbox/org/server.ts';
import type { Features } from '../sandbox/org/standard-objects/index.ts';
import type { PartnerCenterSim } from '../sandbox/partner-center/server.ts';
import type { SwitchChanges } from '../sandbox/partner-center/switches.ts';
import type { Timings } from '../../service/src/sync/ports.ts';
import { connectBridge } from '../sandbox/start/connect-bridge.ts';
import { startHosts, stopHosts } from '../sandbox/start/hosts.ts';
import type { SetupBrowser } from '../sandbox/start/setup-browser.ts';
import { collectMetrics } from '../scanner/collection.ts';
import { collectPeopleOf, type Sims } from '../scanner/people.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { bundledBridge } from './bundled-bridge.ts';
import { OUTSIDER } from './deals.ts';
import { openDatabase, replicasOf, type Engine } from './engine.ts';
import { registerWebhook } from './register-webhook.ts';
import { createReplicas, type Addresses, type Replicas } from './replicas.ts';
import { untilQuiet } from './until-quiet.ts';

export const ORG_KEY = 'org-key-for-journeys-0123456789abcdef';
export const OPERATIONS_KEY = 'operations-key-for-journeys-0123456789';

const KEYS = {
  ORG_KEYS: ORG_KEY,
  OPERATIONS_KEYS: OPERATIONS_KEY,
  SEALING_KEYS: `journeys:${randomBytes(32).toString('base64')}`,
};

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

/**
 * Others take over what a dead or stopped bridge held once its lease is over, so that must not take long. Several
 * bridges together poll and sweep about as often as one alone.
 */
const timingsOf = (engine: Engine) =>
  engine === 'sqlite'
    ? FAST_TIMINGS
    : {
        ...FAST_TIMINGS,
        leaseMs: 2_800,
        heartbeatMs: 400,
        requestTimeoutMs: 1_900,
        pollMs: 100 * engine.replicas,
        sweepMs: FAST_TIMINGS.sweepMs * engine.replicas,
      };

export type Rig = {
  clock: SimClock;
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  entra: EntraSim;
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
  /** Every bridge dies, and with it the store; they begin anew with an empty one, connected as an admin does it. */
  loseStore(): Promise<void>;
  /** Runs SQL in the store behind the bridge's back. */
  tamper(sql: string): Promise<void>;
  operations(path: string, method?: 'GET' | 'POST'): Promise<Response>;
  /** Starts every bridge, connects Partner Center on the set-up pages and registers the webhook. */
  start(): Promise<void>;
  /** Gives the consent as an administrator does, and stays signed in. */
  connect(): Promise<SetupBrowser>;
  stop(): Promise<void>;
};

export const ORGS = ['plain', 'hostile'] as const satisfies readonly OrgKind[];

export type RigOptions = {
  /** SQLite unless told otherwise. */
  engine?: Engine;
  unkind?: boolean;
  /** Plain unless told; `hostile` is full of a customer's own automation (test/sandbox/org/hostile). */
  org?: OrgKind;
  /** Of Salesforce's, that the org has besides; none unless told. */
  features?: Partial<Features>;
  seed?: number;
  timings?: Partial<Record<keyof Timings, unknown>>;
  switches?: SwitchChanges;
  settings?: Record<string, string>;
  /** Starts are most of the work then, so the bridge is one file; elsewhere it is started as an admin starts it. */
  oftenKilled?: boolean;
  /** False: the test starts the bridge itself. */
  start?: boolean;
  /** False: nobody connects Partner Center or registers the webhook. */
  connect?: boolean;
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
  const switches = {
    ...(unkind ? UNKIND_AT_PACE : {}),
    ...options.switches,
    webhooks: { ...(unkind ? UNKIND_AT_PACE.webhooks : {}), ...options.switches?.webhooks },
  };
  const hosts = await startHosts({
    clock,
    seed,
    unkind,
    org: { kind: options.org ?? 'plain', features: options.features ?? {} },
    partnerCenter: { switches },
  });
  const { org, partnerCenter, entra } = hosts;
  if (org.kind === 'hostile') org.switches.actorsWithoutPermissions = [OUTSIDER];
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-keys-'));
  const engine = options.engine ?? 'sqlite';
  const database = await openDatabase(engine);
  const replicas = await createReplicas(
    replicasOf(engine),
    { org, partnerCenter },
    (addresses, publicUrl) => ({
      ...database.settings,
      ...KEYS,
      ...hosts.settingsFor({ folder, publicUrl }),
      ...addressSettings(addresses),
      COSELL_TIMINGS: JSON.stringify({ ...timingsOf(engine), ...options.timings }),
      RATE_LIMIT_PER_MINUTE: '100000',
      LOG_LEVEL: 'info',
      ...options.settings,
    }),
    options.oftenKilled ? await bundledBridge() : undefined,
  );
  const { all: bridges, url } = replicas;
  const [bridge] = bridges;
  if (!bridge) throw new Error('a rig needs a bridge');
  org.setBridge({ url, key: ORG_KEY });

  let isRestless = false;
  async function quietWithin(longestMs: number, isOver: () => boolean): Promise<boolean> {
    const watched = { org, partnerCenter, bridges, view: database.view };
    const withinMs = isRestless ? Math.min(longestMs, NO_MORE_PATIENCE_MS) : longestMs;
    try {
      const isQuiet = await untilQuiet(watched, { withinMs, isOver });
      isRestless = false;
      return isQuiet;
    } catch (error) {
      isRestless = true;
      throw error;
    }
  }
  const rig: Rig = {
    clock,
    org,
    partnerCenter,
    entra,
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
    async loseStore() {
      await replicas.killAll();
      await database.empty();
      await rig.start();
    },
    tamper: database.tamper,
    async start() {
      await replicas.startAll();
      if (options.connect === false) return;
      await rig.connect();
      await registerWebhook(rig);
    },
    connect: () => connectBridge({ url, entra, lines: () => bridges.flatMap((one) => one.log()) }),
    async stop() {
      await collectTraces({ org, partnerCenter }, bridges);
      await replicas.killAll();
      await stopHosts(hosts);
      clock.stop();
      await database.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.start !== false) await rig.start();
  return rig;
}

/** For the log scanner: whom a rig knew, and what its bridges would show a scraper. */
async function collectTraces(sims: Sims, bridges: BridgeProcess[]): Promise<void> {
  collectPeopleOf(sims);
  const running = bridges.filter((one) => one.isRunning());
  await Promise.all(running.map((one) => collectMetrics(`bridge-${one.pid}`, one.operationsUrl)));
}

/** Only what hangs takes this long: a loaded machine is slow, but not for minutes. */
export const PATIENCE_MS = 180_000;
/** Once a rig did not come to rest, each wait after it would only hide that for as long again. */
const NO_MORE_PATIENCE_MS = 10_000;

/** Each bridge has doors of its own, so that a simulator knows who calls. */
const addressSettings = (addresses: Addresses): Record<string, string> => ({
  SALESFORCE_URL: addresses.org,
  PARTNER_CENTER_URL: addresses.partnerCenter,
  PARTNER_CENTER_WEBHOOKS_URL: addresses.webhooks,
});
