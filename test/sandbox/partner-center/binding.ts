/**
 * Reads values of a request body: property names in any case (as the service binds them), types exactly.
 * A binder returns the value under its canonical names and adds one sentence per mistake to `problems`.
 * A null property counts as absent.
 */
export type Binder = (value: unknown, path: string, problems: string[]) => unknown;

export const text: Binder = expecting('a string', (value) => typeof value === 'string');
export const flag: Binder = expecting('true or false', (value) => typeof value === 'boolean');
export const amount: Binder = expecting('a number of 0 or more', isAmount);
export const guid: Binder = expecting('a GUID', isGuid, (value) => String(value).toLowerCase());
export const instant: Binder = expecting(
  'a UTC date-time like 2024-11-14T00:00:00Z',
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(value) &&
    isDay(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value)),
);
/** A day (`2026-05-01`, taken as its midnight) or a UTC date-time. */
export const dayOrInstant: Binder = (value, path, problems) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
    ? instant(`${value}T00:00:00Z`, path, problems)
    : instant(value, path, problems);
export const currency: Binder = expecting(
  'an ISO 4217 currency code like USD',
  (value) => typeof value === 'string' && Intl.supportedValuesOf('currency').includes(value),
);
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Known to Intl, yet no countries. */
const NO_COUNTRIES = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];
export const country: Binder = expecting(
  'an ISO 3166 country code of two letters like US',
  (value) =>
    typeof value === 'string' &&
    /^[A-Z]{2}$/.test(value) &&
    !NO_COUNTRIES.includes(value) &&
    // `UK` and codes of countries that are gone mean another one.
    Intl.getCanonicalLocales(`und-${value}`)[0] === `und-${value}` &&
    regions.of(value) !== undefined,
);
export const email: Binder = expecting(
  'an e-mail address',
  (value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value),
);
/** PATCH takes the deal value as a number or as a string of one. */
export const amountOrDigits: Binder = expecting(
  'a number of 0 or more, or a string of one like "10000"',
  (value) => isAmount(typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? +value : value),
  Number,
);

export function oneOf(values: readonly string[]): Binder {
  return expecting(`one of ${values.join(', ')}`, (value) => values.includes(String(value)));
}

/** Leaves null as it is. */
export function orNull(binder: Binder): Binder {
  return (value, path, problems) => (value === null ? null : binder(value, path, problems));
}

export function listOf(binder: Binder, max = Infinity): Binder {
  return (value, path, problems) => {
    if (!Array.isArray(value)) return void problems.push(wrong(path, 'an array', value));
    if (value.length > max) {
      problems.push(
        `${path} may have at most ${String(max)} entries, not ${String(value.length)}.`,
      );
    }
    return value.map((one, index) => binder(one, `${path}[${String(index)}]`, problems));
  };
}

export function recordOf(properties: Readonly<Record<string, Binder>>): Binder {
  const canonical = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  return (value, path, problems) => {
    if (!isObject(value)) return void problems.push(wrong(path || 'The body', 'an object', value));
    const bound: Record<string, unknown> = {};
    for (const [sent, item] of Object.entries(value)) {
      const name = canonical.get(sent.toLowerCase());
      const binder = name === undefined ? undefined : properties[name];
      const at = path ? `${path}.${name ?? sent}` : (name ?? sent);
      if (name === undefined || !binder) problems.push(`Unknown property ${at}.`);
      else if (name in bound) problems.push(`Property ${at} is given twice.`);
      else if (item !== null) bound[name] = binder(item, at, problems);
    }
    return bound;
  };
}

/** A property that exists but is set by the service alone. */
export const readOnly: Binder = (_value, path, problems) =>
  void problems.push(`Property ${path} is set by the service and can not be sent.`);

export function isGuid(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value)
  );
}

function expecting(
  what: string,
  accepts: (value: unknown) => boolean,
  convert: (value: unknown) => unknown = (value) => value,
): Binder {
  return (value, path, problems) =>
    accepts(value) ? convert(value) : void problems.push(wrong(path, what, value));
}

/** `Date.parse` takes the 31st of February for a day in March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

const wrong = (path: string, what: string, value: unknown): string =>
  `${path} must be ${what}, not ${(JSON.stringify(value) ?? 'nothing').slice(0, 80)}.`;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
