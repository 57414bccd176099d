/** One related list of a record, with all its rows. */
import { call, sentencesOf } from '../api.js';
import { el, link } from '../elements.js';
import { describeObject } from '../objects.js';
import { followRecord } from '../record/record-source.js';
import { card } from '../record/related-lists.js';
import { listUrl, recordUrl } from '../urls.js';
import { failedPage, messagePage, NO_PAGE, NO_RECORD } from './message-page.js';
import { setTitle } from './title.js';

export function relatedPage({ objectApiName, recordId, relationship }, org, main) {
  let source;
  let isGone = false;
  const fail = (error) => {
    if (isGone) return;
    if ([400, 404].includes(error.status)) messagePage(main, NO_RECORD);
    else failedPage(main, sentencesOf(error).page);
  };
  const show = async () => {
    const lists = await call('GET', `related/${recordId}`);
    const list = lists.find((one) => one.relationship === relationship);
    if (isGone) return;
    if (!list) return messagePage(main, NO_PAGE);
    setTitle(list.label, source.name);
    const drawn = await card(list, { source, org, reload: show, most: Infinity });
    main.replaceChildren(
      el(
        'nav',
        { 'aria-label': 'Breadcrumbs', class: 'slds-card org-crumbs' },
        link(listUrl(objectApiName), source.object.labelPlural),
        el('span', { 'aria-hidden': 'true' }, '›'),
        link(recordUrl(recordId, objectApiName), source.name),
      ),
      drawn,
    );
  };
  describeObject(objectApiName)
    .then((object) => {
      if (isGone) return;
      source = followRecord(recordId, object, {
        onRecord: () => void show().catch(fail),
        onError: fail,
      });
    })
    .catch(fail);
  return () => {
    isGone = true;
    source?.end();
  };
}
