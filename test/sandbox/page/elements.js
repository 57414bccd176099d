/* global document */
/** Small pieces the page is drawn with. */
export const $ = (id) => document.getElementById(id);

/** A new element; `children` are elements or texts. */
export function el(tag, props, ...children) {
  const { dataset, ...rest } = props ?? {};
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/** Replaces the content only when it is different, and gives the focus back to the same button. */
export function refill(parent, elements) {
  const next = el('div', {}, ...elements);
  if (parent.dataset.drawn === next.innerHTML) return;
  parent.dataset.drawn = next.innerHTML;
  const focused = parent.contains(document.activeElement)
    ? document.activeElement.dataset.key
    : undefined;
  const { scrollTop } = parent;
  parent.replaceChildren(...next.childNodes);
  parent.scrollTop = scrollTop;
  if (focused) parent.querySelector(`[data-key="${focused}"]`)?.focus();
}

export function tell(place, sentence) {
  place.textContent = sentence;
  place.hidden = sentence === '';
}

export function chip(id, text, tone) {
  const element = $(id);
  if (element.textContent !== text) element.textContent = text;
  element.className = `chip ${tone ?? ''}`;
}

export function facts(rows) {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return [el('dd', {}, 'Nothing yet.')];
  return known.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))]);
}

export function listRow({ key, isChosen, name, note, chip, tone }) {
  const button = el(
    'button',
    { type: 'button', dataset: { key } },
    el('span', { className: 'name' }, name),
    el('span', { className: 'side-note' }, note),
    el('span', { className: `chip ${tone ?? ''}` }, chip),
  );
  if (isChosen) button.setAttribute('aria-current', 'true');
  return el('li', {}, button);
}

export const toneOf = (substatus) =>
  ({
    Accepted: 'good',
    Won: 'good',
    Pending: 'warn',
    Received: 'warn',
    Lost: 'bad',
    Declined: 'bad',
    Expired: 'bad',
  })[substatus];

export const money = (value) =>
  value === null || value === undefined ? '' : value.toLocaleString('en-US');

export const timeOf = (iso) => new Date(iso).toLocaleTimeString('en-GB');

export const momentOf = (iso) =>
  iso ? new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : null;
