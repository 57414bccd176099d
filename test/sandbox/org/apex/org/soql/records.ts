/** The SELECT list of a query in Apex: rows of the org as records with exactly the fields that were asked for. */
import type { FieldType as Selected, Subquery } from '@jetstreamapp/soql-parser-js';
import type { ObjectDef, Row } from '../../../schema/types.ts';
import { resolvePath } from '../../../soql/paths.ts';
import { selectRows, type QueryContext } from '../../../soql/run-query.ts';
import { noSuchRelationship, notSimulated } from '../../../soql/soql-errors.ts';
import { ApexList } from '../../values/collections.ts';
import { SObjectValue } from '../../values/sobject.ts';
import type { Run } from '../../run/run.ts';
import { toApex } from '../field-values.ts';

export type Project = (row: Row) => SObjectValue;
type Column = (row: Row, record: SObjectValue) => void;

export function projectRecords(
  run: Run,
  context: QueryContext,
  object: ObjectDef,
  selected: readonly Selected[],
): Project {
  const columns = selected.flatMap((one) => columnsOf(run, context, object, one));
  const id = context.org.schema.object(object.name).fields.get('id');
  return (row) => {
    const record = new SObjectValue(run.program.sobjects.get(object.name));
    record.isQueried = true;
    if (id) record.fields.set('Id', toApex(object, id, row['Id']));
    for (const fill of columns) fill(row, record);
    return record;
  };
}

function columnsOf(
  run: Run,
  context: QueryContext,
  object: ObjectDef,
  selected: Selected,
): Column[] {
  if (selected.type === 'FieldSubquery') return [children(run, context, object, selected.subquery)];
  if (selected.type === 'FieldFunctionExpression' && selected.functionName === 'FIELDS')
    return allFields(run, context, object, String(selected.parameters[0]));
  if (selected.type !== 'Field' && selected.type !== 'FieldRelationship') {
    throw notSimulated(`${'rawValue' in selected ? String(selected.rawValue) : selected.type}`);
  }
  const names =
    selected.type === 'Field' ? [selected.field] : [...selected.relationships, selected.field];
  return [pathColumn(run, context, object, names)];
}

function allFields(run: Run, context: QueryContext, object: ObjectDef, which: string): Column[] {
  const wanted = which.toUpperCase();
  return [...object.fields.values()]
    .filter(({ custom }) => wanted === 'ALL' || custom === (wanted === 'CUSTOM'))
    .map((field) => pathColumn(run, context, object, [field.name]));
}

/** Parents come as records of their own, with the lookup that leads to them. */
function pathColumn(run: Run, context: QueryContext, object: ObjectDef, names: string[]): Column {
  const path = resolvePath(context.org, object, names, context.soql);
  return (row, record) => {
    let [fromObject, from, into] = [object, row, record];
    for (const { field, object: parentObject } of path.parents) {
      const name = field.relationshipName ?? field.name;
      const id = from[field.name];
      into.fields.set(field.name, toApex(fromObject, field, id));
      const parent =
        typeof id === 'string' ? context.org.tables.get(parentObject.name, id) : undefined;
      if (!parent) return void into.fields.set(name, null);
      const known = into.fields.get(name);
      const made = known instanceof SObjectValue ? known : parentRecord(run, parentObject, parent);
      into.fields.set(name, made);
      [fromObject, from, into] = [parentObject, parent, made];
    }
    into.fields.set(path.field.name, toApex(fromObject, path.field, from[path.field.name]));
  };
}

function parentRecord(run: Run, object: ObjectDef, row: Row): SObjectValue {
  const record = new SObjectValue(run.program.sobjects.get(object.name));
  record.isQueried = true;
  const id = object.fields.get('id');
  if (id) record.fields.set('Id', toApex(object, id, row['Id']));
  return record;
}

function children(run: Run, context: QueryContext, parent: ObjectDef, subquery: Subquery): Column {
  const wanted = subquery.relationshipName.toLowerCase();
  for (const child of context.org.schema.objects.values()) {
    for (const field of child.fields.values()) {
      const name = field.childRelationship;
      if (name?.toLowerCase() !== wanted || !field.referenceTo.includes(parent.name)) continue;
      const project = projectRecords(run, context, child, subquery.fields ?? []);
      return (row, record) => {
        const mine = context.org.tables
          .all(child.name)
          .filter((one) => one[field.name] === row['Id']);
        const rows = selectRows(context, child, subquery, mine).map(project);
        run.limits.use(run, 'queryRows', rows.length);
        record.fields.set(name, new ApexList(run.program.sobjects.listType(child.name), rows));
      };
    }
  }
  throw noSuchRelationship(context.soql, subquery.relationshipName);
}
