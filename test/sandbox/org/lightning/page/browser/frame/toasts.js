/* global clearTimeout, document, setTimeout */
/** Toasts of the components and of the page itself. */
import { ShowToastEventName } from '../../../../../../browser/shims/platform-show-toast-event.ts';
import { el, glyph, hiddenText } from '../elements.js';

const SHOWN_MS = { dismissible: 5000, dismissable: 5000, pester: 3000 };
const ICONS = {
  success: 'utility:success',
  error: 'utility:error',
  warning: 'utility:warning',
  info: 'utility:info',
};

export const listenForToasts = () =>
  document.addEventListener(ShowToastEventName, ({ detail }) => showToast(detail));

/** The same words are not shown twice at once. */
export function showToast({
  title = '',
  message = '',
  messageData = [],
  variant = 'info',
  mode = 'dismissible',
}) {
  const place = document.getElementById('toasts');
  const words = [title, message].join('\n');
  if ([...place.children].some((toast) => toast.dataset.words === words)) return;
  const toast = el(
    'div',
    {
      class: `slds-notify slds-notify_toast slds-theme_${variant}`,
      role: variant === 'error' ? 'alert' : 'status',
      'data-words': words,
    },
    hiddenText(variant),
    el(
      'span',
      { class: `slds-icon_container slds-m-right_small slds-no-flex slds-align-top` },
      glyph(ICONS[variant], 'slds-icon slds-icon_small'),
    ),
    el(
      'div',
      { class: 'slds-notify__content' },
      el('h2', { class: 'slds-text-heading_small' }, title || filled(message, messageData)),
      title && message ? el('p', {}, filled(message, messageData)) : null,
    ),
  );
  const close = () => toast.remove();
  toast.append(closeButton(close));
  place.append(toast);
  closeLater(toast, close, SHOWN_MS[mode]);
}

function closeButton(close) {
  return el(
    'div',
    { class: 'slds-notify__close' },
    el(
      'button',
      {
        type: 'button',
        class: 'slds-button slds-button_icon slds-button_icon-inverse',
        title: 'Close',
        onclick: close,
      },
      glyph('utility:close', 'slds-button__icon slds-button__icon_large'),
      hiddenText('Close'),
    ),
  );
}

/** Not while somebody points at it or has the focus in it; a sticky one stays. */
function closeLater(toast, close, shownMs) {
  if (shownMs === undefined) return;
  let timer = setTimeout(close, shownMs);
  const hold = () => clearTimeout(timer);
  const go = () => {
    hold();
    timer = setTimeout(close, shownMs);
  };
  for (const name of ['pointerenter', 'focusin']) toast.addEventListener(name, hold);
  for (const name of ['pointerleave', 'focusout']) toast.addEventListener(name, go);
}

/** `{0}` in a message: a text, or a link with `url` and `label`. */
function filled(message, values) {
  return message.split(/\{(\d+)\}/).map((part, at) => {
    if (at % 2 === 0) return part;
    const value = values[Number(part)];
    return value?.url ? el('a', { href: value.url }, value.label) : String(value ?? '');
  });
}
