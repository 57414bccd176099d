/** What one user may do, from the permission sets that are assigned. */
import type { FieldDef, ObjectDef, Schema } from '../schema/types.ts';
import { accessKind, grantName } from './permissionable.ts';
import { USER_CREDENTIAL, type ObjectRight, type PermissionSet } from './read-permission-sets.ts';

export type Access = {
  may(right: ObjectRight, object: ObjectDef): boolean;
  holds(customPermission: string): boolean;
  hasApi: boolean;
  /** Methods of an Apex class, from a component. */
  mayCall(apexClass: string): boolean;
  /** A named principal, as `Credential-Principal`. */
  mayUse(principal: string): boolean;
  seesTab(name: string): boolean;
  seesApplication(name: string): boolean;
  /** The schema as this user sees it: no object and no field that is hidden, and no field open that is closed. */
  schema: Schema;
};

/** Of the administrator, whom nothing is hidden from. */
export const everything = (schema: Schema): Access => ({
  may: () => true,
  holds: () => true,
  hasApi: true,
  mayCall: () => true,
  mayUse: () => true,
  seesTab: () => true,
  seesApplication: () => true,
  schema,
});

export function accessOf(sets: readonly PermissionSet[], schema: Schema): Access {
  const has = (right: ObjectRight, name: string) =>
    sets.some((set) => set.objects.get(name)?.has(right));
  const may: Access['may'] = (right, object) => {
    const kind = accessKind(object);
    if (kind === 'own') return has(right, object.name);
    // Roles, products and team members of a deal are edited by editing the deal.
    if (kind === 'opportunity') return has(right === 'read' ? 'read' : 'edit', 'Opportunity');
    if (kind === 'everybody') return true;
    return right === 'read' && sets.some((set) => set.metadataTypes.has(object.name));
  };
  const fieldRight = (object: ObjectDef, field: FieldDef): 'read' | 'edit' | undefined => {
    const name = accessKind(object) === 'own' ? grantName(object, field) : undefined;
    if (name === undefined) return 'edit';
    const rights = sets.map((set) => set.fields.get(`${object.name}.${name}`));
    return rights.includes('edit') ? 'edit' : rights.includes('read') ? 'read' : undefined;
  };
  return {
    may,
    holds: (name) => sets.some((set) => set.customPermissions.has(name)),
    hasApi: sets.some((set) => set.userPermissions.has('ApiEnabled')),
    mayCall: (name) => sets.some((set) => set.classes.has(name)),
    // Either is not enough: the principal, and reading what holds its secrets.
    mayUse: (name) => has('read', USER_CREDENTIAL) && sets.some((set) => set.principals.has(name)),
    seesTab: (name) => sets.some((set) => set.tabs.has(name)),
    seesApplication: (name) => sets.some((set) => set.applications.has(name)),
    schema: visibleSchema(schema, may, fieldRight),
  };
}

function visibleSchema(
  schema: Schema,
  may: Access['may'],
  fieldRight: (object: ObjectDef, field: FieldDef) => 'read' | 'edit' | undefined,
): Schema {
  const seen = [...schema.objects.values()]
    .filter((object) => may('read', object))
    .map((object): ObjectDef => {
      const fields = [...object.fields.values()].flatMap((field): FieldDef[] => {
        const right = fieldRight(object, field);
        if (right === 'edit') return [field];
        return right === 'read' ? [{ ...field, createable: false, updateable: false }] : [];
      });
      return { ...object, fields: new Map(fields.map((one) => [one.name.toLowerCase(), one])) };
    });
  const objects = new Map(seen.map((object) => [object.name.toLowerCase(), object]));
  return {
    objects,
    find: (name) => objects.get(name.toLowerCase()),
    object(name) {
      const object = objects.get(name.toLowerCase());
      if (!object) throw new Error(`This user does not see ${name}; ask with find`);
      return object;
    },
    byPrefix: (prefix) => seen.find((object) => object.keyPrefix === prefix),
  };
}
