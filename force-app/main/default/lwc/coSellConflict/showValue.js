import { formatDate, formatNumber } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A value as a person reads it, whatever type the field has. */
export function showValue(value) {
  if (value === null || value === undefined || value === '') return labels.emptyValue;
  if (typeof value === 'boolean') return value ? labels.yes : labels.no;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'object') return JSON.stringify(value);
  return DAY.test(value) ? formatDate(value) : value;
}
