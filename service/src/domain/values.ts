/** Plain data the domain works on: what both sides show, and what a pair remembers of it. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Side = 'partnerCenter' | 'salesforce';
export const otherSide = (side: Side): Side =>
  side === 'salesforce' ? 'partnerCenter' : 'salesforce';

/** One co-sell solution of a deal. A deal's solutions are a set keyed by `id`. */
export type Solution = {
  id: string;
  name: string | null;
  quantity: number | null;
  price: number | null;
  currency: string | null;
};

/** A person of the customer's or of our team, as Partner Center wants them. */
export type Member = {
  firstName: string | null;
  lastName: string | null;
  phoneNumber: string | null;
  email: string | null;
};

/** What a deal is, in one word; Partner Center says it as status + substatus, Salesforce as a stage. */
export type DealStatus = 'pending' | 'accepted' | 'won' | 'lost' | 'declined' | 'expired';

/** Single fields that are merged three ways; each has a definition in `canonical.ts`. */
export type ScalarField =
  'dealValue' | 'currency' | 'closingDate' | 'notes' | 'attachedNotes' | 'visibility' | 'status';

/**
 * Each solution of a deal is a field of its own: the set merges member by member, and every rule, hold and
 * attempt works for a member as it does for a value. Absent means null.
 */
export type SolutionField = `solutions:${string}`;

/** The customer's people, and ours. */
export type PersonSet = 'contacts' | 'team';
/** Each person is a field too, keyed by the lower-case e-mail address. */
export type PersonField = `${PersonSet}:${string}`;

/** Members of a set. */
export type MemberField = SolutionField | PersonField;

/** Fields that are merged three ways. */
export type MergedField = ScalarField | MemberField;

/** Fields that only travel when a referral or a record is created. */
export type CreateField =
  | 'dealName'
  | 'customerName'
  | 'customerStreet'
  | 'customerCity'
  | 'customerState'
  | 'customerPostalCode'
  | 'customerCountry'
  | 'help'
  | 'noteToMicrosoft'
  | 'marketplaceIntent'
  | 'partnerRole'
  | 'solutionArea'
  | 'solutionPlay'
  | 'partnerLocation'
  | 'statusReason';

export type CanonicalName = MergedField | CreateField;

/**
 * Canonical values one side shows. A field that is not mapped there is absent, an empty one is null; a
 * solution the deal does not have is absent.
 */
export type Shown = Partial<Record<CanonicalName, Json>>;

/** Values to write to one side. */
export type Writes = ReadonlyMap<MergedField, Json>;

/** Values each side last showed, per side: the read a plan was made from, or the write's own answer. */
export type Base = { partnerCenter: Shown; salesforce: Shown };

/**
 * Versions of what was last read. `partnerCenter` and `microsoft` are `updatedDateTime`,
 * `salesforce` is `SystemModstamp`; `token` is the change token of that Salesforce read.
 */
export type Versions = {
  partnerCenter?: string;
  microsoft?: string;
  salesforce?: string;
  token?: string | null;
  /** Version before a write that was answered without a body: only newer reads show it. */
  newerThan?: string;
  /** How often in a row a side was edited between read and write. */
  changedMeanwhile?: number;
  /** The latest reminder of an expiry that was told, or had to be kept quiet: `reminderOf` in `bell.ts`. */
  reminded?: string;
  /** How often a read older than a change we know of was thrown away in a row. */
  olderReads?: number;
};

/** What a pair's record may be. */
export type RecordObject = 'Opportunity' | 'Lead';

/** A record as read in one query. `fields` is flat: `Amount`, `Account.BillingCity`, `Owner.Email`. */
export type RecordSnapshot = {
  id: string;
  object: RecordObject;
  deleted: boolean;
  version: string;
  token: string | null;
  fields: JsonObject;
  solutions: Solution[];
  /** People with a contact role. */
  contacts: Member[];
  /** Opportunity team; absent where the org has none, or where it does not take part. */
  team?: Member[];
  /** Notes shared by their title, as one text; absent where they do not take part. */
  attachedNotes?: string | null;
};

/** A referral exactly as Partner Center sent it, unknown properties included. */
export type ReferralDocument = JsonObject & {
  id: string;
  engagementId: string;
  organizationId: string;
  eTag: string;
  createdDateTime: string;
  updatedDateTime: string;
  status: string;
  substatus: string;
};

export type PatchOperation = { op: 'add' | 'replace'; path: string; value: Json };

/** One line of the audit trail. `entryKey` (≤ 80 characters) makes repeating it harmless. */
export type AuditEntry = {
  entryKey: string;
  occurred: string;
  actor: string;
  side: Side | 'bridge';
  action:
    | 'shared'
    | 'received'
    | 'linked'
    | 'invited'
    | 'sent'
    | 'written'
    | 'conflict'
    | 'held'
    | 'refused'
    | 'requested'
    | 'gaveUp'
    | 'accepted'
    | 'declined'
    | 'expired'
    | 'closed'
    /** The stage of the record, after an answer of the seller's own. */
    | 'followed'
    | 'paused'
    | 'resumed'
    | 'unlinked';
  field: string | null;
  before: Json;
  after: Json;
  reason: string | null;
  correlationId: string;
};
