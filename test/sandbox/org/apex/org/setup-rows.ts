/** The rows of setup that Apex reads: profiles, permission sets, custom permissions, the bell, the standard price book. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPermissionSets, type PermissionSet } from '../../access/read-permission-sets.ts';
import type { Row } from '../../schema/types.ts';
import { emptyRow } from '../../store/empty-row.ts';
import { toWireTime } from '../../store/date-time.ts';
import type { Org } from '../../store/org.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { ADMIN_PROFILE, STANDARD_PROFILE } from './people-of-tests.ts';

/** @returns the permission sets of the package, of which there are rows now */
export function addSetupRows(org: Org, metadataDir: string): Map<string, PermissionSet> {
  const sets = readPermissionSets(metadataDir, org.schema);
  for (const Name of [ADMIN_PROFILE, STANDARD_PROFILE]) addSetupRow(org, 'Profile', { Name });
  for (const { name } of sets.values())
    addSetupRow(org, 'PermissionSet', { Name: name, Label: name });
  for (const DeveloperName of namesIn(join(metadataDir, 'customPermissions'))) {
    addSetupRow(org, 'CustomPermission', { DeveloperName, MasterLabel: DeveloperName });
  }
  for (const DeveloperName of namesIn(join(metadataDir, 'notificationtypes'))) {
    addSetupRow(org, 'CustomNotificationType', { DeveloperName, MasterLabel: DeveloperName });
  }
  addSetupRow(org, 'Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true });
  org.tables.takeLog();
  return sets;
}

/** Makes a user an administrator; gives the id of the profile of that name. */
export function giveProfile(org: Org, userId: string, profileName: string): void {
  const profile = org.tables.all('Profile').find((row) => row['Name'] === profileName);
  const user = org.tables.get('User', userId);
  if (!profile || !user) throw new UnsupportedApex(`Profile ${profileName}`);
  const after = { ...user, ProfileId: profile['Id'] ?? null };
  org.tables.write({ kind: 'update', type: 'User', id: userId, actor: 'system', after });
  org.tables.takeLog();
}

export function standardPricebook(org: Org): string {
  const found = org.tables.all('Pricebook2').find((row) => row['IsStandard'] === true);
  if (!found) throw new UnsupportedApex('An org without a standard price book');
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
