/* global fetch */
/** One call to the sandbox. @throws Error with a sentence to show */
export async function call(method, path, body) {
  const answer = await reach(path, {
    method,
    ...(body
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.message ?? `The sandbox answered ${answer.status}.`);
  return content;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (cause) {
    throw new Error('The sandbox does not answer. Is it still running?', { cause });
  }
}
