/** `GET records/{id}`: what of a record the user may see. */
import { OrgError } from '../errors.ts';
import type { ObjectDef, Row, Schema } from '../schema/types.ts';
import { resolvePath, type Path } from '../soql/paths.ts';
import type { Org } from '../store/org.ts';
import { isoTime, shownField, type ShownField, type View } from './shown-field.ts';
import { recordOf, type UiCall } from './ui-call.ts';
import { refused } from './ui-error.ts';

export type ReadRecord = {
  objectApiName: string;
  lastModifiedDate: string;
  fields: { [path: string]: ShownField };
};

/** Without `fields` everything of the record itself. @throws UiError INVALID_FIELD for a name that nobody has */
export function readRecord(call: UiCall): ReadRecord {
  const { object, row } = recordOf(call);
  const asked = call.query.get('fields');
  const names =
    asked === null
      ? [...object.fields.values()].map(({ name }) => name)
      : asked.split(',').filter((name) => name !== '');
  const fields = names.map((name) => [name, shownPath(call, object, row, name)] as const);
  return {
    objectApiName: object.name,
    lastModifiedDate: isoTime(row['LastModifiedDate'] ?? null),
    fields: Object.fromEntries(
      fields.flatMap(([name, field]) => (field === undefined ? [] : [[name, field]])),
    ),
  };
}

/** Undefined when it is hidden from the user. @throws UiError INVALID_FIELD for a path that nobody has */
export function shownPath(
  { org, user }: Pick<UiCall, 'org' | 'user'>,
  object: ObjectDef,
  row: Row,
  name: string,
): ShownField | undefined {
  const whole = org.schema.object(object.name);
  if (!pathIn(org, org.schema, whole, name)) {
    throw refused(400, 'INVALID_FIELD', `No such column '${name}' on entity '${object.name}'.`);
  }
  const { schema } = user.access;
  const path = pathIn(org, schema, object, name);
  return path && shownAt({ schema, tables: org.tables }, path, object, row);
}

/** Undefined when there is no such path in this schema. */
export function pathIn(
  org: Org,
  schema: Schema,
  object: ObjectDef,
  name: string,
): Path | undefined {
  try {
    return resolvePath({ ...org, schema }, object, name.split('.'), name);
  } catch (error) {
    if (error instanceof OrgError) return undefined;
    throw error;
  }
}

/** The value at the end of a path; nothing where a parent is missing. */
export function shownAt(view: View, path: Path, object: ObjectDef, row: Row): ShownField {
  let holder: { object: ObjectDef; row: Row } | undefined = { object, row };
  for (const parent of path.parents) {
    const id: unknown = holder?.row[parent.field.name];
    const up = typeof id === 'string' ? view.tables.get(parent.object.name, id) : undefined;
    holder = up && { object: parent.object, row: up };
  }
  if (!holder) return { value: null, display: null };
  return shownField(view, holder.object, path.field, holder.row);
}
