/** The bridges of a rig: one alone, or several on one database, with a balancer before them and doors behind. */
import type { Door } from '../sandbox/kit/doors.ts';
import type { Faults, KillMoment } from '../sandbox/kit/faults.ts';
import { openBalancer, type Balancer } from './balancer.ts';
import { createBridgeProcess, type BridgeProcess, type BridgeSettings } from './bridge-process.ts';

type Simulator = { url: string; faults: Faults };
export type Simulators = { org: Simulator; partnerCenter: Simulator & { webhooksUrl: string } };
/** Where one bridge finds the simulators. */
export type Addresses = { org: string; partnerCenter: string; webhooks: string };

export type Replicas = {
  all: BridgeProcess[];
  /** Where the org, Partner Center and administrators find them. */
  url: string;
  /** The bridge whose door it is. */
  behind(door: number): BridgeProcess;
  /** For a fault rule: kills the bridge that made the call. */
  killing(when: KillMoment): { pid: (door: number) => number; when: KillMoment };
  /** Stops one as a hanging machine does; the balancer sends it nothing more. */
  pause(bridge: BridgeProcess): void;
  startAll(): Promise<void>;
  /** Starts whichever is dead. */
  startDead(): Promise<void>;
  killAll(): Promise<void>;
};

export async function createReplicas(
  count: number,
  sims: Simulators,
  settingsOf: (addresses: Addresses, url: string) => BridgeSettings,
  entry?: string,
): Promise<Replicas> {
  const all: BridgeProcess[] = [];
  const url = () => balancer?.url ?? all[0]?.url ?? '';
  const byDoor = new Map<number, BridgeProcess>();
  for (let n = 0; n < count; n++) {
    const doors = await openDoors(sims);
    const { org, partnerCenter, webhooks } = doors;
    const addresses = { org: org.url, partnerCenter: partnerCenter.url, webhooks: webhooks.url };
    const bridge = await createBridgeProcess(() => settingsOf(addresses, url()), entry);
    all.push(bridge);
    for (const { port } of Object.values(doors)) byDoor.set(port, bridge);
  }
  const balancer = count > 1 ? await balance(all) : undefined;
  const behind = (door: number) => {
    const bridge = byDoor.get(door);
    if (!bridge) throw new Error(`a call came through port ${door}, which is no bridge's door`);
    return bridge;
  };
  const startDead = async () => {
    await Promise.all(all.filter((bridge) => !bridge.isAlive()).map((bridge) => bridge.start()));
  };

  return {
    all,
    url: url(),
    behind,
    killing: (when) => ({ when, pid: (door) => behind(door).pid }),
    pause(bridge) {
      bridge.pause();
      balancer?.drop(portOf(bridge));
    },
    async startAll() {
      const [first, ...others] = all;
      // One after the other at first: the tables are made once, the code is compiled once.
      await first?.start();
      await Promise.all(others.map((bridge) => bridge.start()));
    },
    startDead,
    async killAll() {
      await Promise.all(all.map((bridge) => bridge.kill()));
      await balancer?.stop();
    },
  };
}

async function openDoors({
  org,
  partnerCenter,
}: Simulators): Promise<Record<keyof Addresses, Door>> {
  return {
    org: await org.faults.openDoor(org.url),
    partnerCenter: await partnerCenter.faults.openDoor(partnerCenter.url),
    webhooks: await partnerCenter.faults.openDoor(partnerCenter.webhooksUrl),
  };
}

const balance = (all: BridgeProcess[]): Promise<Balancer> =>
  openBalancer(() => all.filter((bridge) => bridge.isRunning()).map(portOf));

const portOf = ({ url }: BridgeProcess): number => Number(new URL(url).port);
