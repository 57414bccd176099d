/** The fields of the layout; a pencil turns them into inputs where they stand. */
import { sentencesOf } from '../api.js';
import { button, el, glyph, hiddenText, newId } from '../elements.js';
import { shownValue } from '../fields/shown-value.js';
import { showToast } from '../frame/toasts.js';
import { partsOf } from '../objects.js';
import { createForm } from './form.js';
import { snag } from './snag.js';

export function details(source, org) {
  const { sections } = org.metadata.layouts[source.object.apiName];
  const panel = el('article', { class: 'slds-card org-details', 'aria-label': 'Details' });
  let isEditing = false;

  const view = () => {
    isEditing = false;
    panel.replaceChildren(
      heading(),
      ...sections.map((section) => sectionView(section, source, edit)),
    );
  };
  const edit = (fieldApiName) => {
    isEditing = true;
    const form = createForm({ org, object: source.object, sections, source });
    const problems = el('div', {});
    const save = button('Save', { onclick: () => void trySave() }, 'brand');
    const leave = () => {
      view();
      panel.querySelector(`[data-field="${fieldApiName}"]`)?.focus();
    };
    const trySave = async () => {
      problems.replaceChildren();
      if (!form.check()) {
        problems.replaceChildren(snag(form.complaints()));
        return form.focusFirstError();
      }
      save.disabled = true;
      try {
        const changed = form.changes();
        if (Object.keys(changed).length > 0) {
          await source.save(changed);
          showToast({
            title: `${source.object.label} "${source.name}" was saved.`,
            variant: 'success',
          });
        }
        leave();
      } catch (error) {
        problems.replaceChildren(snag(form.showErrors(sentencesOf(error))));
        form.focusFirstError();
      } finally {
        save.disabled = false;
      }
    };
    panel.replaceChildren(
      heading(),
      form.element,
      el(
        'div',
        { class: 'org-form-footer' },
        problems,
        el(
          'div',
          { class: 'org-form-footer__buttons' },
          button('Cancel', { onclick: leave }),
          save,
        ),
      ),
    );
    panel.onkeydown = (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && isEditing) leave();
    };
    form.focus(fieldApiName);
  };

  // Somebody who types keeps what they typed; a save that meets a newer record is refused by nobody here, as there.
  source.watch(() => {
    if (!isEditing) view();
  });
  return panel;
}

const heading = () => el('h2', { class: 'slds-assistive-text' }, 'Details');

function sectionView({ label, columns }, source, edit) {
  const shown = columns.map((items) => items.flatMap((item) => itemView(item, source, edit) ?? []));
  if (shown.every((items) => items.length === 0)) return '';
  const id = newId('section');
  const content = el(
    'div',
    { id, class: `org-section__columns org-section__columns_${columns.length}` },
    shown.map((items) => el('dl', { class: 'org-section__column' }, items)),
  );
  const toggle = el(
    'button',
    {
      type: 'button',
      class: 'slds-button org-section__toggle',
      'aria-expanded': 'true',
      'aria-controls': id,
      onclick: () => {
        content.hidden = !content.hidden;
        toggle.setAttribute('aria-expanded', String(!content.hidden));
      },
    },
    glyph('utility:chevrondown', 'slds-icon slds-icon_x-small org-section__arrow'),
    label,
  );
  return el(
    'section',
    { class: 'org-section' },
    el('h3', { class: 'org-section__title' }, toggle),
    content,
  );
}

function itemView({ field: item, behavior }, source, edit) {
  const parts = partsOf(source.object.apiName, item)
    .map((name) => source.field(name))
    .filter(Boolean);
  const [first] = parts;
  if (!first) return null;
  const isCompound = parts.length > 1 || first.apiName !== item;
  const label = isCompound ? compoundLabel(item, source.object) : first.label;
  const canEdit =
    behavior !== 'Readonly' &&
    parts.some(({ updateable }) => updateable) &&
    source.object.updateable !== false;
  return el(
    'div',
    { class: 'org-field' },
    el('dt', {}, label, helpOf(first, isCompound)),
    el(
      'dd',
      {},
      el(
        'span',
        { class: 'org-field__value' },
        isCompound ? compoundValue(item, parts) : shownValue(first),
        stampOf(item, source),
      ),
      canEdit ? pencil(label, parts.find(({ updateable }) => updateable).apiName, edit) : null,
    ),
  );
}

function pencil(label, apiName, edit) {
  return el(
    'button',
    {
      type: 'button',
      class: 'slds-button slds-button_icon org-field__pencil',
      title: `Edit ${label}`,
      'data-field': apiName,
      onclick: () => edit(apiName),
    },
    glyph('utility:edit', 'slds-button__icon slds-button__icon_hint'),
    hiddenText(`Edit ${label}`),
  );
}

const helpOf = ({ helpText }, isCompound) =>
  helpText && !isCompound
    ? el(
        'span',
        { class: 'org-help', title: helpText },
        glyph('utility:info', 'slds-icon slds-icon_xx-small'),
        hiddenText(helpText),
      )
    : null;

const compoundLabel = (item, { label }) =>
  (item === 'Name'
    ? 'Name'
    : item === 'Address'
      ? 'Address'
      : item.replace('Address', ' Address')) || label;

/** A name in a line; an address in the lines of an envelope. */
function compoundValue(item, parts) {
  const values = parts.map(({ value }) => value).filter(Boolean);
  if (!item.endsWith('Address')) return values.join(' ');
  const valueOf = (end) => parts.find(({ apiName }) => apiName.endsWith(end))?.value;
  const town = [
    valueOf('City'),
    [valueOf('State'), valueOf('PostalCode')].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(', ');
  const lines = [valueOf('Street'), town, valueOf('Country')].filter(Boolean);
  return el('span', { class: 'org-text' }, lines.join('\n'));
}

/** When it was made or changed stands beside who did it. */
const STAMPS = { CreatedById: 'CreatedDate', LastModifiedById: 'LastModifiedDate' };

function stampOf(item, source) {
  const when = STAMPS[item] && source.field(STAMPS[item]);
  return when ? el('span', {}, when.display ?? when.value) : null;
}
