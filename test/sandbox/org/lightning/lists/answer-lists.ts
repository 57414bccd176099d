/** `GET lists/…`: list views as the user may see them. */
import type { ObjectDef, Row } from '../../schema/types.ts';
import { pathIn } from '../read-record.ts';
import { objectOf, type UiCall } from '../ui-call.ts';
import { refused } from '../ui-error.ts';
import { columnOf, showRows } from './columns.ts';
import type { ListView } from './list-view.ts';

/** `GET lists/{object}`. */
export function listLists(call: UiCall): object[] {
  const object = objectOf(call);
  return viewsOf(call, object)
    .filter((view) => hiddenFilter(call, object, view) === undefined)
    .map(({ name, label }) => ({ name, label }));
}

/** `GET lists/{object}/{name}`: by name of the record. */
export function showList(call: UiCall): object {
  const object = objectOf(call);
  const name = call.params['name'] ?? '';
  const view = viewsOf(call, object).find((one) => one.name === name);
  if (!view) throw refused(404, 'NOT_FOUND', `There is no list view ${object.name}.${name}.`);
  // A reading: the list would tell what the field hides.
  const hidden = hiddenFilter(call, object, view);
  if (hidden !== undefined) {
    throw refused(403, 'INSUFFICIENT_ACCESS', `${view.label} filters by a field you cannot see.`);
  }
  const { schema } = call.user.access;
  const columns = view.columns.flatMap((path) => columnOf(call.org, schema, object, path) ?? []);
  return {
    name,
    label: view.label,
    ...showRows(call, object, columns, rowsOf(call, object, view)),
  };
}

const viewsOf = ({ lists }: UiCall, object: ObjectDef): readonly ListView[] =>
  lists.get(object.name) ?? [];

const hiddenFilter = ({ org, user }: UiCall, object: ObjectDef, { filters }: ListView) =>
  filters.find(({ field }) => !pathIn(org, user.access.schema, object, field))?.field;

function rowsOf({ org, user }: UiCall, object: ObjectDef, view: ListView): Row[] {
  return org.tables
    .all(object.name)
    .filter(
      (row) =>
        row['IsDeleted'] !== true &&
        (!view.isMine || row['OwnerId'] === user.id) &&
        view.filters.every(({ test }) => test(org, row)),
    )
    .sort((a, b) => String(a['Name']).localeCompare(String(b['Name']), 'en'));
}
