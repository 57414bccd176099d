/** Field paths of a query: `Amount`, `Account.BillingCity`, `Opportunity__r.Owner.Email`. */
import { findField, type FieldDef, type ObjectDef, type Row, type Value } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import { noSuchColumn, noSuchRelationship } from './soql-errors.ts';

export type Path = { parents: { field: FieldDef; object: ObjectDef }[]; field: FieldDef };

/** @throws OrgError INVALID_FIELD naming the part that does not exist */
export function resolvePath(org: Org, object: ObjectDef, names: string[], soql: string): Path {
  const parents: Path['parents'] = [];
  let current = object;
  for (const name of names.slice(0, -1)) {
    const up = [...current.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === name.toLowerCase(),
    );
    // A polymorphic owner is read as the first object it may be.
    const target = up?.referenceTo[0];
    const parent = target === undefined ? undefined : org.schema.find(target);
    if (!up || !parent) throw noSuchRelationship(soql, name);
    current = parent;
    parents.push({ field: up, object: current });
  }
  const last = names[names.length - 1] ?? '';
  const field = findField(current, last);
  if (!field) throw noSuchColumn(soql, last, current.name);
  return { parents, field };
}

/** Value at the end of a path; null when a parent is missing. */
export function readPath(org: Org, path: Path, row: Row): Value {
  const end = path.parents.reduce<Row | undefined>((current, parent) => {
    const id = current?.[parent.field.name];
    return typeof id === 'string' ? org.tables.get(parent.object.name, id) : undefined;
  }, row);
  return end?.[path.field.name] ?? null;
}
