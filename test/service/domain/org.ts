/** An org as it tells about itself, with the packaged mapping; tests change what they are about. */
import type {
  MappingRow,
  OrgProfile,
  Settings,
  ValueRow,
} from '../../../service/src/domain/org.ts';

export const SETTINGS: Settings = {
  active: true,
  receive: true,
  share: true,
  solutions: true,
  leads: true,
  bell: true,
  team: false,
  contacts: true,
  lostLeadStatus: 'Closed - Not Converted',
  onHoldStage: 'Microsoft Review',
  activeStage: 'Qualification',
  undoWindowMinutes: 10,
  defaultOwner: null,
  partnerLocation: null,
  accountMatch: 'Name and Postal Code',
  allowDuplicates: true,
  notesMode: 'Field',
  countrySource: null,
  currencySource: null,
  auditRetentionDays: 365,
  needsLocation: false,
};

export const FIELDS = {
  dealValue: 'Amount',
  currency: 'CurrencyIsoCode',
  closingDate: 'CloseDate',
  notes: 'Co_Sell_Notes__c',
  visibility: 'Referral_Visibility__c',
} as const;
export type MappedScalar = keyof typeof FIELDS;

export function mappingRow(
  canonicalField: string,
  field: string,
  row: Partial<MappingRow> = {},
): MappingRow {
  return {
    developerName: `Default_${canonicalField}`,
    canonicalField,
    object: 'Opportunity',
    field,
    direction: 'Both',
    onCreate: true,
    onUpdate: true,
    conflictRule: null,
    transform: null,
    transformArgument: null,
    recordType: null,
    isActive: true,
    ...row,
  };
}

/** What the package ships: every rule its own default, currency only towards Partner Center. */
export function defaultRows(): MappingRow[] {
  return [
    ...Object.entries(FIELDS).map(([canonical, field]) =>
      mappingRow(canonical, field, {
        ...(canonical === 'currency' ? { direction: 'To Partner Center' } : {}),
      }),
    ),
    mappingRow('dealName', 'Name', { onUpdate: false }),
    mappingRow('customerName', 'Account.Name', { onUpdate: false }),
    mappingRow('customerStreet', 'Account.BillingStreet', { onUpdate: false }),
    mappingRow('customerCity', 'Account.BillingCity', { onUpdate: false }),
    mappingRow('customerCountry', 'Account.BillingCountry', { onUpdate: false }),
    mappingRow('help', 'How_can_Microsoft_help__c', { direction: 'To Partner Center' }),
    mappingRow('statusReason', 'Referral_Response_Reason__c', { direction: 'To Partner Center' }),
  ];
}

const WORDS: [canonical: string, source: string, target: string][] = [
  ['visibility', 'Visible to Microsoft', 'true'],
  ['visibility', 'Private', 'false'],
  ['help', 'Proof of concept or demo', 'ProofOfConceptOrDemo'],
  ['help', 'Quotes or licensing', 'QuotesOrLicensing'],
  ['marketplaceIntent', 'Have not decided', 'HaveNotDecided'],
];

export function valueRow(
  canonicalField: string,
  source: string,
  target: string,
  row: Partial<ValueRow> = {},
): ValueRow {
  return {
    developerName: `Default_${canonicalField}_${target}`,
    object: 'Opportunity',
    canonicalField,
    direction: 'Both',
    source,
    target,
    isActive: true,
    ...row,
  };
}

/** Some of what the package ships. */
export const defaultValues = (): ValueRow[] => WORDS.map((words) => valueRow(...words));

export function orgProfile(
  settings: Partial<Settings> = {},
  mapping: MappingRow[] = defaultRows(),
): OrgProfile {
  const stage = (name: string, isClosed = false, isWon = false, isActive = true) => ({
    name,
    isClosed,
    isWon,
    isActive,
  });
  return {
    orgId: '00DDn00000A1bcdMAB',
    isSandbox: false,
    isMultiCurrency: true,
    defaultCurrency: 'EUR',
    packageVersion: '0.1.0',
    hasDefaultOwner: true,
    stages: [
      stage('Old Prospecting', false, false, false),
      stage('Microsoft Review'),
      stage('Qualification'),
      stage('Negotiation'),
      stage('Closed Won', true, true),
      stage('Closed Won by Partner', true, true),
      stage('Closed Lost', true),
      stage('Closed Cancelled', true),
    ],
    settings: { ...SETTINGS, ...settings },
    mapping,
    valueMapping: defaultValues(),
    recordTypes: [],
  };
}
