import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { ApexDate, type ApexDatetime } from '../values/scalars.ts';
import { dayOf, MS_PER_DAY, partsOf, plusMonths, type DayParts } from './calendar.ts';

const shifted = (date: ApexDate, months: number) => {
  const parts = partsOf(date.days);
  return new ApexDate(dayOf(plusMonths(parts, months)));
};

const dateOf = (run: Run, parts: DayParts): ApexDate => {
  if (parts.year > 4000 || parts.year < 1700) {
    run.raise('TypeException', `Invalid date: ${parts.year}-${parts.month}-${parts.day}`);
  }
  return new ApexDate(dayOf(parts));
};

nativeType('Date', {
  kind: 'value',
  methods: {
    'addDays(Integer):Date': (_run, date: ApexDate, days: number) => new ApexDate(date.days + days),
    'addMonths(Integer):Date': (_run, date: ApexDate, months: number) => shifted(date, months),
    'addYears(Integer):Date': (_run, date: ApexDate, years: number) => shifted(date, 12 * years),
    'day():Integer': (_run, date: ApexDate) => partsOf(date.days).day,
    'month():Integer': (_run, date: ApexDate) => partsOf(date.days).month,
    'year():Integer': (_run, date: ApexDate) => partsOf(date.days).year,
    'dayOfYear():Integer': (_run, date: ApexDate) =>
      date.days - dayOf({ ...partsOf(date.days), month: 1, day: 1 }) + 1,
    'daysBetween(Date):Integer': (_run, date: ApexDate, other: ApexDate) => other.days - date.days,
    'monthsBetween(Date):Integer': (_run, date: ApexDate, other: ApexDate) => {
      const [from, to] = [partsOf(date.days), partsOf(other.days)];
      return 12 * (to.year - from.year) + to.month - from.month;
    },
    'isSameDay(Date):Boolean': (_run, date: ApexDate, other: ApexDate) => date.days === other.days,
    'toStartOfMonth():Date': (_run, date: ApexDate) =>
      new ApexDate(dayOf({ ...partsOf(date.days), day: 1 })),
    // The week of a user with the locale en_US begins on Sunday; 1970-01-01 was a Thursday.
    'toStartOfWeek():Date': (_run, date: ApexDate) =>
      new ApexDate(date.days - ((((date.days + 4) % 7) + 7) % 7)),
    'format():String': (_run, date: ApexDate) => {
      const { year, month, day } = partsOf(date.days);
      return `${month}/${day}/${year}`;
    },
  },
  statics: {
    'newInstance(Integer,Integer,Integer):Date': (
      run: Run,
      year: number,
      month: number,
      day: number,
    ) => dateOf(run, { year, month, day }),
    'today():Date': (run: Run) => new ApexDate(Math.floor(run.platform.now() / MS_PER_DAY)),
    'valueOf(String):Date': (run: Run, text: string) => parseDate(run, text),
    'valueOf(Object):Date': (run: Run, value: ApexDate | ApexDatetime | string) =>
      typeof value === 'string'
        ? parseDate(run, value)
        : value instanceof ApexDate
          ? value
          : new ApexDate(Math.floor(value.ms / MS_PER_DAY)),
    'parse(String):Date': (run: Run, text: string) => {
      const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
      if (!match) return run.raise('TypeException', `Invalid date: ${text}`);
      return dateOf(run, {
        year: Number(match[3]),
        month: Number(match[1]),
        day: Number(match[2]),
      });
    },
    'daysInMonth(Integer,Integer):Integer': (_run, year: number, month: number) =>
      partsOf(dayOf({ year, month: month + 1, day: 0 })).day,
    'isLeapYear(Integer):Boolean': (_run, year: number) =>
      partsOf(dayOf({ year, month: 3, day: 0 })).day === 29,
  },
});

/** `2026-12-01`, also with a time behind it. */
export function parseDate(run: Run, text: string): ApexDate {
  const match = /^(\d{1,4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(text.trim());
  const parts = { year: Number(match?.[1]), month: Number(match?.[2]), day: Number(match?.[3]) };
  if (!match || parts.month > 12 || parts.day > 31) {
    return run.raise('TypeException', `Invalid date: ${text}`);
  }
  return dateOf(run, parts);
}
