/** What an admin changes while everything runs, and puts back before the end. */
import type { Stage } from './stage.ts';

const SWITCHES = ['Receive__c', 'Share__c', 'Solutions__c', 'Leads__c'];
const ROWS = ['Default_Notes', 'Default_ClosingDate', 'Default_DealValue'];
/** Switched off, its field unknown, and as packaged. */
const CHANGES = [{ Is_Active__c: false }, { Field__c: 'No_Such_Field__c' }];
const FIELDS: Readonly<Record<string, string>> = {
  Default_Notes: 'Co_Sell_Notes__c',
  Default_ClosingDate: 'CloseDate',
  Default_DealValue: 'Amount',
};

export function setSwitch({ world }: Stage, which: number, to: 'On' | 'Off'): void {
  const [row] = world.org.query("SELECT Id FROM Co_Sell_Setting__mdt WHERE DeveloperName = 'Org'");
  const admin = world.org.as('system');
  const id = row
    ? String(row['Id'])
    : admin.create('Co_Sell_Setting__mdt', { DeveloperName: 'Org' });
  admin.update('Co_Sell_Setting__mdt', id, { [SWITCHES[which % SWITCHES.length] ?? '']: to });
}

export function setMapping({ world }: Stage, which: number, way: number): void {
  const name = ROWS[which % ROWS.length] ?? '';
  const [row] = world.org.query(
    `SELECT Id FROM Co_Sell_Field_Mapping__mdt WHERE DeveloperName = '${name}'`,
  );
  const asPackaged = { Is_Active__c: true, Field__c: FIELDS[name] };
  world.org
    .as('system')
    .update('Co_Sell_Field_Mapping__mdt', String(row?.['Id']), CHANGES[way % 4] ?? asPackaged);
}

const AS_PACKAGED = 3;

export function resetSettings(stage: Stage): void {
  SWITCHES.forEach((_, n) => setSwitch(stage, n, 'On'));
  ROWS.forEach((_, n) => setMapping(stage, n, AS_PACKAGED));
}
