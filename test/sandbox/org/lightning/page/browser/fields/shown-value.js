/** A value as the platform shows it for reading. */
import { el, glyph, hiddenText, link } from '../elements.js';
import { recordUrl } from '../urls.js';

const WRITERS = {
  boolean: ({ value }) =>
    el(
      'span',
      { class: `org-check ${value ? 'org-check_on' : ''}` },
      value ? glyph('utility:check', 'slds-icon slds-icon_xx-small') : null,
      hiddenText(value ? 'Yes' : 'No'),
    ),
  reference: ({ value, display }) => link(recordUrl(value), display ?? value),
  email: ({ value }) => el('a', { href: `mailto:${value}` }, value),
  phone: ({ value }) => el('a', { href: `tel:${value}` }, value),
  url: ({ value }) =>
    el(
      'a',
      {
        href: /^https?:\/\//.test(value) ? value : `https://${value}`,
        target: '_blank',
        rel: 'noopener',
      },
      value,
    ),
  textarea: ({ value }) => el('span', { class: 'org-text' }, value),
};

/** @returns {Node | string} `''` for nothing */
export function shownValue({ type, value, display }) {
  if (value === null || value === undefined || value === '') return '';
  const write = WRITERS[type];
  return write ? write({ value, display }) : String(display ?? value);
}
