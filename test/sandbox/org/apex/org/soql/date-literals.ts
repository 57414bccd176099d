/** TODAY, LAST_N_DAYS:3 … as moments. Users live in GMT; weeks and fiscal periods are not known here. */
import { notSimulated } from '../../../soql/soql-errors.ts';

type Range = { from: number; to: number };
const DAY = 86_400_000;

export function dateRange(literal: string, now: number): Range {
  const today = Math.floor(now / DAY) * DAY;
  const [word = '', count = '0'] = literal.toUpperCase().split(':');
  const n = Number(count);
  const date = new Date(today);
  const month = (shift: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1);
  const year = (shift: number) => Date.UTC(date.getUTCFullYear() + shift, 0, 1);
  const ranges: { [word: string]: Range } = {
    TODAY: { from: today, to: today + DAY },
    YESTERDAY: { from: today - DAY, to: today },
    TOMORROW: { from: today + DAY, to: today + 2 * DAY },
    LAST_N_DAYS: { from: today - n * DAY, to: today + DAY },
    NEXT_N_DAYS: { from: today + DAY, to: today + (n + 1) * DAY },
    THIS_MONTH: { from: month(0), to: month(1) },
    LAST_MONTH: { from: month(-1), to: month(0) },
    NEXT_MONTH: { from: month(1), to: month(2) },
    THIS_YEAR: { from: year(0), to: year(1) },
    LAST_YEAR: { from: year(-1), to: year(0) },
    NEXT_YEAR: { from: year(1), to: year(2) },
  };
  const range = ranges[word];
  if (!range) throw notSimulated(`the date literal ${literal}`);
  return range;
}
