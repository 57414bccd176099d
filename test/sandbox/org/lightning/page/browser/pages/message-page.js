/** What the platform shows instead of a page. */
import { el, link } from '../elements.js';
import { HOME } from '../urls.js';
import { setTitle } from './title.js';

export const NO_PAGE = {
  title: 'Page doesn’t exist',
  text: 'Enter a valid URL and try again.',
};
export const NO_RECORD = {
  title: 'We can’t open this record',
  text: 'It was deleted, it never existed, or you don’t have access to it. Ask its owner or your administrator if you need it.',
};
export const NO_ACCESS = {
  title: 'Insufficient Privileges',
  text: 'You do not have the level of access necessary to perform the operation you requested. Please contact the owner of the record or your administrator if access is necessary.',
};

export function messagePage(main, { title, text }) {
  setTitle(title);
  main.replaceChildren(
    el(
      'section',
      { class: 'slds-card org-message' },
      el('img', {
        src: '/lightning/assets/slds/images/illustrations/empty-state-assistant.svg',
        alt: '',
      }),
      el('h1', { class: 'slds-text-heading_medium' }, title),
      el('p', {}, text),
      link(HOME, 'Go to Home', { class: 'slds-button slds-button_neutral' }),
    ),
  );
}

/** A page that could not be read for another reason. */
export const failedPage = (main, sentences) =>
  messagePage(main, { title: 'This page could not be opened', text: sentences.join(' ') });
