/** Everything together: both stand-ins, the real bridge between them, a few deals, and the page. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClock } from '../kit/clock.ts';
import type { EntraSim } from '../entra/server.ts';
import type { OrgSim } from '../org/server.ts';
import { startPage } from '../page/server.ts';
import type { PartnerCenterSim } from '../partner-center/server.ts';
import { createBridgeProcess, type BridgeProcess } from './bridge-process.ts';
import { connectBridge, registerOnPage } from './connect-bridge.ts';
import { createHealthCheck, type HealthCheck } from './health-check.ts';
import { startHosts, stopHosts, type SignInSettings } from './hosts.ts';
import { readKeys, type Keys } from './keys.ts';
import type { Options } from './options.ts';
import { PACE } from './pace.ts';
import { choosePorts, type Ports } from './ports.ts';
import { keepSaving, readSavedWorld } from './saved-world.ts';
import { seedCatalogue, seedDeals, seedPeople, seedSettings, untilSeedIsSettled } from './seed.ts';
import { isAlive } from './starter.ts';
import { createWeather, type Weather } from './weather.ts';

/** What the page works on. */
export type World = {
  org: OrgSim;
  partnerCenter: PartnerCenterSim;
  entra: EntraSim;
  bridge: BridgeProcess;
  health: HealthCheck;
  weather: Weather;
};

export type Sandbox = {
  addresses: {
    bridge: string;
    org: string;
    partnerCenter: string;
    entra: string;
    page: string;
    /** The desk of Microsoft's seller. */
    microsoft: string;
    operations: string;
  };
  credentials: {
    /** Opens the set-up pages once, within a quarter of an hour. */
    setupToken: string;
    orgKey: string;
    operationsKey: string;
    salesforceAccessToken: string;
    partnerCenterAccessToken: string;
  };
  dataDir: string;
  /** With the deals of the last run. */
  wentOn: boolean;
  /** Stops the bridge first, so that it says goodbye to hosts that are still there. */
  stop(): Promise<void>;
};

const DATA = fileURLToPath(new URL('../../../.sandbox', import.meta.url));

/**
 * Resolves when the bridge is ready and the seeded deals have arrived on both sides.
 * @throws PortTaken, BridgeProblem
 */
export async function startSandbox(
  options: Omit<Options, 'json'>,
  onLine: (line: string) => void,
): Promise<Sandbox> {
  const ports = await choosePorts(options.portBase);
  const isLasting = options.portBase !== 0;
  const dataDir = join(DATA, isLasting ? String(options.portBase) : `free-ports-${process.pid}`);
  removeLeftovers();
  if (!options.keep) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const kept = readSavedWorld(dataDir);

  const clock = createClock({ mode: 'real' });
  // What is made up from a seed must not be made up again beside what was kept.
  const seed = kept ? clock.now() : 1;
  // The world is kind until the first deals are there; --unkind begins after that.
  const hosts = await startHosts({
    clock,
    seed,
    org: {
      port: ports.org,
      lightning: { sandboxUrl: () => `http://127.0.0.1:${ports.page}` },
      ...(kept ? { saved: kept.org } : {}),
    },
    partnerCenter: {
      port: ports.partnerCenter,
      ...(kept ? { saved: kept.partnerCenter } : {}),
    },
    entra: { port: ports.entra },
  });
  const { org, partnerCenter, entra } = hosts;
  // A person at this machine is the org's administrator; the bridge does not know that token.
  org.switches.acceptedTokens = [org.accessToken];
  const keys = readKeys(dataDir);
  let setupToken = '';
  const bridge = createBridgeProcess({
    port: ports.bridge,
    settings: bridgeSettings(hosts, { dataDir, keys, ports }),
    onLine,
  });
  const weather = createWeather({ org, partnerCenter });
  const health = createHealthCheck(bridge, keys.operationsKey);
  const page = await startPage({ org, partnerCenter, entra, bridge, health, weather }, ports.page);

  const keeper = keepSaving({ org, partnerCenter }, dataDir);

  const stop = async () => {
    await bridge.stop();
    keeper.stop();
    await Promise.all([page.stop(), stopHosts(hosts)]);
    clock.stop();
    if (!isLasting) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    org.setBridge({
      url: bridge.url,
      key: keys.orgKey,
      operations: { url: bridge.url, key: keys.operationsKey },
    });
    await bridge.start();
    // What an administrator does once; this Entra has forgotten the consent of an earlier run. The token comes from the
    // operations API: while somebody is signed in, as after a quick restart, none is written at the start.
    const newToken = () => askForToken(bridge.url, keys.operationsKey);
    const token = await newToken();
    const setup = await connectBridge({ url: bridge.url, entra, lines: () => [token] });
    await registerOnPage(setup);
    setupToken = await newToken();
    if (!kept) {
      seedPeople(org);
      seedSettings(org);
      seedCatalogue(org);
      seedDeals({ org, partnerCenter }, clock.now());
      await untilSeedIsSettled({ org, partnerCenter });
    }
    weather.setUnkind(options.unkind);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    addresses: {
      bridge: bridge.url,
      org: org.url,
      partnerCenter: partnerCenter.url,
      entra: entra.url,
      page: page.url,
      microsoft: partnerCenter.pageUrl,
      operations: `http://127.0.0.1:${ports.operations}`,
    },
    credentials: {
      setupToken,
      orgKey: keys.orgKey,
      operationsKey: keys.operationsKey,
      salesforceAccessToken: org.accessToken,
      partnerCenterAccessToken: entra.issueToken({ resource: 'https://api.partner.microsoft.com' }),
    },
    dataDir,
    wentOn: kept !== undefined,
    stop,
  };
}

/** Of sandboxes on free ports that were killed before they could clean up. */
function removeLeftovers(): void {
  if (!existsSync(DATA)) return;
  for (const name of readdirSync(DATA)) {
    const pid = /^free-ports-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(DATA, name), { recursive: true, force: true });
  }
}

async function askForToken(bridgeUrl: string, operationsKey: string): Promise<string> {
  const answer = await fetch(`${bridgeUrl}/v1/operations/setup-token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operationsKey}` },
  });
  if (!answer.ok)
    throw new Error(`The bridge answered ${answer.status} instead of a set-up token.`);
  return ((await answer.json()) as { token: string }).token;
}

function bridgeSettings(
  hosts: SignInSettings,
  { dataDir, keys, ports }: { dataDir: string; keys: Keys; ports: Ports },
): Record<string, string> {
  const publicUrl = `http://127.0.0.1:${ports.bridge}`;
  return {
    DATA_DIR: dataDir,
    OPERATIONS_PORT: String(ports.operations),
    ORG_KEYS: keys.orgKey,
    OPERATIONS_KEYS: keys.operationsKey,
    SEALING_KEYS: keys.sealingKey,
    ...hosts.settingsFor({ folder: dataDir, publicUrl }),
    COSELL_TIMINGS: JSON.stringify(PACE),
  };
}
