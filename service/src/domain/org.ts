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

export type Settings = {
  active: boolean;
  receive: boolean;
  share: boolean;
  solutions: boolean;
  leads: boolean;
  onHoldStage: string;
  activeStage: string;
  undoWindowMinutes: number;
  defaultOwner: string | null;
  partnerLocation: string | null;
};

export type OrgProfile = {
  orgId: string;
  isSandbox: boolean;
  isMultiCurrency: boolean;
  defaultCurrency: string;
  packageVersion: string;
  stages: Stage[];
  settings: Settings;
  mapping: MappingRow[];
};
