/**
 * Settings and mapping rows as the package's trigger reads them: an admin's row wins over the packaged one
 * (package.md section 1).
 */
import type { Row } from './schema/types.ts';
import type { Org } from './store/org.ts';

/** `Default`, overlaid field by field with what is filled in `Org`. */
export function readSettings(org: Org): Row {
  const rows = org.schema.find('Co_Sell_Setting__mdt')
    ? org.tables.all('Co_Sell_Setting__mdt')
    : [];
  const named = (name: string) => rows.find((row) => row['DeveloperName'] === name) ?? {};
  const filled = Object.entries(named('Org')).filter(([, value]) => value !== null);
  return { ...named('Default'), ...Object.fromEntries(filled) };
}

export type MappedField = { field: string; direction: string };

/** Active mapping rows of an object, an admin's before the packaged one of the same key. */
export function readMapping(org: Org, object: string): MappedField[] {
  if (!org.schema.find('Co_Sell_Field_Mapping__mdt')) return [];
  const byKey = new Map<string, Row>();
  for (const row of org.tables.all('Co_Sell_Field_Mapping__mdt')) {
    if (row['Object__c'] !== object) continue;
    const key = ['Object__c', 'Canonical_Field__c', 'Direction__c', 'Record_Type__c']
      .map((name) => String(row[name] ?? ''))
      .join('|');
    const isPackaged = String(row['DeveloperName']).startsWith('Default_');
    if (!byKey.has(key) || !isPackaged) byKey.set(key, row);
  }
  return [...byKey.values()]
    .filter((row) => row['Is_Active__c'] === true)
    .map((row) => ({ field: String(row['Field__c']), direction: String(row['Direction__c']) }));
}
