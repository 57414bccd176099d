/** The SELECT list: a row of the org as a record of the answer. */
import type { FieldType as SelectedField, Subquery } from '@jetstreamapp/soql-parser-js';
import type { ObjectDef, Row } from '../schema/types.ts';
import { wireValue } from './wire-value.ts';
import { resolvePath, type Path } from './paths.ts';
import type { QueryContext } from './run-query.ts';
import { malformed, notSimulated } from './soql-errors.ts';

export type QueryRecord = { attributes: { type: string; url: string }; [field: string]: unknown };
type ChildRows = (
  context: QueryContext,
  parent: ObjectDef,
  subquery: Subquery,
) => (parentId: string) => QueryRecord[];
type Column = (row: Row, record: QueryRecord) => void;

/** Keys come in SELECT order under their own names, `attributes` first. */
export function projector(
  context: QueryContext,
  object: ObjectDef,
  selected: SelectedField[],
  childRows: ChildRows,
): (row: Row) => QueryRecord {
  const seen = new Set<string>();
  const columns = selected.map((field) => column(context, object, field, seen, childRows));
  return (row) => {
    const record = startRecord(context, object, row);
    for (const fill of columns) fill(row, record);
    return record;
  };
}

function column(
  context: QueryContext,
  object: ObjectDef,
  selected: SelectedField,
  seen: Set<string>,
  childRows: ChildRows,
): Column {
  if (selected.type === 'FieldSubquery') {
    const { subquery } = selected;
    const rowsOf = childRows(context, object, subquery);
    return (row, record) => {
      const records = rowsOf(String(row['Id']));
      record[subquery.relationshipName] =
        records.length === 0 ? null : { totalSize: records.length, done: true, records };
    };
  }
  if (selected.type !== 'Field' && selected.type !== 'FieldRelationship') {
    const raw = 'rawValue' in selected ? String(selected.rawValue) : selected.type;
    throw notSimulated(`${raw} in the SELECT list`);
  }
  if ('alias' in selected || 'objectPrefix' in selected) throw notSimulated('an alias');
  const names =
    selected.type === 'Field' ? [selected.field] : [...selected.relationships, selected.field];
  const key = names.join('.').toLowerCase();
  if (seen.has(key)) throw malformed(`duplicate field selected: ${names.join('.')}`);
  seen.add(key);
  return pathColumn(context, resolvePath(context.org, object, names, context.soql));
}

function pathColumn(context: QueryContext, path: Path): Column {
  return (row, record) => {
    let from: Row = row;
    let into = record;
    for (const { field, object } of path.parents) {
      const name = field.relationshipName ?? field.name;
      const id = from[field.name];
      const parent = typeof id === 'string' ? context.org.tables.get(object.name, id) : undefined;
      if (!parent) return void (into[name] = null);
      const made = (into[name] as QueryRecord | undefined) ?? startRecord(context, object, parent);
      into[name] = made;
      from = parent;
      into = made;
    }
    into[path.field.name] = wireValue(path.field, from[path.field.name] ?? null);
  };
}

const startRecord = (context: QueryContext, object: ObjectDef, row: Row): QueryRecord => ({
  attributes: {
    type: object.name,
    url: `${context.options.base}/sobjects/${object.name}/${row['Id']}`,
  },
});
