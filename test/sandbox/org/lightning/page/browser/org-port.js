/* global location, window */
/** The port of the components over the org's JSON API. */
import { PlatformError } from '../../../../../browser/shims/platform-error.ts';
import { call, Refusal, Unreachable } from './api.js';
import { placeOf, referenceOf, urlOf } from './urls.js';

/**
 * @param {(url: string, replace: boolean) => void} goTo inside the org
 * @returns {import('../../../../../browser/shims/port.ts').Port}
 */
export function orgPort(goTo) {
  return {
    readRecord: (recordId, fields) =>
      ask('GET', `records/${recordId}?fields=${encodeURIComponent(fields.join(','))}`),
    updateRecord: async (recordId, fields) =>
      void (await ask('PATCH', `records/${recordId}`, fields)),
    callApex: async ({ className, methodName, parameters }) =>
      (await ask('POST', `apex/${className}/${methodName}`, parameters)) ?? null,
    navigate(pageReference, replace) {
      const url = urlOf(pageReference);
      // Another site gets a tab of its own, and no way back to this one.
      if (pageReference.type === 'standard__webPage') window.open(url, '_blank', 'noopener');
      else goTo(url, replace);
    },
    generateUrl: (pageReference) => Promise.resolve(urlOf(pageReference)),
    currentPage: () => referenceOf(placeOf(location)),
  };
}

async function ask(method, path, body) {
  try {
    return await call(method, path, body);
  } catch (error) {
    if (error instanceof Refusal)
      throw new PlatformError(error.status, error.statusText, error.body);
    // What the platform's data service hands out then is not documented; a status of 0 is a failed fetch's own.
    if (error instanceof Unreachable)
      throw new PlatformError(0, error.message, { message: error.message });
    throw error;
  }
}
