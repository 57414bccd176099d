const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The time left in the two largest units that say something. `now` in milliseconds. */
export function remainingOf(until, now) {
  const left = Date.parse(until) - now;
  if (Number.isNaN(left) || left <= 0) return { isOver: true, isUrgent: true, parts: [] };
  const units = [
    ['days', Math.floor(left / DAY_MS)],
    ['hours', Math.floor((left % DAY_MS) / HOUR_MS)],
    // Never "0 minutes" while there is time left.
    ['minutes', Math.max(Math.floor((left % HOUR_MS) / MINUTE_MS), left < MINUTE_MS ? 1 : 0)],
  ];
  const parts = units.filter(([, count]) => count > 0).slice(0, 2);
  return { isOver: false, isUrgent: left < 2 * DAY_MS, parts };
}
