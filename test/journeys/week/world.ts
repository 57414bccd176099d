/**
 * Both simulators and the bridge in one process on one standing clock, with production's timings. HTTP is real, so
 * after each step of time the world waits until every part has finished what the step began.
 */
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import tls from 'node:tls';
import SqliteDatabase from 'better-sqlite3';
import { vi } from 'vitest';
import { createClock, type SimClock } from '../../sandbox/kit/clock.ts';
import type { EntraSim } from '../../sandbox/entra/server.ts';
import type { OrgKind, OrgSim } from '../../sandbox/org/server.ts';
import type { PartnerCenterSim } from '../../sandbox/partner-center/server.ts';
import { connectBridge, registerOnPage } from '../../sandbox/start/connect-bridge.ts';
import { startHosts, stopHosts } from '../../sandbox/start/hosts.ts';
import type { SetupBrowser } from '../../sandbox/start/setup-browser.ts';
import { collectOutput, collectSettings } from '../../scanner/collection.ts';
import { collectPeopleOf } from '../../scanner/people.ts';
import { fastestFolder } from '../engine.ts';
import { createBridgeClock } from './bridge-clock.ts';
import { openRelay, type Relay } from './relay.ts';
import type { ServiceTree } from './service-tree.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Before every date the deals have. */
const START = Date.parse('2026-11-23T08:00:00Z');
export const ORG_KEY = 'org-key-for-a-week-0123456789abcdefgh';
const OPERATIONS_KEY = 'operations-key-for-a-week-0123456789';
const REQUEST_TIMEOUT_MS = 20_000;

export type HostName = 'org' | 'partnerCenter';
export type PairRow = {
  id: string;
  record_id: string | null;
  referral_id: string | null;
  state: string;
  failures: number;
  due_at: number | null;
  attempt: string | null;
  last_error: string | null;
};

export type WaitingEntry = { record_id: string; entry: string };

export type World = {
  /** The bridge's. */
  url: string;
  clock: SimClock;
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  entra: EntraSim;
  relays: Record<HostName, Relay>;
  /** Calls of this host are never answered, or are again. */
  setHanging(host: HostName, hangs: boolean): void;
  startBridge(): Promise<void>;
  stopBridge(): Promise<void>;
  /** At this very moment as a SIGKILL: nothing more reaches a host, and of the store only what is committed is left. */
  crashBridge(): void;
  /** False before the first start, and after a stop or a crash. */
  isBridgeRunning(): boolean;
  /** Moves time, and lets everything that follows happen. */
  pass(ms: number): Promise<void>;
  pairs(): PairRow[];
  /** Entries of the history that are still in the store alone, as JSON. */
  waitingEntries(): WaitingEntry[];
  health(): Promise<HealthAnswer>;
  /** Gives the consent again, with a new one-time token. */
  reconnect(): Promise<void>;
  /** The text of the set-up page, for whoever connected last. */
  readSetup(): Promise<string>;
  /** Log lines of the bridge, for a failing test to show. */
  log: string[];
  stop(): Promise<void>;
};

export type HealthAnswer = {
  ok: boolean;
  org: { bound: boolean };
  pairs: { due: number; openAttempts: number; stub: number; failed: number };
  gates: { side: string; state: string; reason: string | null }[];
  connections: { side: string; state: string; reason: string | null; message: string }[];
  lastSweep: Record<string, string | null>;
};

/** Claiming, renewing claims and tokens, sweeping, watching the webhook: what the bridge always does. */
const LOOPS = 5;
/** While a notification waits to be sent, time goes in steps of this. */
const SMALL_STEP_MS = 3_000;
const SETTLED_WITHIN_MS = 60_000;
/** Far longer than a call takes on this machine. */
const STILL_MS = 30;

export async function startWorld(
  service: ServiceTree,
  options: { seed: number; org?: OrgKind },
): Promise<World> {
  const clock = createClock({ mode: 'manual', start: START });
  const bridgeClock = createBridgeClock(clock);
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(bridgeClock.timeoutSignal);
  const { seed, org: kind = 'plain' } = options;
  // Every notification waits a moment: sent by the clock, none is under way unnoticed.
  const switches = { webhooks: { delayMs: [1, 2_000] as [number, number] } };
  const hosts = await startHosts({
    clock,
    seed,
    unkind: true,
    org: { kind },
    partnerCenter: { switches },
  });
  const { org, partnerCenter, entra } = hosts;
  // The bridge runs in this process, which has started already: NODE_EXTRA_CA_CERTS would come too late.
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), entra.ca]);
  const relays = {
    org: await openRelay(org.url),
    partnerCenter: await openRelay(partnerCenter.url),
  };
  const folder = mkdtempSync(join(fastestFolder(), 'co-sell-week-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const log: string[] = [];
  const settings = {
    PORT: String(port),
    DATA_DIR: folder,
    ORG_KEYS: ORG_KEY,
    OPERATIONS_KEYS: OPERATIONS_KEY,
    SEALING_KEYS: `week:${randomBytes(32).toString('base64')}`,
    ...hosts.settingsFor({ folder, publicUrl: url }),
    SALESFORCE_URL: relays.org.url,
    PARTNER_CENTER_URL: relays.partnerCenter.url,
    RATE_LIMIT_PER_MINUTE: '1000000',
  };
  collectSettings(settings);
  org.setBridge({ url, key: ORG_KEY });

  const announced: string[] = [];
  const writeToken = (text: string) => void announced.push(...text.split('\n'));
  let browser: SetupBrowser | undefined;
  async function connect(): Promise<SetupBrowser> {
    const opened = await connectBridge({ url, entra, lines: () => announced });
    await registerOnPage(opened);
    return opened;
  }

  let serving: Awaited<ReturnType<ServiceTree['start']>> | undefined;
  let rows: SqliteDatabase.Database | undefined;
  /** Another one after each crash. */
  let dataDir = folder;
  let lives = 0;
  let crashing: Promise<unknown> | undefined;
  /** By host, how many of its calls are over. */
  const hanging = new Map<HostName, number>();

  const isHeld = (table: 'pairs' | 'cursors'): boolean =>
    rows?.prepare(`select 1 from ${table} where claimed_until is not null limit 1`).get() !==
    undefined;
  const isIdle = (): boolean =>
    !serving || (bridgeClock.sleeping() === LOOPS && !isHeld('pairs') && !isHeld('cursors'));

  const callsOf = (host: HostName): number => hosts[host].faults.calls().length;
  const waitsForTime = (): boolean =>
    [...hanging].some(([host, answered]) => callsOf(host) > answered);

  /** Calls that hang are answered by time alone; everything else by waiting. */
  async function settle(): Promise<void> {
    const until = performance.now() + SETTLED_WITHIN_MS;
    for (let idleTurns = 0; idleTurns < 3;) {
      await org.settleNudges();
      await turn();
      idleTurns = isIdle() ? idleTurns + 1 : 0;
      if (waitsForTime() && (await isStill())) {
        for (const host of hanging.keys()) hanging.set(host, callsOf(host));
        await clock.advance(REQUEST_TIMEOUT_MS);
        bridgeClock.wakeDue();
        idleTurns = 0;
      }
      if (performance.now() > until) {
        throw new Error(`the bridge does not come to rest:\n${log.slice(-20).join('\n')}`);
      }
    }
  }

  const callsSoFar = (): number =>
    [org, partnerCenter, entra].reduce((sum, { faults }) => sum + faults.calls().length, 0);

  /** Nobody called for a moment: no other call is under way, whose time would be over together with the one that hangs. */
  async function isStill(): Promise<boolean> {
    const before = callsSoFar();
    await new Promise((resolve) => setTimeout(resolve, STILL_MS));
    return callsSoFar() === before;
  }

  const isSending = () => partnerCenter.waitingDeliveries() > 0;

  const world: World = {
    url,
    clock,
    org,
    partnerCenter,
    entra,
    relays,
    log,
    readSetup: async () => (await browser?.read()) ?? '',
    async reconnect() {
      const answer = await fetch(`${url}/v1/operations/setup-token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${OPERATIONS_KEY}` },
      });
      const { token } = (await answer.json()) as { token: string };
      browser = await connectBridge({ url, entra, lines: () => [token] });
    },
    setHanging(host, hangs) {
      if (hangs) hanging.set(host, callsOf(host));
      else hanging.delete(host);
    },
    async startBridge() {
      const destination = {
        write(line: string) {
          log.push(line);
          collectOutput(`week-${port}`, 'stdout', line);
        },
      };
      await crashing;
      crashing = undefined;
      await Promise.all([relays.org.open(), relays.partnerCenter.open()]);
      const lines = service.createLog({ level: 'warn', destination });
      const config = service.readConfig({ ...settings, DATA_DIR: dataDir });
      serving = await service.start(config, lines, { clock: bridgeClock, writeToken });
      browser ??= await connect();
      rows = new SqliteDatabase(join(dataDir, STORE_FILE), { readonly: true });
      await vi.waitUntil(
        async () => Object.values((await world.health()).lastSweep).every(Boolean),
        {
          timeout: 20_000,
          interval: 5,
        },
      );
      await settle();
    },
    async stopBridge() {
      rows?.close();
      const stopping = serving;
      [rows, serving] = [undefined, undefined];
      await stopping?.stop();
    },
    crashBridge() {
      if (!serving) return;
      const dying = serving;
      rows?.close();
      [rows, serving] = [undefined, undefined];
      lives += 1;
      dataDir = copyStore(dataDir, join(folder, `life-${String(lives)}`));
      crashing = Promise.all([relays.org.close(), relays.partnerCenter.close(), dying.stop()]);
    },
    isBridgeRunning: () => serving !== undefined,
    async pass(ms) {
      await settle();
      for (let left = ms; left > 0;) {
        const step = serving && isSending() ? Math.min(left, SMALL_STEP_MS) : left;
        await clock.advance(step);
        bridgeClock.wakeDue();
        await settle();
        left -= step;
      }
    },
    pairs: () => (rows?.prepare('select * from pairs').all() ?? []) as PairRow[],
    waitingEntries: () => (rows?.prepare(WAITING_ENTRIES).all() ?? []) as WaitingEntry[],
    async health() {
      const answer = await fetch(`${url}/v1/operations/health`, {
        headers: { authorization: `Bearer ${OPERATIONS_KEY}` },
      });
      return (await answer.json()) as HealthAnswer;
    },
    async stop() {
      collectPeopleOf(world);
      await crashing;
      await world.stopBridge();
      await Promise.all([relays.org.close(), relays.partnerCenter.close()]);
      await stopHosts(hosts);
      clock.stop();
      timeout.mockRestore();
      service.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

const WAITING_ENTRIES = `select record_id, entry from audit join pairs on pairs.id = pair_id
  where delivered = 0 and record_id is not null`;

const STORE_FILE = 'co-sell-bridge.sqlite';

/** What a killed process leaves: the file, and the log of what was committed since. */
function copyStore(from: string, to: string): string {
  mkdirSync(to);
  for (const name of [STORE_FILE, `${STORE_FILE}-wal`]) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
  return to;
}

/** One round of the event loop: whatever has arrived is handled. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
