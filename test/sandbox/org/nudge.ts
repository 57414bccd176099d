/** The package's Queueable: tells the bridge which records changed. One attempt, failures swallowed. */
import type { SimClock } from '../kit/clock.ts';
import type { NudgeWish } from './store/transaction.ts';

export type BridgeAddress = { url: string; key: string };
export type Nudge = { at: string; ids: string[]; more: boolean; outcome: string };

export type Nudger = {
  send(wish: NudgeWish): void;
  setBridge(bridge: BridgeAddress | undefined): void;
  nudges(): Nudge[];
  /** Resolves when none is under way. */
  settle(): Promise<void>;
};

const TIMEOUT_MS = 5_000;

export function createNudger(options: {
  clock: SimClock;
  orgId: string;
  bridge?: BridgeAddress | undefined;
}): Nudger {
  let bridge = options.bridge;
  const sent: Nudge[] = [];
  const underWay = new Set<Promise<void>>();

  const callOut = async (nudge: Nudge, { url, key }: BridgeAddress) => {
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}/v1/records/changed`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${key}`,
          'X-Co-Sell-Org': options.orgId,
        },
        body: JSON.stringify({ ids: nudge.ids, more: nudge.more }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      nudge.outcome = `answered ${response.status}`;
    } catch (error) {
      nudge.outcome = `failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  };

  return {
    send(wish) {
      const nudge: Nudge = { at: options.clock.iso(), ...wish, outcome: 'no bridge' };
      sent.push(nudge);
      if (!bridge) return;
      nudge.outcome = 'under way';
      const call = callOut(nudge, bridge).finally(() => underWay.delete(call));
      underWay.add(call);
    },
    setBridge: (next) => void (bridge = next),
    nudges: () => sent.map((nudge) => ({ ...nudge, ids: [...nudge.ids] })),
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
