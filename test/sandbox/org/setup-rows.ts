/** The rows of setup that an org is born with: profiles, permissions of the package, the bell, the standard price book. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './schema/types.ts';
import { toWireTime } from './store/date-time.ts';
import { emptyRow } from './store/empty-row.ts';
import type { Org } from './store/org.ts';

export const ADMIN_PROFILE = 'System Administrator';
export const STANDARD_PROFILE = 'Standard User';

export function addSetupRows(org: Org, metadataDir: string): void {
  for (const Name of [ADMIN_PROFILE, STANDARD_PROFILE]) addSetupRow(org, 'Profile', { Name });
  for (const Name of org.permissionSets.keys())
    addSetupRow(org, 'PermissionSet', { Name, Label: Name });
  for (const DeveloperName of namesIn(join(metadataDir, 'customPermissions'))) {
    addSetupRow(org, 'CustomPermission', { DeveloperName, MasterLabel: DeveloperName });
  }
  for (const DeveloperName of namesIn(join(metadataDir, 'notificationtypes'))) {
    addSetupRow(org, 'CustomNotificationType', { DeveloperName, MasterLabel: DeveloperName });
  }
  addSetupRow(org, 'Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true });
}

/** @throws Error when the org has no such profile or user */
export function giveProfile(org: Org, userId: string, profileName: string): void {
  const user = org.tables.get('User', userId);
  if (!user) throw new Error(`There is no user ${userId}`);
  const after = { ...user, ProfileId: profileId(org, profileName) };
  org.tables.write({ kind: 'update', type: 'User', id: userId, actor: 'system', after });
  org.tables.takeLog();
}

/** @throws Error naming a profile that is not there */
export function profileId(org: Org, name: string): string {
  const profile = org.tables.all('Profile').find((row) => row['Name'] === name);
  if (!profile) throw new Error(`The org has no profile ${name}`);
  return String(profile['Id']);
}

export function standardPricebook(org: Org): string {
  const found = org.tables.all('Pricebook2').find((row) => row['IsStandard'] === true);
  if (!found) throw new Error('The org has no standard price book');
  return String(found['Id']);
}

/** Nobody's write once the log is taken. @returns its id */
export function addSetupRow(org: Org, type: string, fields: Row): string {
  const object = org.schema.object(type);
  const id = org.newId(object.keyPrefix);
  const now = toWireTime(org.clock.now());
  const stamps = { CreatedDate: now, LastModifiedDate: now, SystemModstamp: now };
  const after = { ...emptyRow(object), ...stamps, ...fields, Id: id };
  org.tables.write({ kind: 'create', type, id, actor: 'system', after });
  return id;
}

const namesIn = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder).sort() : []).map((file) => file.split('.')[0] ?? '');
