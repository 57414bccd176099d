/* global document */
/** Puts the component of the page's state on the page, with a port behind it and somebody who shows toasts. */
import { usePort } from '../shims/port.ts';
import { ShowToastEventName } from '../shims/platform-show-toast-event.ts';
import { fixedPort } from './fixed-port.ts';
import { emptyJournal } from './journal.ts';

export function start(createElement, components) {
  const state = globalThis.coSellPage;
  const journal = emptyJournal();
  globalThis.coSellJournal = journal;
  usePort(fixedPort(state, journal));
  document.addEventListener(ShowToastEventName, ({ detail }) => {
    journal.toasts.push(detail);
    showToast(detail);
  });
  const component = components[state.component]?.default;
  if (!component) throw new Error(`the package has no component ${state.component}`);
  const element = createElement(tagOf(state.component), { is: component });
  Object.assign(element, state.properties);
  document.getElementById('stage').append(element);
}

const tagOf = (name) => `c-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function showToast({ title = '', message = '', variant = 'info' }) {
  const toast = document.createElement('div');
  toast.className = `slds-notify slds-notify_toast slds-theme_${variant}`;
  toast.setAttribute('role', 'status');
  toast.textContent = [title, message].filter(Boolean).join(' ');
  document.getElementById('toasts').replaceChildren(toast);
}
