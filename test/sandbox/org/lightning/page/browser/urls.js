/* global URLSearchParams */
/** Addresses of pages, and the platform's page references as addresses. */

export const listUrl = (objectApiName, filterName) =>
  `/lightning/o/${objectApiName}/list${filterName ? `?filterName=${encodeURIComponent(filterName)}` : ''}`;

/** Without the object's name, as where only the id is known. */
export const recordUrl = (recordId, objectApiName, action = 'view') =>
  `/lightning/r/${objectApiName ? `${objectApiName}/` : ''}${recordId}/${action}`;

export const relatedUrl = (objectApiName, recordId, relationship) =>
  `/lightning/r/${objectApiName}/${recordId}/related/${relationship}/view`;

export const tabUrl = ({ apiName, objectApiName }) =>
  objectApiName ? listUrl(objectApiName) : `/lightning/n/${apiName}`;

export const HOME = '/lightning/page/home';

const URLS = {
  standard__recordPage: ({ recordId, objectApiName, actionName }) =>
    recordUrl(recordId, objectApiName, actionName),
  standard__recordRelationshipPage: ({ recordId, objectApiName, relationshipApiName }) =>
    relatedUrl(objectApiName, recordId, relationshipApiName),
  standard__objectPage: ({ objectApiName, actionName }, { filterName } = {}) =>
    actionName === 'new' ? `/lightning/o/${objectApiName}/new` : listUrl(objectApiName, filterName),
  standard__navItemPage: ({ apiName }) => `/lightning/n/${apiName}`,
  standard__namedPage: () => HOME,
  standard__webPage: ({ url }) => url,
};

/** @throws Error a type that no page here has */
export function urlOf({ type, attributes, state }) {
  const write = URLS[type];
  if (!write) throw new Error(`there is no page of type ${type}`);
  return write(attributes ?? {}, state);
}

const PAGES = [
  [/^\/lightning\/page\/home$/, () => ({ kind: 'home' })],
  [/^\/lightning\/o\/(\w+)\/(list|home)$/, (objectApiName) => ({ kind: 'list', objectApiName })],
  [
    /^\/lightning\/o\/(\w+)\/new$/,
    (objectApiName) => ({ kind: 'list', objectApiName, isNew: true }),
  ],
  [/^\/lightning\/r\/(?:(\w+)\/)?(\w{15,18})\/(view|edit)$/, recordPage],
  [
    /^\/lightning\/r\/(\w+)\/(\w{15,18})\/related\/(\w+)\/view$/,
    (objectApiName, recordId, relationship) => ({
      kind: 'related',
      objectApiName,
      recordId,
      relationship,
    }),
  ],
  [/^\/lightning\/n\/(\w+)$/, (tab) => ({ kind: 'tab', tab })],
];

function recordPage(objectApiName, recordId, action) {
  return {
    kind: 'record',
    objectApiName: objectApiName ?? null,
    recordId,
    isEdit: action === 'edit',
  };
}

/** Which page an address means, as `{kind, …}`; `nowhere` for none. */
export function placeOf({ pathname, search }) {
  for (const [pattern, read] of PAGES) {
    const match = pattern.exec(pathname);
    if (match)
      return {
        ...read(...match.slice(1)),
        filterName: new URLSearchParams(search).get('filterName'),
      };
  }
  return { kind: 'nowhere' };
}

/** The page reference of an address, for components that ask where they are. */
export function referenceOf(place) {
  const { kind, objectApiName, recordId, relationship, tab, filterName } = place;
  if (kind === 'record')
    return reference('standard__recordPage', { recordId, objectApiName, actionName: 'view' });
  if (kind === 'list') {
    return reference(
      'standard__objectPage',
      { objectApiName, actionName: 'list' },
      filterName ? { filterName } : {},
    );
  }
  if (kind === 'related') {
    const attributes = {
      recordId,
      objectApiName,
      relationshipApiName: relationship,
      actionName: 'view',
    };
    return reference('standard__recordRelationshipPage', attributes);
  }
  if (kind === 'tab') return reference('standard__navItemPage', { apiName: tab });
  return reference('standard__namedPage', { pageName: 'home' });
}

const reference = (type, attributes, state = {}) => ({ type, attributes, state });
