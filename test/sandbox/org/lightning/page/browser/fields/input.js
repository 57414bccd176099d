/** An input of the platform's own base components for each type of field. */
import Combobox from 'lightning/combobox';
import Input from 'lightning/input';
import Textarea from 'lightning/textarea';
import { lookup } from './lookup.js';

const NONE = { label: '--None--', value: '' };
const text = (type) => ({ is: Input, tag: 'lightning-input', properties: () => ({ type }) });
const number = (formatter) => ({
  is: Input,
  tag: 'lightning-input',
  properties: ({ scale = 0 }) => ({
    type: 'number',
    formatter,
    step: scale > 0 ? String(10 ** -scale) : '1',
  }),
  toValue: (value) =>
    value === '' || value === null || value === undefined ? null : Number(value),
  fromValue: (value) => (value === null ? '' : String(value)),
});

const KINDS = {
  boolean: {
    is: Input,
    tag: 'lightning-input',
    properties: ({ value }) => ({ type: 'checkbox', checked: value === true }),
    read: (element) => element.checked,
  },
  currency: number('currency'),
  date: text('date'),
  datetime: text('datetime'),
  double: number('decimal'),
  email: text('email'),
  int: number('decimal'),
  percent: number('decimal'),
  phone: text('tel'),
  picklist: {
    is: Combobox,
    tag: 'lightning-combobox',
    properties: ({ picklist, value, isRequired }) => ({
      options: [...(isRequired && value ? [] : [NONE]), ...optionsOf(picklist, value)],
      placeholder: NONE.label,
    }),
  },
  string: text('text'),
  textarea: { is: Textarea, tag: 'lightning-textarea', properties: () => ({}) },
  url: text('text'),
};

/** A value that is no longer chosen by anybody stays choosable where it stands. */
function optionsOf(picklist, value) {
  const isKnown = !value || picklist.some((one) => one.value === value);
  return isKnown ? picklist : [...picklist, { value, label: value }];
}

/** @returns {{element: HTMLElement, read(): unknown, check(): boolean, isValid(): boolean, complain(text: string): void, focus(): void}} */
export function createInput({ org, field }) {
  if (field.type === 'reference') return lookup(field);
  const {
    is,
    tag,
    properties,
    read,
    toValue = emptyIsNull,
    fromValue = nullIsEmpty,
  } = KINDS[field.type];
  const element = org.createElement(tag, { is });
  Object.assign(element, {
    label: field.label,
    name: field.apiName,
    required: field.isRequired && field.type !== 'boolean',
    ...(field.type === 'boolean' ? {} : { value: fromValue(field.value) }),
    ...(['string', 'textarea', 'url', 'phone', 'email'].includes(field.type) && field.length
      ? { maxLength: field.length }
      : {}),
    ...(field.helpText ? { fieldLevelHelp: field.helpText } : {}),
    ...properties(field),
  });
  element.classList.add('org-input');
  // What the org said belongs to the value that was there.
  element.addEventListener('change', () => {
    element.setCustomValidity('');
    element.reportValidity();
  });
  return {
    element,
    read: () => (read ? read(element) : toValue(element.value)),
    check: () => element.reportValidity(),
    isValid: () => element.checkValidity(),
    complain(sentence) {
      element.setCustomValidity(sentence);
      element.reportValidity();
    },
    focus: () => element.focus(),
  };
}

const emptyIsNull = (value) => (value === '' || value === undefined ? null : value);
const nullIsEmpty = (value) => value ?? '';
