/* global document */
/** The app's name and its tabs: those of objects the user may see, and of pages the user may open. */
import { el, link } from '../elements.js';
import { describeObject } from '../objects.js';
import { tabUrl } from '../urls.js';

/** The package's app for whom it is visible, and the standard one for everybody else. */
export const menuOf = ({ metadata, user }) =>
  user.apps.includes(metadata.app.apiName) ? metadata.app : metadata.standardApp;

/** `tab`: one of the package's that shows a page. */
export const isOpen = (_tab, user) => user.operations;

export function navigationBar(org) {
  const menu = menuOf(org);
  const list = el('ul', { class: 'org-nav__list' });
  void fill(list, menu.tabs, org.user);
  return el(
    'div',
    { class: 'org-nav' },
    el('span', { class: 'org-nav__app' }, menu.label),
    el('nav', { 'aria-label': menu.label }, list),
  );
}

async function fill(list, tabs, user) {
  const open = await Promise.all(
    tabs.map((tab) => (tab.objectApiName ? isVisible(tab.objectApiName) : isOpen(tab, user))),
  );
  list.replaceChildren(
    ...tabs
      .filter((_tab, index) => open[index])
      .map((tab) =>
        el(
          'li',
          { class: 'org-nav__item' },
          link(tabUrl(tab), tab.label, { class: 'org-nav__link', 'data-tab': tab.apiName }),
        ),
      ),
  );
  mark(list);
}

const isVisible = (objectApiName) =>
  describeObject(objectApiName).then(
    () => true,
    () => false,
  );

let current;

/** Marks the tab that the page belongs to. */
export function markTab(apiName) {
  current = apiName;
  mark(document);
}

function mark(root) {
  for (const anchor of root.querySelectorAll('.org-nav__link')) {
    const isHere = anchor.dataset.tab === current;
    anchor.parentElement.classList.toggle('org-nav__item_active', isHere);
    if (isHere) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
}
