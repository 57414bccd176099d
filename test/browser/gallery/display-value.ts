import type { FieldDef } from '../../sandbox/org/schema/types.ts';
import type { FieldValue } from '../shims/port.ts';

/** What the platform would show for a user in US English and the time zone of the page; null where it shows the value itself. */
export function displayOf(field: FieldDef, value: FieldValue): string | null {
  if (value === null) return null;
  switch (field.type) {
    case 'picklist':
      return field.picklist.find((one) => one.value === value)?.label ?? String(value);
    case 'currency':
      return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(
        Number(value),
      );
    case 'double':
    case 'int':
    case 'percent':
      return new Intl.NumberFormat('en-US', { minimumFractionDigits: field.scale }).format(
        Number(value),
      );
    case 'date':
      return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).format(new Date(String(value)));
    case 'datetime':
      return new Intl.DateTimeFormat('en-US', {
        timeZone: TIME_ZONE,
        dateStyle: 'short',
        timeStyle: 'short',
      }).format(new Date(String(value)));
    case 'boolean':
    case 'email':
    case 'id':
    case 'phone':
    case 'reference':
    case 'string':
    case 'textarea':
    case 'url':
      return null;
  }
}

/** Of `@salesforce/i18n/timeZone` as the base components bring it. */
const TIME_ZONE = 'America/Los_Angeles';
