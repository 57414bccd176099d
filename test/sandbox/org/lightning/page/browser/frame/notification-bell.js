/* global document, setTimeout, clearTimeout */
/** The user's notifications; asked for now and then while somebody looks. */
import { call } from '../api.js';
import { el, glyph, hiddenText } from '../elements.js';
import { dateTimeText } from '../fields/dates.js';
import { recordUrl } from '../urls.js';
import { openable } from './menu.js';

const EVERY_MS = 15_000;

export function notificationBell() {
  let notifications = [];
  const seen = new Set();
  const count = el('span', { class: 'org-bell__count', 'aria-hidden': 'true', hidden: true });
  const words = hiddenText('Notifications');
  const trigger = el(
    'button',
    {
      type: 'button',
      class: 'slds-button org-header__button',
      'aria-haspopup': 'dialog',
      title: 'Notifications',
    },
    glyph('utility:notification', 'slds-icon slds-icon_x-small'),
    count,
    words,
  );
  const panel = el('div', {
    class: 'slds-dropdown slds-dropdown_right org-bell__panel',
    role: 'dialog',
    'aria-label': 'Notifications',
    tabindex: '-1',
  });

  const drawCount = () => {
    const unread = notifications.filter(({ id, isRead }) => !isRead && !seen.has(id)).length;
    count.hidden = unread === 0;
    count.textContent = String(unread);
    words.textContent = unread === 0 ? 'Notifications' : `Notifications, ${unread} new`;
  };
  const look = async () => {
    notifications = await call('GET', 'notifications');
    drawCount();
  };
  const fill = (close) => {
    const fresh = new Set(
      notifications.filter(({ id, isRead }) => !isRead && !seen.has(id)).map(({ id }) => id),
    );
    for (const { id } of notifications) seen.add(id);
    drawCount();
    return [
      el('h2', { class: 'org-bell__title' }, 'Notifications'),
      listOf(notifications, fresh, close),
    ];
  };

  whileVisible(look);
  return openable({ trigger, panel, fill });
}

function listOf(notifications, fresh, close) {
  if (notifications.length === 0) return el('p', { class: 'org-bell__none' }, 'Nothing here yet.');
  const items = notifications.map(({ id, title, body, at, targetId }) => {
    const content = [
      el('span', { class: 'org-bell__name' }, title),
      el('span', {}, body),
      el('span', { class: 'org-note' }, dateTimeText(at)),
    ];
    const classes = `org-bell__item ${fresh.has(id) ? 'org-bell__item_new' : ''}`;
    const onclick = () => close({ keepsFocus: true });
    return el(
      'li',
      {},
      targetId
        ? el('a', { href: recordUrl(targetId), class: classes, onclick }, content)
        : el('div', { class: classes }, content),
    );
  });
  return el('ul', { class: 'org-bell__list' }, items);
}

/** A hidden tab asks nothing; a missed look is made up for when it is seen again. */
function whileVisible(look) {
  let timer;
  const next = async () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    try {
      await look();
    } catch {
      // A toast says already that nobody answers; the next look comes.
    }
    timer = setTimeout(() => void next(), EVERY_MS);
  };
  document.addEventListener('visibilitychange', () => void next());
  void next();
}
