/* global location */
/** Who is signed in, the way out, and the way to the page that plays both sides. */
import { call } from '../api.js';
import { el, hiddenText, initialsOf } from '../elements.js';
import { menuItem, menuList, openable } from './menu.js';

export function userMenu({ user, sandboxUrl }) {
  const avatar = () =>
    el('span', { class: 'org-avatar', 'aria-hidden': 'true' }, initialsOf(user.name));
  const trigger = el(
    'button',
    {
      type: 'button',
      class: 'slds-button org-header__button',
      'aria-haspopup': 'true',
      title: user.name,
    },
    avatar(),
    hiddenText(`User menu of ${user.name}`),
  );
  const fill = () => [
    el(
      'div',
      { class: 'org-profile' },
      avatar(),
      el(
        'div',
        {},
        el('p', { class: 'org-profile__name' }, user.name),
        el('p', { class: 'org-note' }, user.username),
      ),
    ),
    menuList(
      'User',
      [
        sandboxUrl
          ? menuItem('Sandbox', {
              href: sandboxUrl,
              target: '_blank',
              note: 'plays both sides of a deal',
            })
          : null,
        menuItem('Log Out', { onclick: () => void signOut() }),
      ].filter(Boolean),
    ),
  ];
  return openable({
    trigger,
    panel: el('div', { class: 'slds-dropdown slds-dropdown_right org-user-panel' }),
    fill,
  });
}

async function signOut() {
  await call('DELETE', 'session');
  location.assign('/');
}
