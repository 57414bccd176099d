/* global document */
/** What stays while pages come and go: header, navigation, the place for the page. */
import { el, glyph, link } from '../elements.js';
import { HOME } from '../urls.js';
import { navigationBar } from './navigation-bar.js';
import { notificationBell } from './notification-bell.js';
import { userMenu } from './user-menu.js';

export function drawFrame(org) {
  const frame = document.getElementById('frame');
  frame.replaceChildren(
    link('#page', 'Skip to the page', { class: 'org-skip', onclick: skip }),
    el(
      'header',
      { class: 'org-header' },
      el(
        'a',
        { href: HOME, class: 'org-brand', title: 'Home' },
        glyph('utility:world', 'slds-icon slds-icon_small'),
        'Simulated org',
      ),
      el('div', { class: 'org-header__actions' }, notificationBell(), userMenu(org)),
    ),
    navigationBar(org),
    el('main', { id: 'page', tabindex: '-1', class: 'org-page' }),
  );
}

function skip(event) {
  event.preventDefault();
  document.getElementById('page').focus();
}
