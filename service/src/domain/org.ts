/** What an org tells about itself: features, stages, settings and mapping rows, as its metadata has them. */

export type Stage = { name: string; isClosed: boolean; isWon: boolean; isActive: boolean };

export type MappingRow = {
  /** DeveloperName; `Default_…` are ours, any other row with the same key wins. */
  developerName: string;
  canonicalField: string;
  object: string;
  field: string;
  direction: string;
  onCreate: boolean;
  onUpdate: boolean;
  conflictRule: string | null;
  transform: string | null;
  transformArgument: string | null;
  recordType: string | null;
  isActive: boolean;
};

/** What one value of a side is called on the other. */
export type ValueRow = {
  developerName: string;
  object: string;
  canonicalField: string;
  direction: string;
  /** With direction Both the value in Salesforce, else the one on the sending side. */
  source: string;
  target: string;
  isActive: boolean;
};

export type RecordType = { object: string; developerName: string; id: string; isActive: boolean };

export type Settings = {
  active: boolean;
  receive: boolean;
  share: boolean;
  solutions: boolean;
  leads: boolean;
  /** Tell people of Microsoft's moves. */
  bell: boolean;
  /** Opportunity team to referral team. */
  team: boolean;
  /** Contact roles and customer contacts. */
  contacts: boolean;
  /** The Status of a Lead that is not pursued; null: none means that. */
  lostLeadStatus: string | null;
  onHoldStage: string;
  activeStage: string;
  undoWindowMinutes: number;
  defaultOwner: string | null;
  partnerLocation: string | null;
  /** How an inbound deal finds its account; a word that nobody knows counts as the usual one, and is a problem. */
  accountMatch: string;
  /** Save a deal of Microsoft's although a duplicate rule warns. */
  allowDuplicates: boolean;
  notesMode: NotesMode;
  /** Fields, or paths, that hold the customer's country code and the deal's currency code instead of the usual ones. */
  countrySource: string | null;
  currencySource: string | null;
  /** Null keeps the history for ever. */
  auditRetentionDays: number | null;
  /** Partner Center takes no deal of this company without a location. */
  needsLocation: boolean;
};

/** Only the notes field is shared, or Salesforce notes marked by their title as well. */
export type NotesMode = 'Field' | 'Field and Notes';

export type OrgProfile = {
  orgId: string;
  isSandbox: boolean;
  isMultiCurrency: boolean;
  defaultCurrency: string;
  packageVersion: string;
  /** Whether an active user is meant by the setting Default Owner. */
  hasDefaultOwner: boolean;
  stages: Stage[];
  settings: Settings;
  mapping: MappingRow[];
  /** The admin's rows first. */
  valueMapping: ValueRow[];
  recordTypes: RecordType[];
};
