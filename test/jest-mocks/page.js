/** What a test does with a component on a page. */
import { createElement } from 'lwc';

/** Puts a component with its properties on the page. */
export function show(name, Component, properties = {}) {
  const element = createElement(name, { is: Component });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
}

/** Lets promises and the renderings that follow from them run. Works with fake timers too. */
export async function settle() {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

export function find(element, selector) {
  return element.shadowRoot.querySelector(selector);
}

export function findAll(element, selector) {
  return [...element.shadowRoot.querySelectorAll(selector)];
}

/** A base component by its `name`, which the stubs keep as a property only. */
export function named(element, name) {
  return (
    findAll(element, '*').find((node) => node.tagName.includes('-') && node.name === name) ?? null
  );
}

/** A component's own elements and those of its children, however deep. */
export function findDeep(element, selector) {
  const found = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.matches(selector)) found.push(node);
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  walk(element.shadowRoot);
  return found;
}

/** The button that does it, or Cancel, of the question that is open: `confirm` or `cancel`. */
export function answer(element, id) {
  const [row] = findDeep(element, 'c-co-sell-confirm-row');
  return row ? find(row, `[data-id="${id}"]`) : null;
}

/** All text that is rendered, children included. */
export function textOf(element) {
  const texts = [element.shadowRoot, ...findDeep(element, '*').map((node) => node.shadowRoot)]
    .filter(Boolean)
    .flatMap((root) => [...root.querySelectorAll('*:not(style)')])
    .flatMap((node) => [...node.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent.trim());
  return texts.filter(Boolean).join('\n');
}

/** Listens for an event; returns the list its details are added to. */
export function listen(element, name) {
  const details = [];
  element.addEventListener(name, ({ detail }) => details.push(detail));
  return details;
}

/** Changes a base component as a user does. */
export function type(element, detail) {
  element.dispatchEvent(new CustomEvent('change', { detail }));
}

export function press(element, key) {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
}

/** How many wires of an adapter are on the page. */
export function countWires(adapter) {
  let count = 0;
  adapter.emit(undefined, () => {
    count += 1;
    return false;
  });
  return count;
}

/** An Apex failure as the platform hands it on: our JSON is the message of the body. */
export function apexError(code, message, advice = {}) {
  return { body: { message: JSON.stringify({ code, message, who: null, fix: null, ...advice }) } };
}
