/** How the package's own rows and the admin's become one: the rule the Apex trigger follows too. */
import { USUAL_MATCH } from '../domain/account-match.ts';
import type { MappingRow, Settings, ValueRow } from '../domain/org.ts';
import { malformed, numberOrNull, textOf, textOrNull, type WireObject } from './wire.ts';

export const SETTING_FIELDS = [
  'Active__c',
  'Receive__c',
  'Share__c',
  'Solutions__c',
  'Leads__c',
  'Bell__c',
  'Team__c',
  'Contacts__c',
  'Lost_Lead_Status__c',
  'On_Hold_Stage__c',
  'Active_Stage__c',
  'Undo_Window_Minutes__c',
  'Default_Owner__c',
  'Partner_Location__c',
  'Account_Match__c',
  'Allow_Duplicates__c',
  'Notes_Mode__c',
  'Country_Source__c',
  'Currency_Source__c',
  'Audit_Retention_Days__c',
  'Location_Needed__c',
] as const;

export const MAPPING_FIELDS = [
  'Canonical_Field__c',
  'Object__c',
  'Field__c',
  'Direction__c',
  'On_Create__c',
  'On_Update__c',
  'Conflict_Rule__c',
  'Transform__c',
  'Transform_Argument__c',
  'Record_Type__c',
  'Is_Active__c',
] as const;

export const VALUE_FIELDS = [
  'Canonical_Field__c',
  'Object__c',
  'Direction__c',
  'Source_Value__c',
  'Target_Value__c',
  'Is_Active__c',
] as const;

const PACKAGED = 'Default_';
const NOTES_TOO = 'Field and Notes';

/**
 * The packaged row `Default` with the admin's row `Org` over it, field by field where that is filled. A switch
 * that is neither On nor Off, and a stage that is not set, are taken as off and as no stage; days of history that are
 * no number over 0 as for ever: what is deleted is gone.
 * @throws HostFault salesforce-malformed when the packaged row is missing
 */
export function mergeSettings(rows: readonly WireObject[]): Settings {
  const packaged = rows.find((row) => row.DeveloperName === 'Default');
  if (!packaged) throw malformed('the Co-Sell Setting "Default" of the package');
  const merged: WireObject = { ...packaged };
  for (const [field, value] of Object.entries(
    rows.find((row) => row.DeveloperName === 'Org') ?? {},
  ))
    if (isFilled(value)) merged[field] = value;

  const undoWindowMinutes = numberOrNull(merged, 'Undo_Window_Minutes__c');
  // Sending a final status cannot be undone: no number must never mean "at once".
  if (undoWindowMinutes === null || undoWindowMinutes < 0)
    throw malformed('minutes, 0 or more, in Undo_Window_Minutes__c of the Co-Sell Setting');
  return {
    active: isOn(merged, 'Active__c'),
    receive: isOn(merged, 'Receive__c'),
    share: isOn(merged, 'Share__c'),
    solutions: isOn(merged, 'Solutions__c'),
    leads: isOn(merged, 'Leads__c'),
    bell: isOn(merged, 'Bell__c'),
    team: isOn(merged, 'Team__c'),
    contacts: isOn(merged, 'Contacts__c'),
    lostLeadStatus: textOrNull(merged, 'Lost_Lead_Status__c'),
    onHoldStage: textOrNull(merged, 'On_Hold_Stage__c') ?? '',
    activeStage: textOrNull(merged, 'Active_Stage__c') ?? '',
    undoWindowMinutes,
    defaultOwner: textOrNull(merged, 'Default_Owner__c'),
    partnerLocation: textOrNull(merged, 'Partner_Location__c'),
    accountMatch: textOrNull(merged, 'Account_Match__c') ?? USUAL_MATCH,
    allowDuplicates: isOn(merged, 'Allow_Duplicates__c'),
    notesMode: textOrNull(merged, 'Notes_Mode__c') === NOTES_TOO ? NOTES_TOO : 'Field',
    countrySource: textOrNull(merged, 'Country_Source__c')?.trim() ?? null,
    currencySource: textOrNull(merged, 'Currency_Source__c')?.trim() ?? null,
    auditRetentionDays: daysOrNull(merged),
    needsLocation: isOn(merged, 'Location_Needed__c'),
  };
}

/**
 * One row per key (object, canonical field, direction, record type), in order of name. An admin's row wins over a
 * packaged one, also when it is inactive: that is how a packaged row is switched off. Of two rows of an admin with
 * one key the first by name counts.
 */
export function mergeMapping(wire: readonly WireObject[]): MappingRow[] {
  return winners(wire.map(mappingRowOf), keyOf).sort(byName);
}

/** The same for value mapping rows (object, canonical field, direction, source value), the admin's first. */
export function mergeValueMapping(wire: readonly WireObject[]): ValueRow[] {
  return winners(wire.map(valueRowOf), ({ object, canonicalField, direction, source }) =>
    [object, canonicalField, direction, source].join('|'),
  );
}

function winners<Row extends { developerName: string }>(
  unsorted: Row[],
  keyOfRow: (row: Row) => string,
): Row[] {
  const rows = unsorted.sort(byName);
  const isPackaged = (row: Row) => row.developerName.startsWith(PACKAGED);
  const byKey = new Map<string, Row>();
  for (const row of [...rows.filter((row) => !isPackaged(row)), ...rows.filter(isPackaged)])
    if (!byKey.has(keyOfRow(row))) byKey.set(keyOfRow(row), row);
  return [...byKey.values()];
}

function valueRowOf(row: WireObject): ValueRow {
  return {
    developerName: textOf(row, 'DeveloperName'),
    canonicalField: textOrNull(row, 'Canonical_Field__c') ?? '',
    object: textOrNull(row, 'Object__c') ?? '',
    direction: textOrNull(row, 'Direction__c') ?? '',
    source: textOrNull(row, 'Source_Value__c') ?? '',
    target: textOrNull(row, 'Target_Value__c') ?? '',
    isActive: row.Is_Active__c === true,
  };
}

function mappingRowOf(row: WireObject): MappingRow {
  return {
    developerName: textOf(row, 'DeveloperName'),
    canonicalField: textOrNull(row, 'Canonical_Field__c') ?? '',
    object: textOrNull(row, 'Object__c') ?? '',
    field: textOrNull(row, 'Field__c')?.trim() ?? '',
    direction: textOrNull(row, 'Direction__c') ?? '',
    onCreate: row.On_Create__c === true,
    onUpdate: row.On_Update__c === true,
    conflictRule: textOrNull(row, 'Conflict_Rule__c'),
    transform: textOrNull(row, 'Transform__c'),
    transformArgument: textOrNull(row, 'Transform_Argument__c'),
    recordType: textOrNull(row, 'Record_Type__c'),
    isActive: row.Is_Active__c === true,
  };
}

function daysOrNull(row: WireObject): number | null {
  const days = numberOrNull(row, 'Audit_Retention_Days__c');
  return days !== null && days > 0 ? days : null;
}

const keyOf = (row: MappingRow) =>
  [row.object, row.canonicalField, row.direction, row.recordType ?? ''].join('|');
type Named = { developerName: string };
const byName = (a: Named, b: Named) => (a.developerName < b.developerName ? -1 : 1);
const isOn = (row: WireObject, field: string) => textOrNull(row, field) === 'On';
const isFilled = (value: unknown) =>
  value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '');
