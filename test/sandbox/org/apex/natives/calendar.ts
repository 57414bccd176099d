/** Days counted from 1970-01-01, and what they are called. Too large a day or month runs over into the next. */
export const MS_PER_DAY = 86_400_000;

export type DayParts = { year: number; month: number; day: number };

export function partsOf(days: number): DayParts {
  const date = new Date(days * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function dayOf({ year, month, day }: DayParts): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / MS_PER_DAY);
}

/** The 31st becomes the last day of a shorter month. */
export function plusMonths({ year, month, day }: DayParts, months: number): DayParts {
  const last = partsOf(dayOf({ year, month: month + months + 1, day: 0 }));
  return { ...last, day: Math.min(day, last.day) };
}
