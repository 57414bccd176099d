import type { SimClock } from '../../kit/clock.ts';
import { conflict, invalid } from '../api-error.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 60;

/**
 * A clock that runs with this machine's is shared with programs that would not come along.
 * @throws ApiError 409 then; 400 unless it is a whole number of days
 */
export async function moveDays(clock: SimClock, days: unknown): Promise<void> {
  if (clock.mode !== 'manual') {
    throw conflict("The simulator's clock runs with this machine's; only a standing one is moved.");
  }
  if (!Number.isInteger(days) || Number(days) < 1 || Number(days) > MOST_DAYS) {
    throw invalid(
      `days must be a whole number from 1 to ${String(MOST_DAYS)}, not ${JSON.stringify(days)}.`,
    );
  }
  await clock.advance(Number(days) * DAY_MS);
}
