/* global document */
/** The app's name and its tabs: those of objects and pages that are open to the user. */
import { el, link } from '../elements.js';
import { tabUrl } from '../urls.js';

/** The package's app for whom it is visible, and the standard one for everybody else. */
export const menuOf = ({ metadata, user }) =>
  user.apps.includes(metadata.app.apiName) ? metadata.app : metadata.standardApp;

/** The package has one page with a tab, the operations page. */
export const isOpen = ({ objectApiName }, user) =>
  objectApiName ? user.tabObjects.includes(objectApiName) : user.operations;

export function navigationBar(org) {
  const menu = menuOf(org);
  const items = menu.tabs
    .filter((tab) => isOpen(tab, org.user))
    .map((tab) =>
      el(
        'li',
        { class: 'org-nav__item' },
        link(tabUrl(tab), tab.label, { class: 'org-nav__link', 'data-tab': tab.apiName }),
      ),
    );
  return el(
    'div',
    { class: 'org-nav' },
    el('span', { class: 'org-nav__app' }, menu.label),
    el('nav', { 'aria-label': menu.label }, el('ul', { class: 'org-nav__list' }, items)),
  );
}

/** Marks the tab that the page belongs to. */
export function markTab(apiName) {
  for (const anchor of document.querySelectorAll('.org-nav__link')) {
    const isHere = anchor.dataset.tab === apiName;
    anchor.parentElement.classList.toggle('org-nav__item_active', isHere);
    if (isHere) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
}
