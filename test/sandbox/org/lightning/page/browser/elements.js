/* global document */
/** Small pieces that pages are drawn with. */
const SVG = 'http://www.w3.org/2000/svg';
const SPRITES = '/lightning/assets/slds/icons';

/** A new element. `on…` are listeners, everything else is an attribute; false and null leave it out. */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** `utility:down`, drawn in the colour of the text around it. */
export function glyph(name, classes = 'slds-button__icon') {
  const [category, symbol] = name.split(':');
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', classes);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${SPRITES}/${category}-sprite/svg/symbols.svg#${symbol}`);
  svg.append(use);
  return svg;
}

/** An object's icon on its coloured ground. */
export const objectIcon = (name, size = '') =>
  el(
    'span',
    { class: `slds-icon_container slds-icon-${name.replace(':', '-').replaceAll('_', '-')}` },
    glyph(name, `slds-icon ${size}`),
  );

export const hiddenText = (text) => el('span', { class: 'slds-assistive-text' }, text);

export function button(label, attributes = {}, kind = 'neutral') {
  return el(
    'button',
    { type: 'button', class: `slds-button slds-button_${kind}`, ...attributes },
    label,
  );
}

export function iconButton(name, label, attributes = {}) {
  return el(
    'button',
    { type: 'button', class: 'slds-button slds-button_icon', title: label, ...attributes },
    glyph(name),
    hiddenText(label),
  );
}

/** An address inside the org; the router follows it without loading the frame again. */
export const link = (href, text, attributes = {}) => el('a', { href, ...attributes }, text);

/** `AS` for Anna Seller. */
export const initialsOf = (name) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);

let lastId = 0;
export const newId = (word) => `${word}-${(lastId += 1)}`;

/** Keeps the focus on what has the same key after a part was drawn anew. */
export function redraw(parent, children) {
  const active = document.activeElement;
  const key = parent.contains(active) ? active.closest('[data-key]')?.dataset.key : undefined;
  parent.replaceChildren(...[children].flat().filter(Boolean));
  if (key !== undefined) parent.querySelector(`[data-key="${key}"]`)?.focus();
}
