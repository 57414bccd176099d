/** The package's Queueable: tells the bridge which records changed. One attempt, failures swallowed. */
import type { SimClock } from '../kit/clock.ts';
import type { NudgeWish } from './store/transaction.ts';

export type Door = { url: string; key: string };
/** Where each named credential leads: that of the org's key, and the operations page's. */
export type BridgeAddress = Door & { operations?: Door };
export type Nudge = { at: string; ids: string[]; more: boolean; outcome: string };

/** A callout of executed Apex through one of the package's named credentials. */
export type CredentialCall = {
  credential: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};
export type CredentialAnswer = { status: number; body: string; headers: Map<string, string> };

export type Nudger = {
  send(wish: NudgeWish): void;
  /** The answer, or why there is none. Calls about changed records are nudges too. */
  call(call: CredentialCall): Promise<CredentialAnswer | string>;
  setBridge(bridge: BridgeAddress | undefined): void;
  nudges(): Nudge[];
  /** Resolves when none is under way. */
  settle(): Promise<void>;
};

const TIMEOUT_MS = 5_000;
const NUDGE_PATH = '/v1/records/changed';

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
      const response = await fetch(`${url.replace(/\/$/, '')}${NUDGE_PATH}`, {
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

  const callAs = async (call: CredentialCall): Promise<CredentialAnswer | string> => {
    const doors: { [credential: string]: Door | undefined } = {
      Co_Sell_Bridge: bridge,
      Co_Sell_Operations: bridge?.operations,
    };
    if (!(call.credential in doors)) return `No named credential ${call.credential}`;
    const door = doors[call.credential];
    const nudge = call.path === NUDGE_PATH ? noted(JSON.parse(call.body) as NudgeWish) : undefined;
    if (!door) return 'no bridge';
    if (nudge) nudge.outcome = 'under way';
    try {
      const response = await fetch(`${door.url.replace(/\/$/, '')}${call.path}`, {
        method: call.method,
        headers: { ...call.headers, Authorization: `Bearer ${door.key}` },
        ...(call.method === 'GET' ? {} : { body: call.body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(call.timeoutMs),
      });
      const body = await response.text();
      if (nudge) nudge.outcome = `answered ${response.status}`;
      return { status: response.status, body, headers: new Map(response.headers) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (nudge) nudge.outcome = `failed: ${reason}`;
      return reason;
    }
  };

  const noted = (wish: NudgeWish): Nudge => {
    const nudge: Nudge = { at: options.clock.iso(), ...wish, outcome: 'no bridge' };
    sent.push(nudge);
    return nudge;
  };

  return {
    call: callAs,
    send(wish) {
      const nudge = noted(wish);
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
