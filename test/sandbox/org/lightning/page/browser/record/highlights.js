/** The record's name, its most important fields, and what can be done with it. */
import { call, sentencesOf } from '../api.js';
import { button, el, objectIcon, redraw } from '../elements.js';
import { shownValue } from '../fields/shown-value.js';
import { openModal } from '../frame/modal.js';
import { showToast } from '../frame/toasts.js';
import { iconOf } from '../objects.js';
import { listUrl, recordUrl } from '../urls.js';
import { canConvert, openConvert } from './convert-lead.js';
import { openEdit } from './record-modal.js';

export function highlights(source, org) {
  const { object } = source;
  const facts = org.metadata.layouts[object.apiName]?.highlights ?? [];
  const panel = el('header', {
    class: 'slds-page-header slds-page-header_record-home org-highlights',
  });
  source.watch(() =>
    redraw(panel, [
      el(
        'div',
        { class: 'org-highlights__top' },
        el('div', { class: 'slds-media__figure' }, objectIcon(iconOf(object.apiName))),
        el(
          'div',
          { class: 'org-highlights__name' },
          el(
            'h1',
            {},
            el('span', { class: 'org-highlights__object' }, object.label),
            el('span', { class: 'slds-page-header__title' }, source.name),
          ),
        ),
        el(
          'div',
          {
            class: 'slds-button-group org-highlights__actions',
            role: 'group',
            'aria-label': 'Actions',
          },
          actions(source, org),
        ),
      ),
      el(
        'dl',
        { class: 'org-highlights__facts' },
        facts.flatMap((name) => fact(source.field(name)) ?? []),
      ),
    ]),
  );
  return panel;
}

function fact(field) {
  if (!field) return null;
  return el(
    'div',
    { class: 'org-fact' },
    el('dt', {}, field.label),
    el('dd', {}, shownValue(field)),
  );
}

function actions(source, org) {
  const { object } = source;
  const can = ({ updateable = true, createable = true, deletable = true }) => ({
    updateable,
    createable,
    deletable,
  });
  const { updateable, createable, deletable } = can(object);
  const hasLayout = org.metadata.layouts[object.apiName] !== undefined;
  return [
    updateable && hasLayout
      ? button('Edit', { 'data-key': 'edit', onclick: () => openEdit(source, org) })
      : null,
    canConvert(source)
      ? button('Convert', { 'data-key': 'convert', onclick: () => void openConvert(source, org) })
      : null,
    createable
      ? button('Clone', { 'data-key': 'clone', onclick: () => void clone(source, org) })
      : null,
    deletable
      ? button('Delete', { 'data-key': 'delete', onclick: () => askDelete(source, org) })
      : null,
  ];
}

async function clone({ recordId, object, name }, org) {
  try {
    const { id } = await call('POST', `records/${recordId}/clone`);
    showToast({ title: `${object.label} "${name}" was cloned.`, variant: 'success' });
    org.goTo(recordUrl(id, object.apiName));
  } catch (error) {
    sayRefused('This record could not be cloned.', error);
  }
}

function askDelete(source, org) {
  const { object, name } = source;
  const word = object.label.toLowerCase();
  openModal({
    title: `Delete ${object.label}`,
    body: [
      el(
        'p',
        { class: 'slds-text-align_center' },
        `Are you sure you want to delete this ${word}? “${name}” goes to the recycle bin.`,
      ),
    ],
    footer: (close) => [
      button('Cancel', { onclick: close }),
      button('Delete', { onclick: () => void remove(source, org, close) }, 'brand'),
    ],
  });
}

async function remove({ recordId, object, name }, org, close) {
  try {
    await call('DELETE', `records/${recordId}`);
    close();
    showToast({ title: `${object.label} "${name}" was deleted.`, variant: 'success' });
    org.goTo(listUrl(object.apiName));
  } catch (error) {
    close();
    sayRefused('This record could not be deleted.', error);
  }
}

function sayRefused(title, error) {
  const { page, fields } = sentencesOf(error);
  showToast({ title, message: [...page, ...Object.values(fields)].join(' '), variant: 'error' });
}
