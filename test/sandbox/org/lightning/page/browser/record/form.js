/** The fields of a layout as inputs: for a new record, or for one that is changed. */
import { el } from '../elements.js';
import { createInput } from '../fields/input.js';
import { labelOf, partsOf } from '../objects.js';
import { shownValue } from '../fields/shown-value.js';

/**
 * `source`: the record that is changed; without one the form is for a new record.
 * `preset`: values of a new record that cannot be chosen, each `{value, display}`.
 */
export function createForm({ org, object, sections, source, preset = {} }) {
  const inputs = new Map();
  const element = el(
    'div',
    { class: 'org-form' },
    sections.map((section) => sectionForm(section, (item) => itemForm(item))),
  );

  function itemForm({ field: item, behavior }) {
    return partsOf(object.apiName, item).flatMap((name) => partForm(name, behavior) ?? []);
  }

  function partForm(name, behavior) {
    const described = object.fields[name];
    if (!described) return null;
    const label = labelOf(object.apiName, name, described);
    const field = source?.field(name) ?? {
      ...described,
      apiName: name,
      label,
      value: initialOf(described),
      display: null,
    };
    const isOpen =
      behavior !== 'Readonly' && (source ? described.updateable : described.createable);
    const fixed = preset[name];
    if (fixed || (source && !isOpen)) return fixedField({ ...field, ...fixed });
    if (!isOpen) return null;
    const isRequired = behavior === 'Required' || described.required;
    const input = createInput({ org, object, field: { ...field, isRequired } });
    inputs.set(name, { ...input, before: field.value, label });
    return input.element;
  }

  return {
    element,
    /** False when an input says itself what is wrong with it; it shows so. */
    check() {
      // What the org said last time may be mended by another field.
      for (const input of inputs.values()) input.complain('');
      return [...inputs.values()].map((input) => input.check()).every(Boolean);
    },
    complaints: () => ({
      page: [],
      fields: [...inputs.values()].filter((input) => !input.isValid()).map(({ label }) => label),
    }),
    /** What differs from before; of a new record everything that is filled in. */
    changes() {
      const entries = [...inputs].map(([name, { read, before }]) => [name, read(), before]);
      const changed = entries.filter(([, now, before]) => now !== (before ?? null));
      const fixed = Object.entries(preset).map(([name, { value }]) => [name, value]);
      return Object.fromEntries([...fixed, ...changed.map(([name, now]) => [name, now])]);
    },
    /** Shows errors at their fields. @returns what the place above has to say */
    showErrors({ page, fields }) {
      const shown = Object.entries(fields).filter(([name]) => inputs.has(name));
      const others = Object.entries(fields).filter(([name]) => !inputs.has(name));
      for (const [name, sentence] of shown) inputs.get(name).complain(sentence);
      return {
        page: [...page, ...others.map(([, sentence]) => sentence)],
        fields: shown.map(([name]) => inputs.get(name).label),
      };
    },
    focus: (name) => (inputs.get(name) ?? [...inputs.values()][0])?.focus(),
    focusFirstError: () => [...inputs.values()].find((input) => !input.isValid())?.focus(),
  };
}

const initialOf = ({ type }) => (type === 'boolean' ? false : null);

function sectionForm({ label, columns }, itemForm) {
  const drawn = columns.map((items) => items.flatMap(itemForm));
  if (drawn.every((items) => items.length === 0)) return '';
  return el(
    'fieldset',
    { class: 'org-section' },
    el('legend', { class: 'org-section__title org-section__title_form' }, label),
    el(
      'div',
      { class: `org-section__columns org-section__columns_${columns.length}` },
      drawn.map((items) => el('div', { class: 'org-section__column' }, items)),
    ),
  );
}

/** Closed for the user, or given by where the form was opened. */
function fixedField(field) {
  return el(
    'div',
    { class: 'org-field org-field_fixed' },
    el('div', { class: 'org-field__label' }, field.label),
    el('div', { class: 'org-field__value' }, shownValue(field)),
  );
}
