/** Columns of lists: their words, and the cells of rows. */
import type { ObjectDef, Row, Schema } from '../../schema/types.ts';
import type { Path } from '../../soql/paths.ts';
import type { Org } from '../../store/org.ts';
import { pathIn, shownAt } from '../read-record.ts';
import type { ShownField } from '../shown-field.ts';
import type { UiCall } from '../ui-call.ts';

export type Column = { name: string; path: Path };

/** Undefined when the user may not see it. */
export function columnOf(
  org: Org,
  schema: Schema,
  object: ObjectDef,
  name: string,
): Column | undefined {
  const path = pathIn(org, schema, object, name);
  return path && { name, path };
}

/** `recordId`: where a name of another record leads. */
type Cell = ShownField & { recordId?: string };

export function showRows(
  { org, user }: UiCall,
  object: ObjectDef,
  columns: readonly Column[],
  rows: readonly Row[],
) {
  const view = { schema: user.access.schema, tables: org.tables };
  const cellOf = ({ path }: Column, row: Row): Cell => {
    const shown = shownAt(view, path, object, row);
    const [parent] = path.parents;
    const target = parent ? row[parent.field.name] : path.field.referenceTo[0] && shown.value;
    return typeof target === 'string' ? { ...shown, recordId: target } : shown;
  };
  return {
    columns: columns.map(({ name, path }) => ({
      field: name,
      label: labelOf(object, path),
      type: path.field.type,
    })),
    rows: rows.map((row) => ({
      id: String(row['Id']),
      cells: Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row)])),
    })),
  };
}

/** `Opportunity Name`, `Account Name`, `Owner Alias`, and a lookup without its `ID`. */
function labelOf(object: ObjectDef, { parents, field }: Path): string {
  const last = parents.at(-1);
  const name = last ? (last.field.relationshipName ?? last.object.label) : object.label;
  const isShort = field.label === 'Name' || (last !== undefined && !field.label.startsWith(name));
  if (isShort) return `${name.replace(/__r$/, '')} ${field.label}`;
  return field.type === 'reference' ? field.label.replace(/ ID$/, '') : field.label;
}
