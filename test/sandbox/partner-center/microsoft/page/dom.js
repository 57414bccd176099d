/* global document */
/** Elements, and how new ones take the place of old ones without disturbing whoever works with these. */
export const $ = (id) => document.getElementById(id);

/** A new element; names with a dash are attributes, `data` is a dataset, children are elements, texts, or nothing. */
export function el(tag, props, ...children) {
  const { data, ...rest } = props ?? {};
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined || value === null) continue;
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  Object.assign(element.dataset, data);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing of 20 × 20 that says nothing to a screen reader. */
export function icon(path) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** Makes the content be these, and keeps what is the same: focus, scrolling, selection stay where they are. */
export function draw(parent, ...children) {
  const { activeElement } = document;
  patch(parent, children.flat().filter(Boolean));
  if (activeElement !== document.activeElement && activeElement?.isConnected) activeElement.focus();
}

function patch(parent, next) {
  const keyed = new Map();
  for (const node of parent.childNodes) if (keyOf(node)) keyed.set(keyOf(node), node);
  let at = parent.firstChild;
  for (const child of next) {
    const old = keyOf(child) ? keyed.get(keyOf(child)) : at;
    if (old && isAlike(old, child)) {
      if (old === at) at = at.nextSibling;
      else parent.insertBefore(old, at);
      update(old, child);
    } else {
      parent.insertBefore(child, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function update(old, next) {
  if (old.nodeType === 3) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !isPersons(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  patch(old, [...next.childNodes]);
}

/** What a person opened stays open. */
const isPersons = (element, name) => name === 'open' && element.tagName === 'DETAILS';
const keyOf = (node) => node.dataset?.key;
const isAlike = (a, b) =>
  a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
