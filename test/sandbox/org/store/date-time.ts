/** Date-times as REST shows them: UTC, whole seconds, `.000+0000` (salesforce-rest.md section 7). */

export const toWireTime = (ms: number): string =>
  new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('Z', '+0000');

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since 1970 of an ISO date-time with a zone; undefined when it is none. */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, seconds = '', fraction = '', zone = 'Z'] = match;
  const colon = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const ms = Date.parse(`${seconds}${fraction.slice(0, 4)}${colon}`);
  return Number.isNaN(ms) ? undefined : ms;
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  const year = Number(text.slice(0, 4));
  return (
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text) &&
    year >= 1700 &&
    year <= 4000
  );
}
