/** The record of a page, kept up to date by the same data service that the components use. */
import { getRecord, updateRecord } from '../../../../../../browser/shims/ui-record-api.ts';
import { call } from '../api.js';
import { labelOf } from '../objects.js';

/** @throws Refusal there is no such record for the user */
export async function readObjectName(recordId) {
  return (await call('GET', `records/${recordId}?fields=Id`)).objectApiName;
}

/**
 * `field(name)` is `{apiName, value, display, type, label, …}` of the object's description; undefined when it is hidden.
 * Parts of the page `watch` it: they are called at once, and whenever the record is another.
 */
export function followRecord(recordId, object, { onRecord, onError }) {
  const names = Object.keys(object.fields).map((name) => `${object.apiName}.${name}`);
  const watchers = new Set();
  let record;

  const adapter = new getRecord(({ data, error }) => {
    if (error) return onError(error);
    if (!data) return;
    record = data;
    source.name = String(data.fields.Name?.value ?? data.fields.Name?.displayValue ?? object.label);
    onRecord(source);
    for (const watcher of watchers) watcher();
  });
  const source = {
    recordId,
    object,
    name: '',
    field: (name) => fieldOf(object, name, record),
    watch(watcher) {
      watchers.add(watcher);
      watcher();
    },
    /** @throws what a component would get; every part of the page has the new values before it settles */
    save: (fields) => updateRecord({ fields: { Id: recordId, ...fields } }),
    end: () => adapter.disconnect(),
  };
  adapter.update({ recordId, optionalFields: names });
  adapter.connect();
  return source;
}

function fieldOf(object, apiName, record) {
  const described = object.fields[apiName];
  const read = record?.fields[apiName];
  if (!described || !read) return undefined;
  return {
    ...described,
    apiName,
    label: labelOf(object.apiName, apiName, described),
    value: read.value,
    display: read.displayValue,
  };
}
