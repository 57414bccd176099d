/** How the package's own rows and the admin's become one: the rule the Apex trigger follows too. */
import type { MappingRow, Settings } from '../domain/org.ts';
import { malformed, numberOrNull, textOf, textOrNull, type WireObject } from './wire.ts';

export const SETTING_FIELDS = [
  'Active__c',
  'Receive__c',
  'Share__c',
  'Solutions__c',
  'Leads__c',
  'On_Hold_Stage__c',
  'Active_Stage__c',
  'Undo_Window_Minutes__c',
  'Default_Owner__c',
  'Partner_Location__c',
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

const PACKAGED = 'Default_';

/**
 * The packaged row `Default` with the admin's row `Org` over it, field by field where that is filled. A switch
 * that is neither On nor Off, and a stage that is not set, are taken as off and as no stage.
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
    onHoldStage: textOrNull(merged, 'On_Hold_Stage__c') ?? '',
    activeStage: textOrNull(merged, 'Active_Stage__c') ?? '',
    undoWindowMinutes,
    defaultOwner: textOrNull(merged, 'Default_Owner__c'),
    partnerLocation: textOrNull(merged, 'Partner_Location__c'),
  };
}

/**
 * One row per key (object, canonical field, direction, record type), in order of name. An admin's row wins over a
 * packaged one, also when it is inactive: that is how a packaged row is switched off. Of two rows of an admin with
 * one key the first by name counts.
 */
export function mergeMapping(wire: readonly WireObject[]): MappingRow[] {
  const rows = wire.map(mappingRowOf).sort(byName);
  const isPackaged = (row: MappingRow) => row.developerName.startsWith(PACKAGED);
  const byKey = new Map<string, MappingRow>();
  for (const row of [...rows.filter((row) => !isPackaged(row)), ...rows.filter(isPackaged)])
    if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row);
  return [...byKey.values()].sort(byName);
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

const keyOf = (row: MappingRow) =>
  [row.object, row.canonicalField, row.direction, row.recordType ?? ''].join('|');
const byName = (a: MappingRow, b: MappingRow) => (a.developerName < b.developerName ? -1 : 1);
const isOn = (row: WireObject, field: string) => textOrNull(row, field) === 'On';
const isFilled = (value: unknown) =>
  value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '');
