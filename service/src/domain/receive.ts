/** The record an inbound referral becomes, with its account, contacts and solutions. */
import { accountMatch } from './account-match.ts';
import { isSolutionField, solutionFields, solutionsOf } from './canonical.ts';
import type { RecordCreate } from './changes.ts';
import { cut } from './cut.ts';
import { asText, valueAt } from './json.ts';
import { stageFor, stageStatus } from './stages.ts';
import { madeFields } from './made-fields.ts';
import type { Mapping } from './mapping.ts';
import { mirrorReferral } from './mirror.ts';
import type { OrgProfile } from './org.ts';
import { readReferral } from './partner-center-lens.ts';
import { readMembers } from './people.ts';
import { contactRow, writeRecord } from './salesforce-lens.ts';
import type {
  AuditEntry,
  DealStatus,
  Json,
  JsonObject,
  MergedField,
  ReferralDocument,
  Shown,
} from './values.ts';

const DAYS_TO_CLOSE = 90;
const NAME_LENGTH = 120;

export type Receive = {
  create: RecordCreate;
  /** Values the record is created with; the base of the Salesforce side until its answer is read. */
  sent: Shown;
  /** What the referral showed of what was taken from it; the base of its side. */
  source: Shown;
};

/** Undefined when the org has no stage for the referral's status. */
export function receiveReferral(
  referral: ReferralDocument,
  options: { mapping: Mapping; profile: OrgProfile; now: number; audit: AuditEntry[] },
): Receive | undefined {
  const { mapping, profile, now } = options;
  const shown = readReferral(referral);
  const stage = stageFor((shown.status ?? 'pending') as DealStatus, profile);
  if (!stage) return undefined;
  const closingDate = shown.closingDate ?? dateAfter(now, DAYS_TO_CLOSE);
  const values = valuesOf({ ...shown, closingDate }, mapping, profile);
  const customer = asText(valueAt(referral, '/customerProfile/name'));
  const made = madeFields(referral, { ...shown, closingDate }, options);
  const record: JsonObject = {
    ...made.record,
    Name: cut(asText(made.record['Name']) ?? nameOf(referral, customer), NAME_LENGTH),
    StageName: stage,
    // Salesforce takes no Opportunity without one, whatever is mapped.
    CloseDate: closingDate,
    Sync_with_Partner_Center__c: true,
    Co_Sell_Sync_Status__c: 'Synced',
    ...withoutBlanks(writeRecord({}, values, mapping, profile)),
    ...withoutBlanks(mirrorReferral(referral)),
  };
  const solutions = profile.settings.solutions ? solutionsOf(shown) : [];
  return {
    create: {
      object: 'Opportunity',
      create: {
        record,
        ...(customer ? { account: accountOf(customer, referral, made.account, options) } : {}),
        contacts: readMembers(valueAt(referral, '/customerProfile/team'))
          .filter((member) => member.lastName)
          .map((member) => contactRow(member)),
        solutions,
        team: readMembers(referral['team']).flatMap(({ email }) => (email ? [email] : [])),
      },
      audit: options.audit,
    },
    sent: {
      currency: profile.defaultCurrency,
      ...Object.fromEntries(values),
      ...solutionFields(solutions),
      status: stageStatus({ fields: { StageName: stage } }, profile, shown.status === 'pending'),
    },
    source: profile.settings.solutions ? shown : withoutSolutions(shown),
  };
}

/** Switched off they were not taken; switched on again they are news. */
function withoutSolutions(shown: Shown): Shown {
  return Object.fromEntries(Object.entries(shown).filter(([field]) => !isSolutionField(field)));
}

const FIELDS = ['currency', 'dealValue', 'closingDate', 'notes', 'visibility'] as const;

/**
 * What the record is to show: the values its mapping lets in, and null for those it does not. An amount in a currency
 * the record will not have is left out altogether: it is first contact's, which says why it is missing.
 */
export function valuesOf(
  shown: Shown,
  mapping: Mapping,
  profile: OrgProfile,
): Map<MergedField, Json> {
  const values = new Map<MergedField, Json>();
  for (const field of FIELDS) {
    const mapped = mapping.fields.get(field);
    const isThere = mapped && (field !== 'currency' || profile.isMultiCurrency);
    if (!isThere) continue;
    const isTaken = mapped.field === 'CloseDate' || (mapped.inward && mapped.onCreate);
    if (isTaken) values.set(field, shown[field] ?? null);
    else if (field !== 'currency') values.set(field, null);
  }
  const currency = values.get('currency') ?? profile.defaultCurrency;
  if (shown.currency && shown.currency !== currency) values.delete('dealValue');
  return values;
}

/** An inbound deal has no name before it is accepted. */
function nameOf(referral: ReferralDocument, customer: string | null): string {
  return asText(referral['name']) ?? `${customer ?? 'Microsoft'} – Microsoft referral`;
}

/** Salesforce takes no account without a name, whatever is mapped. */
function accountOf(
  name: string,
  referral: ReferralDocument,
  made: JsonObject,
  { mapping, profile }: { mapping: Mapping; profile: OrgProfile },
): { match: JsonObject; fields: JsonObject } {
  const [postalCode, country] = ['postalCode', 'country'].map((part) =>
    asText(valueAt(referral, `/customerProfile/address/${part}`)),
  );
  const named = { name, postalCode: postalCode ?? null, country: country ?? null };
  return {
    match: accountMatch(profile.settings.accountMatch, named, { mapping, made }),
    fields: { Name: name, ...made },
  };
}

export function withoutBlanks(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== ''),
  );
}

function dateAfter(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}
