/**
 * The tables as Kysely sees them. JSON is text, booleans are 0 and 1, times are milliseconds since
 * 1970: the same on SQLite and PostgreSQL.
 */
import type { Generated, Insertable, Kysely, Selectable, Transaction, Updateable } from 'kysely';
import type { PairState } from '../domain/pair.ts';

export type Priority = 0 | 1 | 2;

export type PairsTable = {
  id: string;
  record_id: string | null;
  referral_id: string | null;
  engagement_id: string | null;
  state: PairState;
  rung: Generated<number>;
  settled_rung: Generated<number>;
  /** `rung` of the last urgent ring: tells `release` and `fail` that one came during the claim. */
  urgent_rung: Generated<number>;
  due_at: number | null;
  priority: Generated<Priority>;
  claim_token: Generated<number>;
  /** Null while nobody holds the pair; a claim that was ended is as lost as a robbed one. */
  claimed_until: number | null;
  failures: Generated<number>;
  last_error: string | null;
  attempt: string | null;
  /** `externalReferenceId` of an open `create`, beside the JSON so that it can be looked up. */
  create_reference: string | null;
  held: Generated<string>;
  base: string | null;
  versions: Generated<string>;
  /** `versions.token`, beside the JSON so that a ring can compare it in its one statement. */
  version_token: string | null;
  /** As the notification wrote it; `notified_ms` is the same moment, for comparing. */
  notified_at: string | null;
  notified_ms: number | null;
  recent_writes: Generated<string>;
  /** GUID of the newest call that rang and is not answered yet; old news once `settled_rung` has caught up. */
  correlation_id: string | null;
  /** 1 while the row is a stub that nothing but webhooks ever rang: capped, and claimed last. */
  webhook_stub: Generated<0 | 1>;
  /** Version of the JSON columns. */
  format: Generated<number>;
  created_at: number;
};

export type AuditTable = {
  entry_key: string;
  pair_id: string;
  /** Together the order of the trail: the moment of the commit, and the place within its change. */
  recorded_at: number;
  position: number;
  delivered: 0 | 1;
  entry: string;
  /** Place in the pair's chain, from 1 on; null only in a row that was added outside of it. */
  link: number | null;
  /** `hash` of the row before; the empty text in front of the first. */
  previous: string | null;
  hash: string | null;
};

/** Both ends of a pair's chain, so that rows missing at either end are noticed (`audit-chain.ts`). */
export type AuditChainsTable = {
  pair_id: string;
  /** The last row that retention removed; 0 and empty while none was. */
  anchor_link: number;
  anchor_hash: string;
  head_link: number;
  head_hash: string;
};

export type CursorsTable = {
  name: string;
  value: string | null;
  claim_token: number;
  claimed_until: number | null;
  /** When the sweep last ended well (ms); null before the first time. */
  swept_at: number | null;
};

export type SecretsTable = {
  name: string;
  /** Counts the writes of this name. */
  version: number;
  sealed: string;
};

export type SettingsTable = { name: string; value: string };

export type Schema = {
  pairs: PairsTable;
  audit: AuditTable;
  audit_chains: AuditChainsTable;
  cursors: CursorsTable;
  secrets: SecretsTable;
  settings: SettingsTable;
};

export type Db = Kysely<Schema>;
export type Trx = Transaction<Schema>;
export type PairRow = Selectable<PairsTable>;
export type NewPairRow = Insertable<PairsTable>;
export type PairColumns = Updateable<PairsTable>;
