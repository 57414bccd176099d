/** The lens between a record as read and canonical fields, through the org's own mapping. */
import {
  definitionOf,
  isMemberField,
  isSolutionField,
  roundMoney,
  solutionFields,
  solutionId,
  solutionsOf,
} from './canonical.ts';
import { leadStatus } from './lead-status.ts';
import { stageFor, stageStatus } from './stages.ts';
import type { Mapping } from './mapping.ts';
import type { OrgProfile } from './org.ts';
import { isPersonField, peopleFields, setOf } from './people.ts';
import type {
  DealStatus,
  JsonObject,
  Member,
  RecordSnapshot,
  Shown,
  Solution,
  Writes,
} from './values.ts';

/** A value of the package's own picklist. */
export const VISIBLE = 'Visible to Microsoft';

/** Canonical values a record shows; a canonical field without a readable Salesforce field is absent. */
export function readRecord(
  record: Pick<RecordSnapshot, 'object' | 'fields' | 'solutions'> &
    Partial<Pick<RecordSnapshot, 'contacts' | 'team' | 'attachedNotes'>>,
  mapping: Mapping,
  profile: OrgProfile,
  isInbound: boolean,
): Shown {
  const shown = readMapped(record, mapping);
  if (record.object === 'Lead') {
    // A lead has no amount of its own; one that an admin mapped is in the org's currency, or in one mapped as well.
    if (shown.dealValue !== undefined) shown.currency ??= profile.defaultCurrency;
    return { ...shown, status: leadStatus(record, profile) };
  }
  // A single-currency org has no currency field: every amount is in the org's own currency.
  shown.currency ??= profile.defaultCurrency;
  const { settings } = profile;
  if (settings.solutions) Object.assign(shown, solutionFields(record.solutions));
  if (record.attachedNotes !== undefined) shown.attachedNotes = record.attachedNotes;
  if (settings.contacts) Object.assign(shown, peopleFields('contacts', record.contacts ?? []));
  if (settings.team) Object.assign(shown, peopleFields('team', record.team ?? []));
  shown.status = stageStatus(record, profile, isInbound);
  return shown;
}

/**
 * What a deal is shared with, and checked for. Its solutions go along even where they are not kept the same afterwards:
 * Partner Center takes no deal without one.
 */
export function readForSharing(
  record: RecordSnapshot,
  mapping: Mapping,
  profile: OrgProfile,
): Shown {
  const shown = readRecord(record, mapping, profile, false);
  return record.object === 'Lead' ? shown : { ...shown, ...solutionFields(record.solutions) };
}

function readMapped(record: Pick<RecordSnapshot, 'fields'>, mapping: Mapping): Shown {
  const shown: Shown = {};
  for (const [canonical, mapped] of mapping.fields) {
    const value = mapped.show(record.fields);
    if (value !== undefined) shown[canonical] = value;
  }
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
    if (isMemberField(field)) continue;
    if (definitionOf(field).equalAcross(shown[field] ?? null, value)) continue;
    if (field === 'status') {
      const stage = stageFor(value as DealStatus, profile);
      if (stage) set['StageName'] = stage;
      continue;
    }
    const mapped = mapping.fields.get(field);
    if (mapped) set[mapped.field] = mapped.write(value);
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

export type ContactRow = { fields: JsonObject; role: string };

/** Contacts to add to the deal; undefined when there are none. Nobody is ever taken away from it. */
export function writeContactRows(values: Writes): ContactRow[] | undefined {
  const rows = [...values].flatMap(([field, value]) =>
    isPersonField(field) && setOf(field) === 'contacts' && value !== null
      ? [contactRow(value as Member)]
      : [],
  );
  return rows.length > 0 ? rows : undefined;
}

export function contactRow({ firstName, lastName, email, phoneNumber }: Member): ContactRow {
  const fields = { FirstName: firstName, LastName: lastName, Email: email, Phone: phoneNumber };
  const filled = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
  return { fields: Object.fromEntries(filled), role: 'Other' };
}
