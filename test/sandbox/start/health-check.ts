import type { BridgeProcess } from './bridge-process.ts';

/** What `GET /v1/operations/health` says, as far as the page shows it. */
export type BridgeHealth = {
  ok: boolean;
  org: { bound: boolean; refused: string | null };
  pairs: { open: number; failed: number; paused: number; closed: number; due: number };
  gates: { side: string; state: string; until: string | null; reason: string | null }[];
  lastSweep: Record<string, string | null>;
};

/** The bridge's own words about itself; null when it does not run or does not answer in time. */
export type HealthCheck = () => Promise<BridgeHealth | null>;

const WITHIN_MS = 800;

export function createHealthCheck(bridge: BridgeProcess, operationsKey: string): HealthCheck {
  return async () => {
    if (!bridge.state().running) return null;
    try {
      const answer = await fetch(`${bridge.url}/v1/operations/health`, {
        headers: { authorization: `Bearer ${operationsKey}` },
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      return answer.ok ? ((await answer.json()) as BridgeHealth) : null;
    } catch {
      return null;
    }
  };
}
