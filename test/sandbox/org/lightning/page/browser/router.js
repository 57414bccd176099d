/* global URL, addEventListener, document, history, location */
/** Goes from page to page without loading the frame again, so that components leave the page as they do on the platform. */
import { placeOf } from './urls.js';

/**
 * `draw(place)` puts a page on the screen and returns what takes it down.
 * @returns {{goTo(url: string, replace?: boolean): void, start(): void}}
 */
export function createRouter(draw) {
  let leave = () => undefined;

  const show = () => {
    leave();
    leave = draw(placeOf(location)) ?? (() => undefined);
  };
  const goTo = (url, replace = false) => {
    history[replace ? 'replaceState' : 'pushState']({}, '', url);
    show();
    document.getElementById('page')?.focus({ preventScroll: true });
    document.documentElement.scrollTop = 0;
  };

  return {
    goTo,
    start() {
      addEventListener('popstate', show);
      document.addEventListener('click', (event) => {
        const url = insideAddress(event);
        if (url === null) return;
        event.preventDefault();
        goTo(url);
      });
      show();
    },
  };
}

/** The address of a plain click on a link inside the org; the browser does everything else itself. */
function insideAddress(event) {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const anchor = event.composedPath().find((node) => node.tagName === 'A');
  if (!isPlain || event.defaultPrevented || !anchor?.href || anchor.target === '_blank')
    return null;
  const { origin, pathname, search } = new URL(anchor.href);
  return origin === location.origin && pathname.startsWith('/lightning/')
    ? pathname + search
    : null;
}
