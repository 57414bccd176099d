/* global URL, URLSearchParams, document, location */
/** Who plays? A sandbox has no passwords. */
import { call, sentencesOf } from './api.js';
import { el, glyph, initialsOf } from './elements.js';

const query = new URLSearchParams(location.search);
const place = document.getElementById('sign-in');

try {
  draw(await call('GET', 'users'));
} catch (error) {
  place.replaceChildren(card([notice(sentencesOf(error).page.join(' '), 'error')]));
}

function draw(users) {
  const problem = el('div', {});
  const choices = users.map((user) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'org-user', onclick: () => void signIn(user, problem) },
        el('span', { class: 'org-user__avatar', 'aria-hidden': 'true' }, initialsOf(user.name)),
        el(
          'span',
          { class: 'org-user__text' },
          el('span', { class: 'org-user__name' }, user.name),
          el('span', { class: 'org-user__role' }, user.role),
          el('span', { class: 'org-user__what' }, user.description),
        ),
        glyph('utility:chevronright', 'slds-icon slds-icon_x-small org-user__go'),
      ),
    ),
  );
  place.replaceChildren(
    card([
      query.has('ended')
        ? notice('Your session has ended. Sign in again to go on.', 'warning')
        : null,
      problem,
      el('ul', { class: 'org-users' }, choices),
    ]),
  );
}

async function signIn({ username }, problem) {
  try {
    await call('POST', 'session', { username });
    location.assign(nextPage());
  } catch (error) {
    problem.replaceChildren(notice(sentencesOf(error).page.join(' '), 'error'));
  }
}

/** Where the session ended; never to another site. */
function nextPage() {
  const wanted = query.get('startURL') ?? '';
  const { origin, pathname, search } = new URL(wanted || '/', location.origin);
  const isOurs = origin === location.origin && pathname.startsWith('/lightning/');
  return isOurs ? `${pathname}${search}` : '/lightning/page/home';
}

function card(children) {
  return el(
    'div',
    { class: 'org-sign-in__card' },
    el(
      'div',
      { class: 'org-sign-in__brand' },
      glyph('utility:world', 'slds-icon slds-icon_large org-sign-in__mark'),
      el('h1', {}, 'Simulated Salesforce org'),
      el('p', {}, 'Choose who you are. There is no password: nothing here leaves this machine.'),
    ),
    ...children.filter(Boolean),
  );
}

function notice(text, theme) {
  return el(
    'div',
    { class: `slds-scoped-notification slds-theme_${theme} org-sign-in__notice`, role: 'alert' },
    text,
  );
}
