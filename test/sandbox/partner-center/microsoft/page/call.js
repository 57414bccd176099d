/* global fetch */
const API = '/microsoft/api';

/** The simulator gave no answer at all. */
export class Unreachable extends Error {}

export const read = (path) => call('GET', path);

/** One call to the simulator. @throws Unreachable; Error with a sentence to show */
export async function call(method, path, body) {
  const answer = await reach(`${API}${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'x-microsoft-page': 'order' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error ?? `The simulator answered ${answer.status}.`);
  return content;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (cause) {
    throw new Unreachable('Cannot reach the simulator. Is it still running?', { cause });
  }
}
