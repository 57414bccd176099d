/** The core as the doors see it: what `http/` may ask of `sync/`. */
import type { PairState } from '../domain/pair.ts';
import type { TroubleKind } from '../domain/trouble.ts';
import type { Side } from '../domain/values.ts';
import type { ConnectionHealth, WebhookHealth } from './connection-health.ts';
import type { DryRun, MappingReport } from './mapping-port.ts';
import type { Measures } from './metrics-port.ts';
import type { PairCounts, Ring, RingReceipt } from './ports.ts';

export type SyncAnswer = {
  settled: boolean;
  state: PairState | 'unknown';
  syncStatus: string | null;
  error: { code: string; message: string } | null;
};

export type ChecklistItem = {
  code: string;
  field: string | null;
  ok: boolean;
  message: string;
  who: string;
};
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

/** A pair that needs somebody's eye: what it is, in plain words, who can do something, and what. */
export type TroubledPair = {
  id: string;
  recordId: string | null;
  referralId: string | null;
  state: PairState;
  trouble: TroubleKind;
  failures: number;
  code: string;
  message: string;
  who: string;
  fix: string;
  at: string;
  nextLookAt: string | null;
  correlationId: string;
};

/** Something about the audit trail that is not as the bridge wrote it. */
export type AuditFinding = {
  pairId: string;
  recordId: string | null;
  entryKey: string | null;
  where: 'store' | 'org';
  kind: 'changed' | 'removed' | 'inserted';
  /** What differs in the org's entry. */
  fields: string[];
  message: string;
};

export type AuditVerdict = {
  pairs: number;
  entries: number;
  findings: AuditFinding[];
  /** False when the org could not be asked: only the store was checked. */
  isOrgChecked: boolean;
  /** What to go on after; null when everything was checked. */
  next: string | null;
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
  /** Every row of the mapping against the org. */
  checkMapping(countsDeals: boolean): Promise<MappingReport>;
  /** What a visit of this record would do now; nothing is done. @throws PairFault `no-record` */
  dryRun(recordId: string, correlationId?: string): Promise<DryRun>;
  /** For metrics: never calls a host, never throws. */
  measure(): Promise<Measures>;
  /** A person has connected this side again: it is probed at once, and swept for what happened meanwhile. */
  reconnected(side: Side): void;
  /** `failed` leaves out what the bridge is still busy with. */
  troubledPairs(options: {
    state: 'failed' | 'troubled';
    limit: number;
    after?: string;
  }): Promise<TroubledPair[]>;
  retry(pairId: string, correlationId?: string): Promise<boolean>;
  /** Checks the audit trail of one pair, or of all from `after` on for a few seconds. */
  verifyAudit(options: { pairId?: string; after?: string }): Promise<AuditVerdict>;
  /** Everything that `troubled` lists. */
  retryAll(correlationId?: string): Promise<number>;
  /** Undefined when the caller's org is ours; else the sentence for 403 `other-org`. */
  refusesOrg(orgId: string | undefined): string | undefined;
  /** The org or the store turned out to be another's, as far as is known: asks nobody. */
  isRefused(): boolean;
}
