/* global document, matchMedia */
/** Runs before the components: asks who is signed in, tells them what is fixed for the page, then loads them. */
import { call, sentencesOf } from './api.js';

const COMPONENTS = '/lightning/components.js';
/** A phone, for the layout and for the components; as on the platform it is settled when the page is loaded. */
const PHONE = '(max-width: 767px)';
const ADMINISTRATION = ['ViewSetup', 'CustomizeApplication', 'ModifyAllData', 'ViewAllData'];

try {
  const user = await call('GET', 'me');
  globalThis.orgUser = user;
  globalThis.coSellPage = {
    formFactor: matchMedia(PHONE).matches ? 'Small' : 'Large',
    userId: user.userId,
    customPermissions: user.customPermissions,
    userPermissions: user.isAdmin ? ADMINISTRATION : [],
  };
  await import(COMPONENTS);
} catch (error) {
  say(sentencesOf(error).page.join(' '));
  throw error;
}

function say(sentence) {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.className = 'org-loading';
  text.textContent = `The page could not be opened: ${sentence}`;
  document.getElementById('frame').replaceChildren(text);
}
