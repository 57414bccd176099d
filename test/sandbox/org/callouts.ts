/** Callouts of the org's Apex through the package's named credential: to the bridge, with the org's key. */
import type { SimClock } from '../kit/clock.ts';

export type BridgeAddress = { url: string; key: string };
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
      if (call.credential !== 'Co_Sell_Bridge') return `No named credential ${call.credential}`;
      const nudge = noteNudge(call);
      const answer = bridge ? await send(bridge, call) : 'no bridge';
      if (nudge) nudge.outcome = outcomeOf(answer);
      return answer;
    },
    setBridge: (next) => void (bridge = next),
    nudges: () => nudges.map((nudge) => ({ ...nudge, ids: [...nudge.ids] })),
  };
}

async function send(
  { url, key }: BridgeAddress,
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
