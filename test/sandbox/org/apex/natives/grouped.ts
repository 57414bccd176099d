import type { Decimal } from '../values/decimal.ts';

/** As a user with the locale en_US reads it: groups of three, at most three digits after the point. */
export function grouped(value: Decimal): string {
  const rounded = (value.scale > 3 ? value.setScale(3, 'HALF_EVEN') : value).stripTo(0).toString();
  const [whole = '', fraction] = rounded.split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
