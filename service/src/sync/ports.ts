/**
 * What the use cases need from the outside. The adapters in `store/`, `partner-center/` and
 * `salesforce/` implement these; nothing here knows SQL, HTTP or jsforce.
 */
import type { ChangeResult, RecordChange } from '../domain/changes.ts';
import type { FieldFacts } from '../domain/mapping-check.ts';
import type { OrgProfile } from '../domain/org.ts';
import type { Attempt, Held, LastError, Pair, PairState, RecentWrites } from '../domain/pair.ts';
import type {
  AuditEntry,
  Base,
  JsonObject,
  PatchOperation,
  RecordObject,
  RecordSnapshot,
  ReferralDocument,
  Versions,
} from '../domain/values.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or early and without an error when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// ---------------------------------------------------------------- store

/**
 * Why a pair is rung. `person` (/sync, retry), `nudge` (Apex) and `adopted` make it due at once;
 * so does a `token-sweep` whose token differs from the one in `versions`. `webhook` and `time-sweep`
 * leave `due_at` alone while failures are counted or an attempt is open (reconcile.md section 1).
 */
export type RingCause =
  'webhook' | 'nudge' | 'person' | 'token-sweep' | 'time-sweep' | 'resync' | 'backfill' | 'adopted';

export type Ring = {
  /** An 18-character record id or a lower-case referral GUID; exactly one. */
  id: { recordId: string } | { referralId: string };
  cause: RingCause;
  /** `token-sweep`: the token seen. */
  token?: string;
  /** The change that is known of (ISO): `webhook`: ResourceChangeUtcDate; `time-sweep`, `backfill`: the listed row's time. */
  notifiedAt?: string;
  /** GUID of the call that rings; the visit carries it on to both hosts, the audit trail and the log. */
  correlationId?: string | undefined;
};

export type RingReceipt = { pairId: string; rung: number };

/** A pair claimed for one reconcile. `token` fences every later change of the row. */
export type Claim = { pair: Pair; token: number; rung: number; claimedAt: number };
export type ClaimRef = { pairId: string; token: number };
export type ClaimFilter = 'live' | { pairIds: readonly string[] };

/** What a claim's holder may change. Absent keys stay as they are. */
export type RowChange = {
  recordId?: string | null;
  referralId?: string | null;
  /** The referral of an unlinked pair may be taken: a person linked it again. */
  revives?: boolean;
  engagementId?: string | null;
  state?: PairState;
  attempt?: Attempt | null;
  held?: Held;
  base?: Base | null;
  versions?: Versions;
  recentWrites?: RecentWrites;
  failures?: number;
  lastError?: LastError | null;
  priority?: 0 | 1 | 2;
  /** Committed with the change; a key that exists already is left as it is. */
  audit?: AuditEntry[];
  /** Audit entries the org has now too. */
  delivered?: string[];
};

export type PairCounts = Record<PairState, number> & {
  /** Due, and nobody visits them yet. */
  due: number;
  /** Being visited now. */
  claimed: number;
  oldestDueAt: number | null;
  openAttempts: number;
  /** Audit entries the org does not have yet. */
  undeliveredAudit: number;
  /** Tried again after a failure, fewer than eight times so far. */
  backingOff: number;
  /** Something is held until a seller chooses. */
  conflicts: number;
  /** Something is held until somebody mends it. */
  attention: number;
  /** Whatever `troubled` lists. */
  troubled: number;
};

/** `troubled`: whatever needs somebody's eye, by the rule of `domain/trouble.ts`. */
export type PairFilter = { state?: PairState; troubled?: boolean; limit: number; after?: string };

/** A row of the store's trail that does not fit its chain; `removed` tells how many are missing at one place. */
export type ChainFinding =
  | { kind: 'changed' | 'inserted'; entryKey: string | null }
  | { kind: 'removed'; entryKey: null; missing: number };

export type CheckedTrail = {
  entries: number;
  findings: ChainFinding[];
  /** The entries that the org has too, but for those that were changed here. */
  delivered: AuditEntry[];
};

export interface Store {
  /** Binds an empty store to this org and tenant, or says that it belongs to others. */
  bind(binding: {
    orgId: string;
    tenantId: string;
  }): Promise<{ kind: 'ok' } | { kind: 'other'; orgId: string; tenantId: string }>;

  /** Marks a pair due; resolves after the commit. Rings of one tick commit together. @throws StubCapReached */
  ring(ring: Ring): Promise<RingReceipt>;
  /** Rings every pair of an engagement; returns how many there are. */
  ringEngagement(engagementId: string, cause: RingCause, correlationId?: string): Promise<number>;

  /**
   * Claims due pairs, live before background, stubs last; at most ¾ of `limit` for priority 1–2.
   * `only` leaves the others due: `live` takes what somebody rang, what is held and what has an open attempt, never
   * resync, backfill and regular looks; `pairIds` takes these.
   */
  claim(options: { limit: number; leaseMs: number; only?: ClaimFilter }): Promise<Claim[]>;
  /** One statement for all claims of a process; returns the ones still held. */
  renew(claims: ClaimRef[], leaseMs: number): Promise<ClaimRef[]>;
  /** Changes the row of a claim, keeps the claim. @throws ClaimLost */
  commit(claim: ClaimRef, change: RowChange): Promise<void>;
  /**
   * Changes the row and ends the claim: `settled_rung` = rung at claim, and the pair is due at
   * `nextLookAt` (ms; null only for paused, closed and tombstone), or, when it was rung meanwhile, as soon as
   * `notBefore` allows. @throws ClaimLost
   */
  settle(
    claim: Claim,
    change: RowChange,
    due: { nextLookAt: number | null; notBefore: number },
  ): Promise<void>;
  /** Ends the claim without settling: due again at `dueAt`, unless an urgent ring came meanwhile. @throws ClaimLost */
  release(claim: Claim, change: RowChange, dueAt: number): Promise<void>;
  /** Like `release`, but the rung counts as answered (the caller of /sync learns of the failure). @throws ClaimLost */
  fail(claim: Claim, change: RowChange, dueAt: number): Promise<void>;
  /** Deletes a stub. @throws ClaimLost */
  dropStub(claim: Claim): Promise<void>;
  /**
   * Gives a stub's id over to `targetId` where that pair has none yet, deletes the stub and rings the target, in one
   * transaction. False when the target has another id already or is gone; then nothing changed. @throws ClaimLost
   */
  giveOver(claim: Claim, targetId: string, cause: RingCause): Promise<boolean>;

  findPair(id: string): Promise<Pair | undefined>;
  findByRecord(recordId: string): Promise<Pair | undefined>;
  findByReferral(referralId: string): Promise<Pair | undefined>;
  findByEngagement(engagementId: string): Promise<Pair[]>;
  findOpenCreate(externalReferenceId: string): Promise<Pair | undefined>;
  /** Versions of known pairs, for a sweep to skip rows that did not change. Keyed by the given id. */
  versionsOf(ids: {
    recordIds?: string[];
    referralIds?: string[];
  }): Promise<Map<string, Pick<Pair, 'id' | 'state' | 'versions'>>>;
  /** Audit entries the org does not have yet, oldest first. */
  undeliveredAudit(pairId: string): Promise<AuditEntry[]>;
  auditOf(pairId: string): Promise<AuditEntry[]>;
  /** Ids of the pairs that have a trail, a page at a time. */
  auditedPairs(page: { after?: string; limit: number }): Promise<string[]>;
  /** Compares a pair's trail with its chain. */
  checkTrail(pairId: string): Promise<CheckedTrail>;
  /** Removes entries that are older, unless their record is still to be told; returns how many. */
  forgetAudit(ageMs: number): Promise<number>;

  counts(): Promise<PairCounts>;
  list(filter: PairFilter): Promise<Pair[]>;
  /** When the next pair falls due (ms), for the worker to sleep until then. */
  nextDueAt(): Promise<number | null>;
  /** Claims a sweep's cursor like a pair; undefined while another process holds it. */
  claimCursor(
    name: string,
    leaseMs: number,
  ): Promise<{ name: string; value: string | null; token: number } | undefined>;
  /** Extends the claim of a sweep that takes long. @throws ClaimLost */
  renewCursor(cursor: { name: string; token: number }, leaseMs: number): Promise<void>;
  /** Stores the cursor of a sweep that ended well and ends its claim. @throws ClaimLost */
  saveCursor(cursor: { name: string; token: number }, value: string | null): Promise<void>;
  /** Ends the claim of a sweep that failed; the cursor stays where it was. @throws ClaimLost */
  releaseCursor(cursor: { name: string; token: number }): Promise<void>;
  /** When each sweep last ended well (ms), whichever process ran it; a sweep that never began is missing. */
  lastSweeps(): Promise<Record<string, number | null>>;
  /** Resolves false when the store cannot answer. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- Partner Center

export interface PartnerCenter {
  /** @throws ReferralUnreadable (403, 404), HostFault */
  get(referralId: string, signal?: AbortSignal): Promise<ReferralDocument>;
  /** Every referral of an engagement the list shows; may lag. */
  listEngagement(engagementId: string, signal?: AbortSignal): Promise<ReferralDocument[]>;
  /** Newest first, page by page; stop reading when old enough. Rows say whom to look at. */
  listNewest(
    order: 'createdDateTime' | 'updatedDateTime',
    signal?: AbortSignal,
  ): AsyncIterable<ReferralDocument[]>;
  /** @throws PairFault (4xx: a known outcome), HostFault (`outcomeUnknown` on time-out, lost connection, 5xx) */
  create(body: ReferralBody, signal?: AbortSignal): Promise<ReferralDocument>;
  /**
   * One PATCH with `If-Match` and `Prefer: return=representation`.
   * Undefined when the host answered 204 although asked. @throws StaleReferral, PairFault, HostFault
   */
  patch(
    referral: { id: string; eTag: string },
    operations: PatchOperation[],
    signal?: AbortSignal,
  ): Promise<ReferralDocument | undefined>;
}
/** Body of a create, as the API wants it. */
export type ReferralBody = JsonObject;

// ---------------------------------------------------------------- Salesforce

/** One row of a sweep: whom to look at, and by which version or token. */
export type SweptRecord = {
  id: string;
  version: string;
  token: string | null;
  deleted: boolean;
  referralId: string | null;
};

export type ConvertedLead = { id: string; referralId: string };

/** An entry that the org was told, and shows otherwise; `fields` are names of the entry. */
export type AuditDifference =
  { kind: 'missing'; entryKey: string } | { kind: 'differs'; entryKey: string; fields: string[] };

export interface Salesforce {
  /** Org, settings, mapping and stages; cached up to a minute. */
  profile(signal?: AbortSignal): Promise<OrgProfile>;
  /** What these fields and paths are to the user of the bridge; what is not there has no type. */
  describeFields(
    object: RecordObject,
    paths: readonly string[],
    signal?: AbortSignal,
  ): Promise<FieldFacts[]>;
  /** Undefined when there is no such record, not even in the recycle bin. Reads of one tick share a query. */
  read(recordId: string, signal?: AbortSignal): Promise<RecordSnapshot | undefined>;
  /**
   * Ids of the records with this `Referral_Identifier__c`, recycle bin included; of a converted lead the id of the
   * deal that it became.
   */
  findByReferral(referralId: string, signal?: AbortSignal): Promise<string[]>;
  /** The lead with a referral that this deal was converted from. */
  findConverted(opportunityId: string, signal?: AbortSignal): Promise<ConvertedLead | undefined>;
  /** Through `CoSellChangesResource` only; changes of one tick share a call. @throws HostFault, PairFault */
  change(change: RecordChange, signal?: AbortSignal): Promise<ChangeResult>;
  /** Which of these entries the org does not have, or not as it was told them. @throws HostFault, PairFault */
  auditDifferences(
    entries: readonly AuditEntry[],
    signal?: AbortSignal,
  ): Promise<AuditDifference[]>;
  /** Who made the entry with this key; null when there is none. @throws HostFault, PairFault */
  auditActor(entryKey: string, signal?: AbortSignal): Promise<string | null>;
  /** Deletes the org's entries from before this time (ISO), some at a time; 0 means that none is left. */
  forgetAudit(before: string, signal?: AbortSignal): Promise<number>;
  /** Every record that carries a change token. */
  sweepTokens(signal?: AbortSignal): AsyncIterable<SweptRecord[]>;
  /** Records changed since, deleted ones too, and the server's own time of the answer (ISO). */
  sweepModified(
    since: string,
    signal?: AbortSignal,
  ): AsyncIterable<{ rows: SweptRecord[]; serverTime: string }>;
  /** Share of the daily API calls used, 0–1, from the limits header; undefined before the first call. */
  dailyShareUsed(): number | undefined;
  /** Asks the org for that share: one call, also while nothing else is called. @throws HostFault */
  readDailyShare(signal?: AbortSignal): Promise<number | undefined>;
}

// ---------------------------------------------------------------- timings

/** All durations in milliseconds. Defaults are for production; tests and drills scale them. */
export type Timings = {
  leaseMs: number;
  heartbeatMs: number;
  pollMs: number;
  sweepMs: number;
  /** At most one reconcile per pair in this time. */
  pairIntervalMs: number;
  staleRetryMs: number;
  /** A list that does not show our own new referral yet is asked again after this. */
  listRetryMs: number;
  /** A request that was never answered may be carried out this late; until then its values count as ours. */
  lateCommitMs: number;
  /** Window in which more than five writes of a field, to both sides, are a loop. */
  loopWindowMs: number;
  /** After a create with unknown outcome: when it is looked for. */
  createLooksMs: readonly number[];
  requestTimeoutMs: number;
  awaitingMicrosoftMs: number;
  regularLookMs: number;
  backoffFirstMs: number;
  backoffLastMs: number;
  gateFirstMs: number;
  gateLastMs: number;
  syncWaitMs: number;
  profileMs: number;
  /** Pause between two looks at our webhook registration. */
  webhookLookMs: number;
};

export const DEFAULT_TIMINGS: Timings = {
  leaseMs: 60_000,
  heartbeatMs: 20_000,
  pollMs: 1_000,
  sweepMs: 60_000,
  pairIntervalMs: 1_000,
  staleRetryMs: 30_000,
  listRetryMs: 5_000,
  lateCommitMs: 900_000,
  loopWindowMs: 600_000,
  createLooksMs: [30_000, 60_000, 120_000, 300_000, 600_000],
  requestTimeoutMs: 20_000,
  awaitingMicrosoftMs: 3_600_000,
  regularLookMs: 86_400_000,
  backoffFirstMs: 60_000,
  backoffLastMs: 21_600_000,
  gateFirstMs: 1_000,
  gateLastMs: 300_000,
  syncWaitMs: 5_000,
  profileMs: 60_000,
  webhookLookMs: 600_000,
};
