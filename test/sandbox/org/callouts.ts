/** Callouts of the org's Apex through its named credentials: to the bridge, with the org's key or that of operations. */
import type { SimClock } from '../kit/clock.ts';

export type Door = { url: string; key: string };
/** The door of records, and that of operations where the org knows one. */
export type BridgeAddress = Door & { operations?: Door };
/** A call about changed records. */
export type Nudge = { at: string; ids: string[]; more: boolean; outcome: string };

export type CredentialCall = {
  credential: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};
export type CredentialAnswer = { status: number; body: string; headers: Map<string, string> };

export type Callouts = {
  /** The answer, or why there is none. */
  call(call: CredentialCall): Promise<CredentialAnswer | string>;
  setBridge(bridge: BridgeAddress | undefined): void;
  nudges(): Nudge[];
};

const DOORS: { readonly [credential: string]: (bridge: BridgeAddress) => Door | undefined } = {
  Co_Sell_Bridge: (bridge) => bridge,
  Co_Sell_Operations: ({ operations }) => operations,
};
const NUDGE_PATH = '/v1/records/changed';

export function createCallouts(options: {
  clock: SimClock;
  bridge?: BridgeAddress | undefined;
}): Callouts {
  let { bridge } = options;
  const nudges: Nudge[] = [];

  const noteNudge = (call: CredentialCall): Nudge | undefined => {
    if (call.path !== NUDGE_PATH) return undefined;
    const { ids, more } = JSON.parse(call.body) as Pick<Nudge, 'ids' | 'more'>;
    const nudge: Nudge = { at: options.clock.iso(), ids, more, outcome: 'under way' };
    nudges.push(nudge);
    return nudge;
  };

  return {
    async call(call) {
      const doorOf = DOORS[call.credential];
      if (!doorOf) return `No named credential ${call.credential}`;
      const nudge = noteNudge(call);
      const door = bridge && doorOf(bridge);
      const answer = door ? await send(door, call) : 'no bridge';
      if (nudge) nudge.outcome = outcomeOf(answer);
      return answer;
    },
    setBridge: (next) => void (bridge = next),
    nudges: () => nudges.map((nudge) => ({ ...nudge, ids: [...nudge.ids] })),
  };
}

async function send(
  { url, key }: Door,
  { method, path, headers, body, timeoutMs }: CredentialCall,
): Promise<CredentialAnswer | string> {
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: { ...headers, Authorization: `Bearer ${key}` },
      ...(method === 'GET' ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: text, headers: new Map(response.headers) };
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const outcomeOf = (answer: CredentialAnswer | string): string =>
  typeof answer === 'string' ? answer : `answered ${answer.status}`;
