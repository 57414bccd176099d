/** Addresses in an org with state and country picklists: code and text go together, and both must be in the lists. */
import { saveError } from '../errors.ts';
import type { ObjectDef, Row } from '../schema/types.ts';
import { addressPrefixes, COUNTRIES, STATES } from '../standard-objects/country-picklists.ts';
import type { Org } from '../store/org.ts';

/** The row with texts and codes that agree. @throws OrgError in the platform's words */
export function pairAddresses(org: Org, object: ObjectDef, row: Row, old: Row | null): Row {
  if (!org.features.countryPicklists || object.name === 'Organization') return row;
  return addressPrefixes(object).reduce((next, prefix) => {
    const country = pair(next, old, { name: `${prefix}Country`, list: COUNTRIES, what: 'country' });
    if (!object.fields.has(`${prefix}statecode`.toLowerCase())) return country;
    const list = STATES.get(String(country[`${prefix}CountryCode`])) ?? new Map<string, string>();
    return pair(country, old, { name: `${prefix}State`, list, what: 'state' });
  }, row);
}

type Part = { name: string; list: ReadonlyMap<string, string>; what: string };

/** A code that was set wins over a text. */
function pair(row: Row, old: Row | null, { name, list, what }: Part): Row {
  const code = `${name}Code`;
  const isNew = (field: string) => (row[field] ?? null) !== (old?.[field] ?? null);
  if (isNew(code) && row[code] !== null) {
    const text = list.get(String(row[code]));
    return text === undefined ? refuse(what, code) : { ...row, [name]: text };
  }
  if (!isNew(name)) return row;
  if ((row[name] ?? null) === null) return { ...row, [code]: null };
  const found = [...list].find(
    ([, text]) => text.toLowerCase() === String(row[name]).toLowerCase(),
  );
  return found ? { ...row, [name]: found[1], [code]: found[0] } : refuse(what, name);
}

function refuse(what: string, field: string): never {
  throw saveError(
    'FIELD_INTEGRITY_EXCEPTION',
    `There's a problem with this ${what}, even though it may appear correct. Please select a ${what} from the list of valid ${what === 'state' ? 'states' : 'countries'}.`,
    [field],
  );
}
