import { FIELDS } from './fields';

/**
 * The deal as a plain object, one key per field of the card, from what `getRecord` answers.
 * `hidden` names the fields the user may not see; `display` holds what the platform formatted or translated.
 */
export function readDeal(record) {
  const deal = { display: {}, hidden: [] };
  Object.entries(FIELDS).forEach(([word, { fieldApiName }]) => {
    const cell = record.fields[fieldApiName];
    if (cell === undefined) deal.hidden.push(word);
    deal[word] = cell?.value ?? null;
    deal.display[word] = cell?.displayValue ?? deal[word];
  });
  return deal;
}
