/** Reading plain JSON that may be anything. */
import type { Json, JsonObject } from './values.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text, or null when there is none or it is empty. */
export function asText(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Value at a JSON pointer of plain property names; undefined when a step is missing. */
export function valueAt(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path.slice(1).split('/')) {
    if (!isObject(value)) return undefined;
    value = value[key];
  }
  return value;
}
