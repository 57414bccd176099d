/* global document */
/** A modal dialog. What is behind it can neither be seen by a screen reader nor reached by keys. */
import { el, glyph, hiddenText, newId } from '../elements.js';

const open = new Set();

/** Where somebody goes to another page, nothing of the last one stays. */
export const closeModals = () => open.forEach((close) => close());

/**
 * @param {{title: string, body: Node[], footer: (close: () => void) => Node[], size?: 'small' | 'medium', onClose?: () => void}} parts
 * @returns {() => void} closes it and gives the focus back
 */
export function openModal({ title, body, footer, size = 'small', onClose = () => undefined }) {
  const opener = document.activeElement;
  const frame = document.getElementById('frame');
  const heading = newId('modal');
  const section = el('section', {
    role: 'dialog',
    'aria-modal': 'true',
    'aria-labelledby': heading,
    tabindex: '-1',
    class: `slds-modal slds-fade-in-open slds-modal_${size}`,
  });
  const backdrop = el('div', { class: 'slds-backdrop slds-backdrop_open' });
  const close = () => {
    open.delete(close);
    section.remove();
    backdrop.remove();
    frame.inert = false;
    successorOf(opener)?.focus();
    onClose();
  };
  section.append(
    el(
      'div',
      { class: 'slds-modal__container' },
      el(
        'button',
        {
          type: 'button',
          class: 'slds-button slds-button_icon slds-modal__close',
          title: 'Cancel and close',
          onclick: close,
        },
        glyph('utility:close', 'slds-button__icon slds-button__icon_large'),
        hiddenText('Cancel and close'),
      ),
      el(
        'div',
        { class: 'slds-modal__header' },
        el('h1', { id: heading, tabindex: '-1', class: 'slds-modal__title slds-hyphenate' }, title),
      ),
      el('div', { class: 'slds-modal__content org-modal__content' }, body),
      el('div', { class: 'slds-modal__footer' }, footer(close)),
    ),
  );
  section.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
  open.add(close);
  frame.inert = true;
  document.body.append(section, backdrop);
  section.focus();
  return close;
}

/** What opened the modal may have been drawn anew meanwhile. */
function successorOf(opener) {
  if (opener?.isConnected) return opener;
  const key = opener?.dataset?.key;
  return key === undefined ? null : document.querySelector(`[data-key="${key}"]`);
}
