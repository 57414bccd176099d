/** What the parts tell the metrics: codes, kinds and durations; never an id, a name or a value of a record. */
import type { Side } from '../domain/values.ts';
import type { GateState } from './bridge-port.ts';
import type { ConnectionStatus } from './connection.ts';
import type { PairCounts, RingCause } from './ports.ts';
import type { WebhookState } from './webhook-port.ts';

/**
 * How a visit ended: `settled` as it should; `released`: it goes on later (host fault, older read, changed meanwhile);
 * `failed`: a pair fault was counted; `gone`: the stub was nobody's or given over; `lost`: somebody else has the claim.
 */
export type VisitOutcome = 'settled' | 'released' | 'failed' | 'gone' | 'lost';

export type MetricEvent =
  | { kind: 'rung'; cause: RingCause; count: number }
  | { kind: 'visited'; outcome: VisitOutcome; ms: number }
  /** One accepted write of a pair; several may share a call. */
  | { kind: 'wrote'; side: Side }
  | { kind: 'called'; side: Side; call: 'read' | 'write'; status: number | null; ms: number }
  | { kind: 'gate-closed'; side: Side; code: string; waitMs: number }
  /** 429, or the org's own limit; what it asked for, where it did. */
  | { kind: 'throttled'; side: Side; retryAfterSeconds: number | null }
  /** `code` null: signature and shape were right. */
  | { kind: 'webhook'; code: string | null }
  | { kind: 'stub-dropped' }
  | { kind: 'stub-refused' }
  | { kind: 'swept'; sweep: string; ok: boolean; ms: number };

export type Observe = (event: MetricEvent) => void;

/** What is true at the moment somebody asks. Null where it cannot be known now. */
export type Measures = {
  isStoreReady: boolean;
  pairs: PairCounts | null;
  oldestDueSeconds: number | null;
  gates: GateState[];
  /** Share of the org's daily API calls that is used, 0–1, and the share above which background work pauses. */
  dailyShare: { used: number | null; limit: number };
  /** Seconds since each sweep last ended well. */
  sweepAgeSeconds: Record<string, number | null>;
  connections: ConnectionStatus[];
  webhook: WebhookState | null;
};
