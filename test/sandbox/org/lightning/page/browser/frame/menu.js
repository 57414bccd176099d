/* global document */
/** A button with something that opens below it; closed by Escape, by a click elsewhere, and by leaving it. */
import { el } from '../elements.js';

/**
 * `fill()` gives the content each time it opens.
 * @param {{trigger: HTMLButtonElement, panel: HTMLElement, fill: (close: () => void) => Node[], classes?: string}} parts
 */
export function openable({ trigger, panel, fill, classes = '' }) {
  const box = el(
    'div',
    { class: `slds-dropdown-trigger slds-dropdown-trigger_click ${classes}` },
    trigger,
    panel,
  );
  panel.hidden = true;
  trigger.setAttribute('aria-expanded', 'false');

  const close = ({ keepsFocus = false } = {}) => {
    if (panel.hidden) return;
    panel.hidden = true;
    box.classList.remove('slds-is-open');
    trigger.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', closeOutside);
    if (!keepsFocus) trigger.focus();
  };
  const closeOutside = (event) => {
    if (!event.composedPath().includes(box)) close({ keepsFocus: true });
  };
  const open = () => {
    panel.replaceChildren(...fill(close));
    panel.hidden = false;
    box.classList.add('slds-is-open');
    trigger.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', closeOutside);
    (panel.querySelector('[data-first], a, button') ?? panel).focus();
  };

  trigger.addEventListener('click', () => (panel.hidden ? open() : close()));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else moveBy(event, panel);
  });
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) close({ keepsFocus: true });
  });
  return box;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** The arrow keys go round the items of a menu. */
function moveBy(event, panel) {
  const step = STEPS[event.key];
  const items = [...panel.querySelectorAll('[role^=menuitem]')];
  if (step === undefined || items.length === 0 || panel.hidden) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}

/** One line of a menu; a link when it has an address. */
export function menuItem(label, { href, onclick, target, isChecked, note }) {
  const attributes = {
    role: isChecked === undefined ? 'menuitem' : 'menuitemradio',
    'aria-checked': isChecked === undefined ? null : String(isChecked),
    tabindex: '-1',
    'data-first': isChecked ? true : null,
    onclick,
  };
  const content = el(
    'span',
    { class: 'slds-truncate' },
    label,
    note ? el('span', { class: 'org-note' }, note) : null,
  );
  const item = href
    ? el('a', { href, target, rel: target ? 'noopener' : null, ...attributes }, content)
    : el('button', { type: 'button', class: 'org-menu-button', ...attributes }, content);
  return el(
    'li',
    { class: `slds-dropdown__item ${isChecked ? 'slds-is-selected' : ''}`, role: 'none' },
    item,
  );
}

/** The list of a menu, with an accessible name. */
export const menuList = (label, items) =>
  el('ul', { class: 'slds-dropdown__list', role: 'menu', 'aria-label': label }, items);
