/** How the customer of a deal from Microsoft is found among the accounts: a setting, read in one table. */
import { ACCOUNT } from './mapped-field.ts';
import type { Mapping } from './mapping.ts';
import type { JsonObject } from './values.ts';

/** As a referral names its customer. */
export type Named = { name: string; postalCode: string | null; country: string | null };

type Matching = (named: Named, country: JsonObject) => JsonObject;

/** Values that an account must have, all of them; none means that nobody is looked for. */
const MATCHINGS = {
  'Name and Postal Code': ({ name, postalCode }) => ({
    Name: name,
    BillingPostalCode: postalCode,
  }),
  Name: ({ name }) => ({ Name: name }),
  'Name and Country': ({ name }, country) => ({ Name: name, ...country }),
  Never: () => ({}),
} as const satisfies Record<string, Matching>;

export type AccountMatch = keyof typeof MATCHINGS;

export const ACCOUNT_MATCHES = Object.keys(MATCHINGS) as AccountMatch[];
/** Where nothing is set, or a word that nobody knows. */
export const USUAL_MATCH: AccountMatch = 'Name and Postal Code';

export const isAccountMatch = (word: string): word is AccountMatch =>
  Object.hasOwn(MATCHINGS, word);

/** What the org is asked to find; `made` are the values an account of this customer would be made with. */
export function accountMatch(
  setting: string,
  named: Named,
  { mapping, made }: { mapping: Mapping; made: JsonObject },
): JsonObject {
  const matching: Matching = MATCHINGS[isAccountMatch(setting) ? setting : USUAL_MATCH];
  return matching(named, countryIn(named, mapping, made));
}

/** The country in the field, and in the words, in which accounts have it here. */
function countryIn({ country }: Named, mapping: Mapping, made: JsonObject): JsonObject {
  const mapped = mapping.fields.get('customerCountry')?.field;
  const field = mapped?.startsWith(ACCOUNT) ? mapped.slice(ACCOUNT.length) : 'BillingCountry';
  return { [field]: made[field] ?? country };
}
