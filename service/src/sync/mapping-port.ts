/** Answers about the mapping: names of fields and rows, never values of records. */

export type MappingRowReport = {
  /** Developer name of the row, or the setting that is meant. */
  row: string;
  object: string;
  canonicalField: string | null;
  field: string | null;
  problems: { code: string; message: string; fix: string }[];
  /** Open deals in which the row shows another value than the bridge remembers; null when nobody counted. */
  touches: number | null;
};

export type MappingReport = {
  /** How many open deals were looked at; null when nobody counted. */
  deals: number | null;
  rows: MappingRowReport[];
};

export type DryRunField = {
  canonicalField: string;
  row: string;
  field: string;
  outcome: 'sent' | 'written' | 'held' | 'unchanged' | 'unread' | 'sent-when-shared';
  /** Why it is held. */
  reason: string | null;
};

export type DryRun = {
  recordId: string;
  isShared: boolean;
  isInbound: boolean;
  /** Paths of the referral that a visit now would change. */
  partnerCenter: string[];
  /** Fields of the record that a visit now would set, but for the bridge's own. */
  salesforce: string[];
  fields: DryRunField[];
};
