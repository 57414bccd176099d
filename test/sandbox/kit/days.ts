/** Days for what runs on the real clock: a deal must close in the future, in whatever year somebody runs this. */

/** The calendar year after that of `now` (ms since 1970, UTC). */
export const nextYearOf = (now: number): number => new Date(now).getUTCFullYear() + 1;

export const NEXT_YEAR = nextYearOf(Date.now());

/** `nextYear('03-31')` is `2027-03-31` all through 2026. */
export const nextYear = (monthAndDay: string): string => `${NEXT_YEAR}-${monthAndDay}`;
