import { format, formatDate, formatDateTime, formatNumber } from 'c/coSellFormat';

it.each([
  ['{0} of {1}', [3, 5], '3 of 5'],
  ['{1} before {0}', ['b', 'a'], 'a before b'],
  ['nothing to fill', ['x'], 'nothing to fill'],
  // A place without a value stays visible instead of reading "undefined".
  ['{0} and {1}', ['one'], 'one and {1}'],
  ['{0}', [0], '0'],
  // A value is never read as a place.
  ['{0} {1}', ['{1}', 'x'], '{1} x'],
])('"%s" filled with %p reads "%s"', (label, values, text) => {
  expect(format(label, ...values)).toBe(text);
});

it('shows a moment in the user’s time zone', () => {
  expect(formatDateTime('2026-11-10T09:00:00.000Z')).toMatch(/Nov 10, 2026, 1:00\sAM/);
});

it('shows a day as the same day in every time zone', () => {
  expect(formatDate('2026-11-10')).toBe('Nov 10, 2026');
});

it.each([[null], [undefined], ['nonsense']])('shows nothing for %p', (value) => {
  expect(formatDateTime(value)).toBe('');
  expect(formatDate(value)).toBe('');
});

it('shows a number with the separators of the language', () => {
  expect(formatNumber(260000.5)).toBe('260,000.5');
});
