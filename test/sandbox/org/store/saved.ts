/** What the org holds, to be put into another one of the same metadata: a sandbox that goes on where it ended. */
import type { Row } from '../schema/types.ts';
import { emptyRow } from './empty-row.ts';
import type { Org } from './org.ts';

export type SavedOrg = { rows: Record<string, Row[]>; autoNumbers: Record<string, number> };

/** Rows of business objects and users; setup comes from the metadata. What a late transaction still holds is not there. */
export function saveOrg({ schema, tables, autoNumbers }: Org): SavedOrg {
  const types = [...schema.objects.values()].filter(
    ({ name, isSetup }) => !isSetup || name === 'User',
  );
  return {
    rows: Object.fromEntries(types.map(({ name }) => [name, tables.all(name)])),
    autoNumbers: Object.fromEntries(autoNumbers),
  };
}

/** Nobody's write: nothing is journalled, nobody is nudged. @throws OrgError for an object the metadata no longer has */
export function restoreOrg(org: Org, saved: SavedOrg): void {
  for (const [type, rows] of Object.entries(saved.rows)) {
    const object = org.schema.object(type);
    for (const row of rows) {
      const after = { ...emptyRow(object), ...row };
      org.tables.write({ kind: 'create', type, id: String(row['Id']), actor: 'system', after });
    }
    skipIds(org, object.keyPrefix, rows);
  }
  org.tables.takeLog();
  for (const [type, last] of Object.entries(saved.autoNumbers)) org.autoNumbers.set(type, last);
}

/** The next new id comes after every one that was given; ids of a prefix count up in their order as text. */
function skipIds(org: Org, prefix: string, rows: Row[]): void {
  const given = rows.map((row) => String(row['Id']).slice(0, 15)).sort();
  const last = given.at(-1);
  if (last === undefined) return;
  let id: string;
  do id = org.newId(prefix).slice(0, 15);
  while (id < last);
}
