/** The example records of `test/card/states`, as `getRecord` answers them. */
import { readdirSync, readFileSync } from 'fs';
import { resolve } from 'path';
import { FIELDS } from 'c/coSellDeal';

const FOLDER = resolve('test/card/states');

export function stateNames() {
  return readdirSync(FOLDER).map((file) => file.replace('.json', ''));
}

export function loadState(name) {
  return JSON.parse(readFileSync(resolve(FOLDER, `${name}.json`), 'utf8'));
}

/** A record with every field of the card; what a state does not name is null, what is hidden is left out. */
export function recordOf({ fields, displayValues = {}, missingFields = [] }, changes = {}) {
  const values = { ...fields, ...changes };
  const names = Object.values(FIELDS).map(({ fieldApiName }) => fieldApiName);
  return {
    apiName: 'Opportunity',
    id: fields.Id,
    fields: Object.fromEntries(
      names
        .filter((name) => !missingFields.includes(name))
        .map((name) => [
          name,
          { value: values[name] ?? null, displayValue: displayValues[name] ?? null },
        ]),
    ),
  };
}
