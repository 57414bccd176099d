/* global fetch, location */
/** Calls to the org's JSON API. */

/** The org's own refusal, with the body as the platform shapes it. */
export class Refusal extends Error {
  constructor({ status, statusText, body }) {
    super(`${status} ${statusText}`);
    Object.assign(this, { status, statusText, body });
  }
}

/** Nobody answers at the org's address. */
export class Unreachable extends Error {}

/** Told about every call that nobody answered. */
const listeners = new Set();
export const onUnreachable = (listener) => listeners.add(listener);

/**
 * The answer's JSON; undefined for an empty one. Never settles when the session has ended: the page leaves for the sign-in.
 * @throws Refusal, Unreachable
 */
export async function call(method, path, body) {
  const response = await reach(method, `/lightning/api/${path}`, body);
  const content = contentOf(await response.text());
  if (response.status === 401 && path !== 'session') return signInAgain();
  if (response.ok) return content;
  // Errors travel as the platform's status and body, in an envelope or as the answer itself.
  throw new Refusal({
    status: content?.status ?? response.status,
    statusText: response.statusText,
    body: content?.body ?? content,
  });
}

async function reach(method, url, body) {
  const headers = { 'X-Lightning-Request': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(url, { method, headers, body: JSON.stringify(body) });
  } catch (cause) {
    for (const listener of listeners) listener();
    throw new Unreachable('The org does not answer. Check your connection and try again.', {
      cause,
    });
  }
}

function contentOf(text) {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function signInAgain() {
  const startURL = encodeURIComponent(location.pathname + location.search);
  location.replace(`/?ended=1&startURL=${startURL}`);
  return new Promise(() => undefined);
}

/** What an error says, as sentences; field errors under the field's API name. */
export function sentencesOf(error) {
  if (!(error instanceof Refusal) && error?.body === undefined) {
    return { page: [error?.message ?? String(error)], fields: {} };
  }
  const { body } = error;
  const bodies = Array.isArray(body) ? body : [body];
  const page = [];
  const fields = {};
  for (const one of bodies) {
    const output = one?.output;
    for (const { message } of output?.errors ?? []) page.push(message);
    for (const [field, problems] of Object.entries(output?.fieldErrors ?? {})) {
      fields[field] = problems.map(({ message }) => message).join(' ');
    }
    const isDetailed =
      output && (output.errors?.length || Object.keys(output.fieldErrors ?? {}).length);
    if (!isDetailed && one?.message) page.push(one.message);
  }
  if (page.length === 0 && Object.keys(fields).length === 0)
    page.push(`The org answered ${error.status}.`);
  return { page, fields };
}
