/** Users of Apex tests: what profile, permission sets and custom permissions open, from the rows of the org. */
import { accessOf, type Access } from '../../access/access.ts';
import { accessKind, grantName } from '../../access/permissionable.ts';
import type { ObjectRight, PermissionSet } from '../../access/read-permission-sets.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { Schema } from '../../schema/types.ts';
import { ADMIN_PROFILE, STANDARD_PROFILE } from '../../setup-rows.ts';
import type { Org } from '../../store/org.ts';
import type { People } from './people.ts';

export function peopleOfTests(org: Org, sets: ReadonlyMap<string, PermissionSet>): People {
  const standard = standardUser(org.schema);
  const everything = systemAdministrator(org.schema);
  const known = new Map<string, Access>();
  const accessOfUser = (userId: string): Access => {
    const held = setsOf(org, userId, sets);
    const profile = profileOf(org, userId);
    const key = [profile, ...held.map(({ name }) => name)].join();
    const found = known.get(key);
    if (found) return found;
    const own = { [ADMIN_PROFILE]: everything, [STANDARD_PROFILE]: standard }[profile];
    if (!own) throw new UnsupportedApex(`What the profile ${profile} opens`);
    const made = accessOf([own, ...held], org.schema);
    known.set(key, made);
    return made;
  };
  return {
    accessOf: ({ userId }) => accessOfUser(userId),
    holds: ({ userId }, name) => accessOfUser(userId).holds(name),
  };
}

function profileOf(org: Org, userId: string): string {
  const id = org.tables.get('User', userId)?.['ProfileId'];
  return String((typeof id === 'string' && org.tables.get('Profile', id)?.['Name']) || '(none)');
}

/** Sets of the package by their name; one that a test made opens what `SetupEntityAccess` says. */
function setsOf(
  org: Org,
  userId: string,
  sets: ReadonlyMap<string, PermissionSet>,
): PermissionSet[] {
  const live = (type: string) => org.tables.all(type).filter((row) => row['IsDeleted'] !== true);
  return live('PermissionSetAssignment')
    .filter((row) => row['AssigneeId'] === userId)
    .map((row) => {
      const id = String(row['PermissionSetId']);
      const name = String(org.tables.get('PermissionSet', id)?.['Name']);
      const granted = live('SetupEntityAccess').flatMap((one) =>
        one['ParentId'] === id
          ? [
              String(
                org.tables.get('CustomPermission', String(one['SetupEntityId']))?.['DeveloperName'],
              ),
            ]
          : [],
      );
      const own = sets.get(name) ?? emptySet(`${name} ${granted.join()}`);
      return { ...own, customPermissions: new Set([...own.customPermissions, ...granted]) };
    });
}

const emptySet = (name: string): PermissionSet => ({
  name,
  objects: new Map(),
  fields: new Map(),
  metadataTypes: new Set(),
  customPermissions: new Set(),
  userPermissions: new Set(),
  classes: new Set(),
  principals: new Set(),
  tabs: new Set(),
  applications: new Set(),
});

const ALL: ObjectRight[] = ['create', 'read', 'edit', 'delete'];

/** The profile as Salesforce delivers it: standard objects and fields, nothing of a package. */
function standardUser(schema: Schema): PermissionSet {
  const set = emptySet(STANDARD_PROFILE);
  return openObjects(set, schema, (custom) => !custom);
}

/** Everything but custom permissions, which nobody has without a grant. */
function systemAdministrator(schema: Schema): PermissionSet {
  const set = openObjects(emptySet(ADMIN_PROFILE), schema, () => true);
  const types = [...schema.objects.values()].filter((one) => accessKind(one) === 'metadata');
  const metadataTypes = new Set(types.map(({ name }) => name));
  return { ...set, metadataTypes, classes: { has: () => true } };
}

function openObjects(
  set: PermissionSet,
  schema: Schema,
  isOpen: (custom: boolean) => boolean,
): PermissionSet {
  for (const object of schema.objects.values()) {
    if (accessKind(object) !== 'own' || !isOpen(object.custom)) continue;
    set.objects.set(object.name, new Set(ALL));
    for (const field of object.fields.values()) {
      const name = grantName(object, field);
      if (name !== undefined && isOpen(field.custom)) {
        set.fields.set(`${object.name}.${name}`, field.formula === null ? 'edit' : 'read');
      }
    }
  }
  return set;
}
