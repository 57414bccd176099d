import { scrub } from './scrub.ts';

/** Their messages are Node's own words, or ours; any other message may quote a record or a secret. */
const SAFE_MESSAGES: ReadonlySet<string> = new Set([
  'TypeError',
  'ReferenceError',
  'RangeError',
  'SqliteError',
  'CannotStart',
]);
const MOST_FRAMES = 12;
const MOST_CAUSES = 3;

export type ErrorLine = {
  type: string;
  code?: string;
  message?: string;
  frames: string[];
  cause?: ErrorLine;
};

/** Class, code and where; the message only where it cannot hold somebody's data. */
export function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const code = 'code' in error ? wordOf(error.code) : undefined;
  return {
    type: wordOf(error.name) ?? 'Error',
    ...(code === undefined ? {} : { code }),
    ...(SAFE_MESSAGES.has(error.name) ? { message: scrub(error.message) } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined || depth >= MOST_CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** Codes and class names are one word; whatever else somebody puts there is content. */
const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;

/** The message stands in the stack too, and a line of it may look like a frame. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const heading = stack.indexOf(error.message);
  const below = heading < 0 ? stack : stack.slice(heading + error.message.length);
  return below
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
}
