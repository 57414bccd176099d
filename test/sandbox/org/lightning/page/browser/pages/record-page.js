/** A record: drawn from the Lightning page of its object, or as the platform draws an object without one. */
import { describeObject } from '../objects.js';
import { details } from '../record/details.js';
import { highlights } from '../record/highlights.js';
import { openEdit } from '../record/record-modal.js';
import { path } from '../record/path.js';
import { followRecord, readObjectName } from '../record/record-source.js';
import { regionsOf } from '../record/regions.js';
import { relatedLists } from '../record/related-lists.js';
import { sentencesOf } from '../api.js';
import { recordUrl } from '../urls.js';
import { failedPage, messagePage, NO_RECORD } from './message-page.js';
import { setTitle } from './title.js';

export function recordPage(place, org, main) {
  const ends = [];
  let isGone = false;
  const end = () => {
    isGone = true;
    for (const one of ends.splice(0)) one();
  };
  const fail = (error) => {
    end();
    if ([400, 404].includes(error.status)) messagePage(main, NO_RECORD);
    else failedPage(main, sentencesOf(error).page);
  };
  load(place)
    .then((object) => {
      if (!isGone) draw({ place, object, org, main, ends, fail });
    })
    .catch((error) => {
      if (!isGone) fail(error);
    });
  return end;
}

async function load({ objectApiName, recordId }) {
  return describeObject(objectApiName ?? (await readObjectName(recordId)));
}

function draw({ place, object, org, main, ends, fail }) {
  const { recordId } = place;
  const page = org.metadata.recordPages[object.apiName] ?? ownPage(object.apiName, org);
  let drawn;
  const source = followRecord(recordId, object, {
    onRecord(record) {
      setTitle(record.name, object.label);
      if (drawn) return;
      drawn = drawRegions(page, { recordId, object, org, source });
      ends.push(drawn.remove);
      main.replaceChildren(drawn.element);
      if (place.isEdit) editThenView(source, org);
    },
    onError(error) {
      // What is shown stays when a later look fails, unless the record is gone.
      if (!drawn || error.status === 404) fail(error);
    },
  });
  ends.push(source.end);
}

function drawRegions(page, { recordId, object, org, source }) {
  return regionsOf(page, org, {
    standard: {
      'force:highlightsPanel': () => highlights(source, org),
      'force:detailPanel': () => details(source, org),
      'force:relatedListContainer': () => relatedLists(source, org),
      'runtime_sales_pathassistant:pathAssistant': () => path(source, org),
    },
    given: { recordId, objectApiName: object.apiName },
  });
}

/** The address of the editor leads to the record with its editor open; closed, only the record is left. */
function editThenView(source, org) {
  openEdit(source, org, {
    onClose: () => org.goTo(recordUrl(source.recordId, source.object.apiName), true),
  });
}

/** What the platform has for objects without a page of their own. */
function ownPage(objectApiName, { metadata }) {
  const standard = (name) => ({
    name,
    isStandard: true,
    formFactors: ['Large', 'Small'],
    properties: {},
  });
  return {
    template: 'flexipage:recordHomeTemplateDesktop',
    objectApiName,
    regions: [
      { name: 'header', components: [standard('force:highlightsPanel')] },
      {
        name: 'main',
        components: metadata.layouts[objectApiName] ? [standard('force:detailPanel')] : [],
      },
      { name: 'sidebar', components: [standard('force:relatedListContainer')] },
    ],
  };
}
