/** The core as the doors see it: what `http/` may ask of `sync/`. */
import type { PairState } from '../domain/pair.ts';
import type { Side } from '../domain/values.ts';
import type { ConnectionHealth, WebhookHealth } from './connection-health.ts';
import type { Measures } from './metrics-port.ts';
import type { PairCounts, Ring, RingReceipt } from './ports.ts';

export type SyncAnswer = {
  settled: boolean;
  state: PairState | 'unknown';
  syncStatus: string | null;
  error: { code: string; message: string } | null;
};

export type ChecklistItem = { code: string; field: string | null; ok: boolean; message: string };
export type PreflightAnswer = {
  recordId: string;
  kind: 'private' | 'partner-led' | 'co-sell';
  ready: boolean;
  items: ChecklistItem[];
};

export type GateState = {
  side: Side;
  state: 'open' | 'closed' | 'half-open';
  until: string | null;
  reason: string | null;
};

export type Health = {
  ok: boolean;
  org: { bound: boolean; orgId: string | null; refused: string | null };
  pairs: PairCounts;
  gates: GateState[];
  oldestDueSeconds: number | null;
  lastSweep: Record<string, string | null>;
  profileProblems: string[];
  connections: ConnectionHealth[];
  /** Null while this bridge has no desk for webhooks. */
  webhook: WebhookHealth | null;
};

export type FailedPair = {
  id: string;
  recordId: string | null;
  referralId: string | null;
  state: PairState;
  failures: number;
  code: string;
  message: string;
  who: string;
  fix: string;
  at: string;
  nextLookAt: string | null;
  correlationId: string;
};

export interface Bridge {
  start(): Promise<void>;
  stop(): Promise<void>;
  ring(ring: Ring): Promise<RingReceipt>;
  /** Resolves after the commit; `more` asks for a token sweep at once. */
  recordsChanged(ids: string[], more: boolean, correlationId?: string): Promise<void>;
  /** Rings as a person and waits at most `timings.syncWaitMs` for the pair to settle. */
  syncNow(recordId: string, correlationId?: string): Promise<SyncAnswer>;
  preflight(recordId: string, correlationId?: string): Promise<PreflightAnswer>;
  health(): Promise<Health>;
  /** For metrics: never calls a host, never throws. */
  measure(): Promise<Measures>;
  /** A person has connected this side again: it is probed at once, and swept for what happened meanwhile. */
  reconnected(side: Side): void;
  failedPairs(options: { limit: number; after?: string }): Promise<FailedPair[]>;
  retry(pairId: string, correlationId?: string): Promise<boolean>;
  retryAll(correlationId?: string): Promise<number>;
  /** Undefined when the caller's org is ours; else the sentence for 403 `other-org`. */
  refusesOrg(orgId: string | undefined): string | undefined;
  /** The org or the store turned out to be another's, as far as is known: asks nobody. */
  isRefused(): boolean;
}
