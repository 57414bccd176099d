/** A list view of an object: its records in rows, other lists to choose from, and a button for a new record. */
import { call, Refusal, sentencesOf } from '../api.js';
import { button, el, glyph, hiddenText, iconButton, objectIcon } from '../elements.js';
import { menuItem, menuList, openable } from '../frame/menu.js';
import { describeObject, iconOf } from '../objects.js';
import { openNewRecord } from '../record/record-modal.js';
import { listUrl } from '../urls.js';
import { failedPage, messagePage, NO_ACCESS } from './message-page.js';
import { rowTable } from './row-table.js';
import { setTitle } from './title.js';

export function listPage(place, org, main) {
  let isGone = false;
  const show = async () => {
    try {
      const drawn = await load(place);
      if (isGone) return;
      draw(drawn, place, org, main, show);
    } catch (error) {
      if (isGone) return;
      const isRefused = error instanceof Refusal && [403, 404].includes(error.status);
      if (isRefused) messagePage(main, NO_ACCESS);
      else failedPage(main, sentencesOf(error).page);
    }
  };
  void show().then(() => {
    if (place.isNew && !isGone) openNewRecord(place.objectApiName, org);
  });
  return () => (isGone = true);
}

async function load({ objectApiName, filterName }) {
  const [object, lists] = await Promise.all([
    describeObject(objectApiName),
    call('GET', `lists/${objectApiName}`),
  ]);
  const list = lists.find(({ name }) => name === filterName) ?? lists[0];
  const { columns, rows } = await call('GET', `lists/${objectApiName}/${list.name}`);
  return { object, lists, list, columns, rows };
}

function draw({ object, lists, list, columns, rows }, place, org, main, reload) {
  setTitle(list.label, object.labelPlural);
  const count = el('p', { class: 'slds-page-header__meta-text', role: 'status' });
  const table = rowTable({
    label: list.label,
    objectApiName: object.apiName,
    columns,
    rows,
    onSorted: (sorted) => {
      const items = rows.length === 1 ? '1 item' : `${rows.length} items`;
      count.textContent = sorted ? `${items} • Sorted by ${sorted}` : items;
    },
  });
  main.replaceChildren(
    el(
      'section',
      { class: 'slds-card org-list' },
      el(
        'div',
        { class: 'slds-page-header slds-page-header_object-home' },
        el(
          'div',
          { class: 'org-list__top' },
          el('div', { class: 'slds-media__figure' }, objectIcon(iconOf(object.apiName))),
          el(
            'div',
            { class: 'org-list__names' },
            el('p', { class: 'org-list__object' }, object.labelPlural),
            picker(object, lists, list),
          ),
          el('div', { class: 'org-list__actions' }, newButton(object, org)),
        ),
        el(
          'div',
          { class: 'org-list__below' },
          count,
          iconButton('utility:refresh', 'Refresh', {
            class: 'slds-button slds-button_icon slds-button_icon-border-filled',
            onclick: () => void reload(),
          }),
        ),
      ),
      table,
    ),
  );
}

function newButton(object, org) {
  const isOpen = Object.values(object.fields).some(({ createable }) => createable);
  if (!isOpen || !org.metadata.layouts[object.apiName]) return null;
  return button('New', { onclick: () => openNewRecord(object.apiName, org) });
}

function picker(object, lists, list) {
  const trigger = el(
    'button',
    { type: 'button', class: 'slds-button org-list__picker', 'aria-haspopup': 'true' },
    el('h1', { class: 'slds-page-header__title slds-truncate' }, list.label),
    glyph('utility:down', 'slds-icon slds-icon_xx-small org-list__arrow'),
    hiddenText('Select a list view'),
  );
  const fill = (close) => [
    menuList(
      'List views',
      lists.map(({ name, label }) =>
        menuItem(label, {
          href: listUrl(object.apiName, name),
          isChecked: name === list.name,
          onclick: () => close({ keepsFocus: true }),
        }),
      ),
    ),
  ];
  return openable({
    trigger,
    panel: el('div', { class: 'slds-dropdown slds-dropdown_left' }),
    fill,
  });
}
