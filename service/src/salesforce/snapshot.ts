/** A row as read, turned into what the domain works on. */
import type { Json, JsonObject, Member, RecordSnapshot, Solution } from '../domain/values.ts';
import type { Selection } from './record-fields.ts';
import { isObject, numberOrNull, textOf, textOrNull, type WireObject } from './wire.ts';

/** The children, complete: pages of a sub-query that was cut are fetched before. */
export type Children = {
  solutions: WireObject[];
  contactRoles: WireObject[];
  teamMembers: WireObject[];
};

export function snapshotOf(
  row: WireObject,
  children: Children,
  selection: Selection,
): RecordSnapshot {
  const fields: JsonObject = {};
  for (const path of selection.fields) fields[path] = valueAt(row, path);
  return {
    id: textOf(row, 'Id'),
    object: selection.object,
    deleted: row.IsDeleted === true,
    version: textOf(row, 'SystemModstamp'),
    token: textOrNull(row, 'Co_Sell_Change_Token__c'),
    fields,
    solutions: children.solutions.map(solutionOf),
    contacts: children.contactRoles.flatMap(({ Contact: contact }) =>
      isObject(contact) ? [memberOf(contact)] : [],
    ),
    ...(selection.teamFields.length > 0
      ? {
          team: children.teamMembers.flatMap(({ User: user }) =>
            isObject(user) ? [memberOf(user)] : [],
          ),
        }
      : {}),
  };
}

/** An empty lookup makes the whole parent null. Names in answers have the org's spelling, not the query's. */
function valueAt(row: WireObject, path: string): Json {
  let at: Json = row;
  for (const name of path.split('.')) {
    if (!isObject(at)) return null;
    at = name in at ? (at[name] ?? null) : spelledLike(at, name);
  }
  return at;
}

function spelledLike(row: WireObject, name: string): Json {
  const wanted = name.toLowerCase();
  const key = Object.keys(row).find((other) => other.toLowerCase() === wanted);
  return key === undefined ? null : (row[key] ?? null);
}

function solutionOf(row: WireObject): Solution {
  return {
    id: textOf(row, 'Solution_Id__c'),
    name: textOrNull(row, 'Solution_Name__c'),
    quantity: numberOrNull(row, 'Quantity__c'),
    price: numberOrNull(row, 'Price__c'),
    currency: textOrNull(row, 'Currency_Code__c'),
  };
}

function memberOf(person: WireObject): Member {
  return {
    firstName: textOrNull(person, 'FirstName'),
    lastName: textOrNull(person, 'LastName'),
    phoneNumber: textOrNull(person, 'Phone'),
    email: textOrNull(person, 'Email'),
  };
}
