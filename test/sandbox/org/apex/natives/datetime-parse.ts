import type { Run } from '../run/run.ts';
import { ApexDatetime } from '../values/scalars.ts';

const PATTERN = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2}):(\d{1,2}))?$/;

/** `2026-12-01 13:45:00`, in the user's time, which is GMT here. */
export function parseDatetime(run: Run, text: string): ApexDatetime {
  const match = PATTERN.exec(text.trim());
  if (!match) return run.raise('TypeException', `Invalid date/time: ${text}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return new ApexDatetime(Date.UTC(year, month - 1, day, hour, minute, second));
}
