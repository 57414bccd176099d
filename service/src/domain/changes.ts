import type { Bell } from './bell.ts';
import type { AuditEntry, Json, JsonObject, Solution } from './values.ts';

/** Solutions as the changes resource compares and writes them; keyed by `id`. */
export type SolutionLine = Solution;

/** One update of one record through `CoSellChangesResource`; written whole or not at all. */
export type RecordUpdate = {
  object: 'Opportunity' | 'Lead';
  id: string;
  /** Token that was read; it is cleared only while it is still this one. */
  token: string | null;
  /** Every Salesforce field the decision read. A difference makes the outcome `stale`. */
  expect: JsonObject;
  set: JsonObject;
  /** Status, message and times: a second DML, done only if `set` was written. */
  bookkeeping: JsonObject;
  clearToken: boolean;
  solutions?: { expect: SolutionLine[]; upsert: SolutionLine[]; remove: string[] };
  /** People to give a role on the deal, found at the account by their address or else made; who has one is left alone. */
  contacts?: { fields: JsonObject; role: string }[];
  audit: AuditEntry[];
  /** Rings in Salesforce's bell for the owner, once the change is written. */
  notify?: Bell;
};

/** An inbound record with everything that belongs to it, in one savepoint. */
export type RecordCreate = {
  object: 'Opportunity' | 'Lead';
  create: {
    record: JsonObject;
    account?: { match: JsonObject; fields: JsonObject };
    contacts: { fields: JsonObject; role: string }[];
    solutions: SolutionLine[];
    note?: { title: string; content: string };
    /** E-mail addresses of our team, for the owner. */
    team?: string[];
  };
  audit: AuditEntry[];
  notify?: Bell;
};

export type RecordChange = RecordUpdate | RecordCreate;

export type ChangeOutcome =
  'written' | 'stale' | 'locked' | 'rejected' | 'forbidden' | 'missing' | 'exists';

export type ChangeError = { statusCode: string; message: string; fields: string[] };

export type ChangeResult = {
  outcome: ChangeOutcome;
  id: string | null;
  /** Re-read after the DML: the fields written, the token and `SystemModstamp`; `Solutions` when they were part of it. */
  values: { [field: string]: Json };
  errors: ChangeError[];
};
