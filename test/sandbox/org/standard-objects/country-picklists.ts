/**
 * State and country picklists: codes beside the text fields of every address, and no text that is not in the lists
 * (`save/addresses.ts`). A few of the platform's countries, and states only where it has them.
 */
import { picklist } from '../schema/fields.ts';
import type { ObjectDef } from '../schema/types.ts';

export const COUNTRIES = new Map([
  ['AU', 'Australia'],
  ['CA', 'Canada'],
  ['DE', 'Germany'],
  ['ES', 'Spain'],
  ['FI', 'Finland'],
  ['FR', 'France'],
  ['GB', 'United Kingdom'],
  ['IN', 'India'],
  ['IS', 'Iceland'],
  ['IT', 'Italy'],
  ['NL', 'Netherlands'],
  ['SE', 'Sweden'],
  ['US', 'United States'],
]);

export const STATES = new Map([
  [
    'AU',
    new Map([
      ['NSW', 'New South Wales'],
      ['WA', 'Western Australia'],
    ]),
  ],
  [
    'US',
    new Map([
      ['CA', 'California'],
      ['NY', 'New York'],
      ['TX', 'Texas'],
      ['WA', 'Washington'],
    ]),
  ],
  [
    'CA',
    new Map([
      ['BC', 'British Columbia'],
      ['ON', 'Ontario'],
      ['QC', 'Quebec'],
    ]),
  ],
]);

/** `Billing`, `Mailing`, … and nothing where an object has one address only. */
export const addressPrefixes = (object: ObjectDef): string[] =>
  [...object.fields.values()].flatMap(({ name, custom }) =>
    custom || !name.endsWith('Country') ? [] : [name.slice(0, -'Country'.length)],
  );

export function addCountryCodes(object: ObjectDef): void {
  if (object.name === 'Organization') return;
  for (const prefix of addressPrefixes(object)) {
    const codes = {
      Country: [...COUNTRIES.keys()],
      State: [...new Set([...STATES.values()].flatMap((of) => [...of.keys()]))],
    };
    for (const [part, values] of Object.entries(codes)) {
      if (!object.fields.has(`${prefix}${part}`.toLowerCase())) continue;
      const name = `${prefix}${part}Code`;
      const field = picklist(name, `${prefix} ${part} Code`.trim(), values, {
        restricted: true,
        length: 10,
      });
      object.fields.set(name.toLowerCase(), field);
    }
  }
}
