/** What the platform says above a form that was not saved. */
import { el, glyph } from '../elements.js';

/** `page`: sentences about the whole record; `fields`: labels of the fields that say why themselves. */
export function snag({ page, fields }) {
  return el(
    'div',
    { class: 'org-snag', role: 'alert' },
    el(
      'h3',
      { class: 'org-snag__title' },
      glyph('utility:error', 'slds-icon slds-icon_x-small'),
      'We hit a snag.',
    ),
    page.length === 0
      ? null
      : el(
          'ul',
          { class: 'org-snag__list' },
          page.map((sentence) => el('li', {}, sentence)),
        ),
    fields.length === 0
      ? null
      : el(
          'div',
          {},
          el('p', {}, 'Review the following fields'),
          el(
            'ul',
            { class: 'org-snag__list' },
            fields.map((label) => el('li', {}, label)),
          ),
        ),
  );
}
