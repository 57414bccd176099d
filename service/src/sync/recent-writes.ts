import type { Attempt, RecentWrites } from '../domain/pair.ts';
import type { CanonicalName } from '../domain/values.ts';
import type { Visit } from './visit.ts';

/** Enough to see a loop, few enough to keep the row small. */
const MOST_PER_FIELD = 8;

/** The pair's latest writes with those of this attempt added; old ones are forgotten. */
export function recentWritesAfter(visit: Visit, attempt: Attempt): RecentWrites {
  const now = visit.deps.clock.now();
  const since = now - visit.deps.timings.loopWindowMs;
  const writes: RecentWrites = {};
  for (const [field, entries = []] of Object.entries(visit.pair.recentWrites)) {
    const recent = entries.filter((entry) => Date.parse(entry.split('@')[1] ?? '') > since);
    if (recent.length > 0) writes[field as CanonicalName] = recent;
  }
  for (const field of Object.keys(attempt.fields) as CanonicalName[]) {
    const entry = `${attempt.side}@${new Date(now).toISOString()}`;
    writes[field] = [...(writes[field] ?? []), entry].slice(-MOST_PER_FIELD);
  }
  return writes;
}
