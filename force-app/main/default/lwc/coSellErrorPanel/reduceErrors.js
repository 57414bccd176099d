import { labels } from 'c/coSellLabels';

/**
 * Every shape an error has on the platform, and our own, as `[{message, who, fix}]`:
 * Apex (`body.message`, which may hold our JSON), Lightning Data Service (`body.output.errors` and `.fieldErrors`,
 * `body.fieldErrors`/`.pageErrors`), lists of bodies, a network failure (`statusText`), a JavaScript error, a string.
 */
export function reduceErrors(errors) {
  const list = Array.isArray(errors) ? errors : [errors];
  const reduced = list.filter(Boolean).flatMap(fromOne);
  const seen = new Set();
  return reduced.filter(({ message }) => !seen.has(message) && seen.add(message));
}

function fromOne(error) {
  if (typeof error === 'string') return [fromMessage(error)];
  const { body } = error;
  const detailed = Array.isArray(body) ? body.flatMap(fromBody) : body ? fromBody(body) : [];
  if (detailed.length > 0) return detailed;
  return [fromMessage(error.message ?? error.statusText)];
}

function fromBody(body) {
  if (typeof body === 'string') return [fromMessage(body)];
  const parts = [body.output, body].filter(Boolean);
  const messages = parts.flatMap((part) => [
    ...(part.errors ?? []),
    ...(part.pageErrors ?? []),
    ...Object.values(part.fieldErrors ?? {}).flat(),
  ]);
  const detailed = messages.map(({ message }) => fromMessage(message));
  // Beside field errors the outer message only says that there are some.
  return detailed.length > 0 || !body.message ? detailed : [fromMessage(body.message)];
}

function fromMessage(message) {
  const ours = parse(message);
  if (ours?.code) {
    return {
      message: ours.message ?? ours.detail ?? labels.errorUnknown,
      who: ours.who ?? null,
      fix: ours.fix ?? null,
    };
  }
  return { message: message || labels.errorUnknown, who: null, fix: null };
}

function parse(text) {
  if (typeof text !== 'string' || !text.startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
