/** The lens between an Opportunity as read and canonical fields, through the org's own mapping. */
import {
  definitionOf,
  isSolutionField,
  NOTES_LENGTH,
  plainText,
  roundMoney,
  solutionFields,
  solutionId,
  solutionsOf,
} from './canonical.ts';
import { stageFor, stageStatus } from './lifecycle.ts';
import { codeFieldOf, type Mapping } from './mapping.ts';
import type { OrgProfile } from './org.ts';
import type {
  CanonicalName,
  DealStatus,
  Json,
  JsonObject,
  RecordSnapshot,
  Shown,
  Solution,
  Writes,
} from './values.ts';

/** Picklist values of the package and what Partner Center calls them. The pairing of help codes is inferred. */
export const VISIBLE = 'Visible to Microsoft';
const HELP_CODES: Record<string, string> = {
  'Workload specific value proposition': 'WorkloadSpecificValueProposition',
  'Customer technical architecture': 'CustomerTechnicalArchitecture',
  'Proof of concept or demo': 'ProofOfConceptOrDemo',
  'Quotes or licensing': 'QuotesOrLicensing',
  'Post sales customer success': 'PostSalesCustomerSuccess',
  'General or other': 'GeneralOrOther',
};

const READERS: Partial<Record<CanonicalName, (raw: Json) => Json>> = {
  dealValue: (raw) => (typeof raw === 'number' ? raw : null),
  closingDate: (raw) => (typeof raw === 'string' ? raw.slice(0, 10) : null),
  visibility: (raw) => raw === VISIBLE,
  help: (raw) => (typeof raw === 'string' ? (HELP_CODES[raw] ?? null) : null),
  currency: (raw) => (typeof raw === 'string' ? raw.toUpperCase() : null),
};

const WRITERS: Partial<Record<CanonicalName, (value: Json) => Json>> = {
  dealValue: roundMoney,
  notes: (value) => {
    if (typeof value !== 'string') return null;
    return value.length > NOTES_LENGTH ? plainText(value) : value;
  },
  visibility: (value) => (value === true ? VISIBLE : 'Private'),
};

/** Canonical values a record shows; a canonical field without a readable Salesforce field is absent. */
export function readRecord(
  record: Pick<RecordSnapshot, 'fields' | 'solutions'>,
  mapping: Mapping,
  profile: OrgProfile,
  isInbound: boolean,
): Shown {
  const shown: Shown = {};
  for (const [canonical, { field }] of mapping.fields) {
    const raw = record.fields[codeFieldOf(canonical, field) ?? ''] ?? record.fields[field];
    if (raw === undefined) continue;
    const read = READERS[canonical];
    shown[canonical] = read ? read(raw) : raw === '' ? null : raw;
  }
  // A single-currency org has no currency field: every amount is in the org's own currency.
  shown.currency ??= profile.defaultCurrency;
  if (profile.settings.solutions) Object.assign(shown, solutionFields(record.solutions));
  shown.status = stageStatus(record, profile, isInbound);
  return shown;
}

/** Fields to set so that the record shows these values; nothing for a value it shows already. */
export function writeRecord(
  shown: Shown,
  values: Writes,
  mapping: Mapping,
  profile: OrgProfile,
): JsonObject {
  const set: JsonObject = {};
  for (const [field, value] of values) {
    if (isSolutionField(field)) continue;
    if (definitionOf(field).equalAcross(shown[field] ?? null, value)) continue;
    if (field === 'status') {
      const stage = stageFor(value as DealStatus, profile);
      if (stage) set['StageName'] = stage;
      continue;
    }
    const mapped = mapping.fields.get(field);
    const write = WRITERS[field];
    if (mapped) set[mapped.field] = write ? write(value) : value;
  }
  return set;
}

export type SolutionRows = { expect: Solution[]; upsert: Solution[]; remove: string[] };

/** Solution rows to write and to remove for these values; undefined when there is nothing to do. */
export function writeSolutionRows(shown: Shown, values: Writes): SolutionRows | undefined {
  const rows: SolutionRows = { expect: solutionsOf(shown), upsert: [], remove: [] };
  for (const [field, value] of values) {
    if (!isSolutionField(field)) continue;
    if (definitionOf(field).equalAcross(shown[field] ?? null, value)) continue;
    if (value === null) rows.remove.push(solutionId(field));
    else rows.upsert.push(toScale(value as unknown as Solution));
  }
  return rows.upsert.length + rows.remove.length > 0 ? rows : undefined;
}

/** Rounded here, so that how Salesforce rounds does not matter. */
function toScale(solution: Solution): Solution {
  const { quantity, price } = solution;
  return { ...solution, quantity: roundMoney(quantity), price: roundMoney(price) };
}
