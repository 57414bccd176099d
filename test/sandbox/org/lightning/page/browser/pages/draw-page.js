/* global document */
/** One page for each kind of address. Each returns what takes it down. */
import { closeModals } from '../frame/modal.js';
import { markTab, menuOf } from '../frame/navigation-bar.js';
import { tabUrl } from '../urls.js';
import { appPage } from './app-page.js';
import { listPage } from './list-page.js';
import { messagePage, NO_PAGE } from './message-page.js';
import { recordPage } from './record-page.js';
import { relatedPage } from './related-page.js';

const PAGES = {
  home: (_place, org) => void org.goTo(tabUrl(menuOf(org).tabs[0]), true),
  list: listPage,
  record: recordPage,
  related: relatedPage,
  tab: appPage,
  nowhere: (_place, _org, main) => messagePage(main, NO_PAGE),
};

/** @returns {(() => void) | undefined} takes the page down */
export function drawPage(place, org) {
  closeModals();
  const main = document.getElementById('page');
  main.replaceChildren();
  markTab(tabOf(place, org.metadata.app.tabs)?.apiName);
  return PAGES[place.kind](place, org, main);
}

function tabOf({ objectApiName, tab }, tabs) {
  return tabs.find((one) => (tab ? one.apiName === tab : one.objectApiName === objectApiName));
}
