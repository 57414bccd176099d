import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';

/** A label with its places {0}, {1} … filled. */
export function format(label, ...values) {
  return label.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

/** A moment in the user's language and time zone; empty for none. */
export function formatDateTime(iso) {
  return show(iso, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });
}

/** A calendar day, which has no time zone; empty for none. */
export function formatDate(isoDay) {
  return show(isoDay, { dateStyle: 'medium', timeZone: 'UTC' });
}

export function formatNumber(value) {
  return new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 }).format(value);
}

function show(iso, options) {
  const millis = Date.parse(iso ?? '');
  return Number.isNaN(millis) ? '' : new Intl.DateTimeFormat(LOCALE, options).format(millis);
}
