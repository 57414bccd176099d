import type { Run } from '../run/run.ts';
import type { ApexList } from '../values/collections.ts';
import { valueText } from '../values/text.ts';

/** MessageFormat: `{0}` is a value, `''` a quote, and text in single quotes is taken as it is. */
export function formatText(run: Run, pattern: string, values: ApexList): string {
  let result = '';
  let isQuoted = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at);
    if (letter === "'") {
      if (pattern.charAt(at + 1) === "'") {
        result += "'";
        at += 1;
      } else isQuoted = !isQuoted;
      continue;
    }
    const slot = isQuoted ? null : /^\{(\d+)\}/.exec(pattern.slice(at));
    if (!slot) {
      result += letter;
      continue;
    }
    const [whole, number] = slot;
    const value = values.items[Number(number)];
    result += value === undefined ? whole : value === null ? 'null' : valueText(run, value);
    at += whole.length - 1;
  }
  return result;
}
