/** Values as the pages of the org show them to a user in US English. */
import { findField, type FieldDef, type ObjectDef, type Row, type Value } from '../schema/types.ts';
import type { Org } from '../store/org.ts';

export type ShownField = { value: Value; display: string | null };
/** `schema` is that of the user. */
export type View = Pick<Org, 'schema' | 'tables'>;

/** Of `@salesforce/i18n/timeZone` as the base components bring it: both halves of a page show the same hour. */
export const TIME_ZONE = 'America/Los_Angeles';

/** `display` is null where the platform shows the value itself, and for a checkbox. */
export function shownField(view: View, object: ObjectDef, field: FieldDef, row: Row): ShownField {
  const value = row[field.name] ?? null;
  if (value === null) return { value, display: null };
  const display = DISPLAY[field.type]?.({ view, object, field, row, value }) ?? null;
  return { value: field.type === 'datetime' ? isoTime(value) : value, display };
}

/** Moments as the record API writes them: `2026-11-22T10:00:00.000Z`. */
export const isoTime = (value: Value): string => String(value).replace('+0000', 'Z');

type Shown = { view: View; object: ObjectDef; field: FieldDef; row: Row; value: Value };
type Display = (shown: Shown) => string | null;

const number: Display = ({ field, value }) => grouped(Number(value), field.scale);

const DISPLAY: { readonly [type in FieldDef['type']]?: Display } = {
  picklist: ({ field, value }) =>
    field.picklist.find((one) => one.value === value)?.label ?? String(value),
  currency: ({ object, field, row, value }) => {
    const amount = grouped(Math.abs(Number(value)), field.scale);
    const sign = Number(value) < 0 ? '-' : '';
    const code = findField(object, 'CurrencyIsoCode') && row['CurrencyIsoCode'];
    return code ? `${code} ${sign}${amount}` : `${sign}$${amount}`;
  },
  double: number,
  int: number,
  percent: ({ field, value }) => `${grouped(Number(value), field.scale)}%`,
  date: ({ value }) => DAY.format(new Date(`${String(value)}T00:00:00Z`)),
  datetime: ({ value }) =>
    // The formatter puts a narrow blank before AM and PM.
    MOMENT.format(new Date(isoTime(value))).replace('\u202f', ' '),
  reference: ({ view, value }) => nameOf(view, String(value)),
};

const grouped = (value: number, scale: number) =>
  new Intl.NumberFormat('en-US', {
    minimumFractionDigits: scale,
    maximumFractionDigits: scale,
  }).format(value);

const DAY = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' });
const MOMENT = new Intl.DateTimeFormat('en-US', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** Of a row of an object that the user may see. */
function nameOf({ schema, tables }: View, id: string): string | null {
  const object = schema.byPrefix(id.slice(0, 3));
  const name = object && findField(object, 'Name');
  const value = name && tables.get(object.name, id)?.[name.name];
  return typeof value === 'string' ? value : null;
}
