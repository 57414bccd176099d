import type { AuditEntry, Base, CanonicalName, Json, Shown, Side, Versions } from './values.ts';

/**
 * - `stub`: rung by an id nobody knew; may only read.
 * - `open`: the normal state. `failed`: eight pair faults, still looked at daily.
 * - `paused`: Sync is off or the record is deleted. `closed`: final on both sides.
 * - `tombstone`: unlinked; nothing is ever created from its referral again.
 */
export type PairState = 'stub' | 'open' | 'failed' | 'paused' | 'closed' | 'tombstone';

export type HoldReason =
  | 'ask'
  | 'refused'
  | 'products'
  | 'currency'
  | 'direction'
  | 'undo'
  | 'on-hold'
  | 'open-question'
  | 'closed-differently'
  | 'closed-is-final'
  | 'not-transition'
  | 'looping'
  | 'one-way'
  | 'customer-fixed'
  | 'invitation'
  | 'last-solution'
  | 'incomplete'
  | 'too-many';

/** The last save of a side: of the whole record or referral, for neither tells it of a field. */
export type Saved = {
  /** ISO time. */
  at: string | null;
  /** A name; Partner Center tells none. */
  by: string | null;
};

/** A move that cannot be applied now. The same reason with the same two values is never repeated. */
export type HeldMove = {
  reason: HoldReason;
  partnerCenter: Json;
  salesforce: Json;
  /** ISO time it was first held. */
  since: string;
  /** ISO time after which it is tried again, for holds that end by themselves. */
  until?: string;
  /** `ask`: who saved each side, and when, as it was when its value was first seen. */
  saved?: Record<Side, Saved>;
  /** `ask`: a person chose between other values, which one of the sides has changed since. */
  again?: true;
};
export type Held = Partial<Record<CanonicalName, HeldMove>>;

/**
 * Per field of an open outside write: what that side showed, what is sent, and where it comes from. No `source`: the
 * other side has no base yet, and this write gives it none.
 */
export type AttemptField = { from: Json; to: Json; source?: Json };

/**
 * The outside write whose outcome is not known yet; committed before the request leaves.
 * `earlier` are writes of the same kind whose outcome never became known: a timed-out request may still
 * commit, so their values stay recognisable as our own.
 */
export type Attempt = {
  kind: 'create' | 'invite' | 'patch' | 'update-record' | 'create-record' | 'unlink';
  side: Side;
  fields: Partial<Record<CanonicalName, AttemptField>>;
  /** ISO time its latest request left. */
  startedAt: string;
  /** `create`: ISO time its first request left, when it was sent again since. */
  firstStartedAt?: string;
  /** `create` and `invite`: how often it was sent. */
  sent?: number;
  externalReferenceId?: string;
  /** `create`: the record's values the body was made from, to be the base once the referral is found. */
  source?: Shown;
  sentValues?: Shown;
  /** Entries that become true when the write turns out to have happened. */
  audit?: AuditEntry[];
  earlier?: Attempt[];
};

/** Stable code and the moment; the sentence for people is in `catalogue.ts`. */
export type LastError = {
  code: string;
  detail: string;
  at: string;
  side: Side | 'bridge';
  correlationId: string;
};

/** Our latest writes of a field as `side@ISO time`, newest last, to notice two automations fighting. */
export type RecentWrites = Partial<Record<CanonicalName, string[]>>;

/** A pair as the store keeps it: one Opportunity (or Lead) and one engagement. The row is also the job. */
export type Pair = {
  id: string;
  recordId: string | null;
  referralId: string | null;
  engagementId: string | null;
  state: PairState;
  rung: number;
  settledRung: number;
  /** Milliseconds since 1970; never null for stub, open and failed. */
  dueAt: number | null;
  /** 0 live, 1 resync, 2 backfill. */
  priority: 0 | 1 | 2;
  claimToken: number;
  claimedUntil: number | null;
  failures: number;
  lastError: LastError | null;
  attempt: Attempt | null;
  held: Held;
  base: Base | null;
  versions: Versions;
  /** Newest change a notification named (ISO), kept beside `versions` because rings write it. */
  notifiedAt: string | null;
  recentWrites: RecentWrites;
  /** GUID of the newest call that rang and is not answered yet. */
  correlationId: string | null;
  createdAt: number;
};
