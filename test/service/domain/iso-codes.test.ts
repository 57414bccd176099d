/** The codes of countries and currencies. */
import { expect, it } from 'vitest';
import { COUNTRIES, isCountry, isCurrency } from '../../../service/src/domain/iso-codes.ts';

it('every assigned code is a country with a name, and there are as many as the standard has', () => {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  expect(COUNTRIES.size).toBe(249);
  expect([...COUNTRIES].filter((code) => names.of(code) === undefined)).toEqual([]);
});

it.each<[code: unknown, country: boolean, currency: boolean]>([
  ['de', true, false],
  ['UK', false, false],
  ['', false, false],
  ['eur', false, true],
  ['EURO', false, false],
  [null, false, false],
  [undefined, false, false],
  [7, false, false],
])('%j: country %j, currency %j', (code, country, currency) => {
  expect([isCountry(code), isCurrency(code)]).toEqual([country, currency]);
});
