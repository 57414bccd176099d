/** A tab of the app that shows an app page. */
import { isOpen } from '../frame/navigation-bar.js';
import { regionsOf } from '../record/regions.js';
import { messagePage, NO_ACCESS, NO_PAGE } from './message-page.js';
import { setTitle } from './title.js';

export function appPage({ tab: apiName }, org, main) {
  const tab = org.metadata.app.tabs.find((one) => one.apiName === apiName);
  const page = org.metadata.appPages[tab?.flexipage];
  if (!page) return messagePage(main, NO_PAGE);
  if (!isOpen(tab, org.user)) return messagePage(main, NO_ACCESS);
  setTitle(page.label);
  const drawn = regionsOf(page, org, {});
  main.replaceChildren(drawn.element);
  return drawn.remove;
}
