/** What the checker takes and what it says. */
import type { JournalEntry } from '../sandbox/kit/journal.ts';

export type Row = Record<string, unknown>;
export type Rule = 'salesforce' | 'partnerCenter' | 'ask';

export type CheckInput = {
  /** The org simulator's journal, from its start. */
  org: JournalEntry[];
  /** The Partner Center simulator's journal, from its start. */
  partnerCenter: JournalEntry[];
  /** The org's rows at the end, deleted ones included. */
  orgRows: {
    /** Opportunities and Leads. */
    records: Row[];
    /** `Microsoft_Solution__c`. */
    solutions: Row[];
    /** `Co_Sell_Audit_Entry__c`. */
    auditEntries: Row[];
  };
  /** Saves that failed in the org, whoever tried. */
  refusals: readonly RefusedSave[];
  /** Every referral document at the end, Microsoft's included. */
  referrals: Row[];
  /** The end, ISO, on the simulators' clock. */
  now: string;
  options: {
    /** Our organisation in Partner Center. */
    organizationId: string;
    /** Conflict rule per field (`dealValue`, `closingDate`, `notes`, `solutions`); a field left out is not held to one. */
    rules: Readonly<Record<string, Rule>>;
    /** Stage of inbound deals not yet accepted. Default `Qualification`, as packaged. */
    onHoldStage?: string;
    /** Whether Leads are received too. Default false, as packaged. */
    leads?: boolean;
  };
};

export type RefusedSave = {
  at: string;
  actor: string;
  kind: string;
  type: string;
  id: string | null;
  statusCode: string;
  message: string;
  by: 'package' | 'customer' | 'platform';
  /** `rule Opportunity.X`, `field Opportunity.X`, `class X`, `trigger X`, or `platform`. */
  what: string;
  /** Fields that the save had set. */
  given: readonly string[];
};

export type Finding = {
  /** For a person: which deal, which field, which values, who and when. */
  sentence: string;
  ids: string[];
  field: string | null;
  values: unknown[];
  /** Journal entries to look at: `org#12`, `partnerCenter#3`. */
  entries: string[];
};

export const CLASSES = [
  'lost',
  'doubled',
  'echoed',
  'overwritten',
  'writtenAfterEnd',
  'unsettled',
  'blocked',
] as const;
export type FindingClass = (typeof CLASSES)[number];

export type Counts = {
  /** Values of mapped fields that people wrote on shared deals; Accept and Decline are such values. */
  edits: number;
  /** Of these, the ones nobody owes anything: Sync is off at the end, or the record is deleted. */
  editsNotJudged: number;
  /** Records (deleted ones included), referrals (Microsoft's included), and deals that are one of each. */
  records: number;
  referrals: number;
  deals: number;
  /** Journal entries by the bridge, and changes of mapped values among them. */
  bridgeWrites: number;
  bridgeValues: number;
  auditEntries: number;
  /** Saves that failed, by anybody's doing. */
  refusals: number;
};

export type Verdict = Record<FindingClass, Finding[]> & { counts: Counts };
