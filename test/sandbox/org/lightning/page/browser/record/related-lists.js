/** What belongs to the record: each list is a card of its own. */
import { call, sentencesOf } from '../api.js';
import { button, el, link, objectIcon } from '../elements.js';
import { describeObject, iconOf } from '../objects.js';
import { rowTable } from '../pages/row-table.js';
import { relatedUrl } from '../urls.js';
import { openNewRecord } from './record-modal.js';

const MOST_ROWS = 6;

export function relatedLists(source, org) {
  const box = el('div', { class: 'org-related' });
  source.watch(() => void drawInto(box, source, org));
  return box;
}

async function drawInto(box, source, org) {
  const reload = () => drawInto(box, source, org);
  try {
    const lists = await call('GET', `related/${source.recordId}`);
    const cards = await Promise.all(
      lists.map((list) => card(list, { source, org, reload, most: MOST_ROWS })),
    );
    box.replaceChildren(...cards);
  } catch (error) {
    box.replaceChildren(
      el('p', { class: 'slds-card org-none', role: 'alert' }, sentencesOf(error).page.join(' ')),
    );
  }
}

/** `most`: rows shown at most, before a link to all of them. */
export async function card(
  { relationship, label, object, columns, rows },
  { source, org, reload, most },
) {
  const address = relatedUrl(source.object.apiName, source.recordId, relationship);
  const hasMore = rows.length > most;
  return el(
    'article',
    { class: 'slds-card org-related__card', 'data-relationship': relationship },
    el(
      'header',
      { class: 'org-related__header' },
      objectIcon(iconOf(object), 'slds-icon_small'),
      el('h2', { class: 'org-related__title' }, link(address, `${label} (${rows.length})`)),
      await newButton(object, { source, org, reload }),
    ),
    rows.length === 0
      ? null
      : rowTable({ label, objectApiName: object, columns, rows: rows.slice(0, most) }),
    hasMore ? el('footer', { class: 'org-related__footer' }, link(address, 'View All')) : null,
  );
}

/** Where the user may make one: the record of this page is filled in already. */
async function newButton(objectApiName, { source, org, reload }) {
  const object = await describeObject(objectApiName);
  const lookup = Object.keys(object.fields).find((name) =>
    object.fields[name].referenceTo?.includes(source.object.apiName),
  );
  if (
    !object.createable ||
    !lookup ||
    !object.fields[lookup].createable ||
    !org.metadata.layouts[objectApiName]
  )
    return null;
  const preset = { [lookup]: { value: source.recordId, display: source.name } };
  return button('New', {
    'aria-label': `New ${object.label}`,
    onclick: () => void openNewRecord(objectApiName, org, { preset, onSaved: reload }),
  });
}
