import { leaseNeededMs } from '../sync/lease.ts';
import { DEFAULT_TIMINGS, type Timings } from '../sync/ports.ts';
import { nearest } from './nearest.ts';

const NAMES = Object.keys(DEFAULT_TIMINGS) as (keyof Timings)[];

/** The first of each two must be smaller: a lease that ends before its heartbeat is lost, a back-off would shrink. */
const SMALLER_FIRST = [
  ['heartbeatMs', 'leaseMs'],
  ['backoffFirstMs', 'backoffLastMs'],
  ['gateFirstMs', 'gateLastMs'],
] as const;

/**
 * Production timings with some of them replaced, in milliseconds; for drills and tests.
 * Each wrong or unknown name is a sentence in `problems`.
 */
export function readTimings(given: { [name: string]: unknown }): {
  timings: Timings;
  problems: string[];
} {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const problem = problemOf(name, value);
    if (problem) problems.push(`COSELL_TIMINGS.${name}: ${problem}`);
  }
  if (problems.length > 0) return { timings: DEFAULT_TIMINGS, problems };
  const timings = { ...DEFAULT_TIMINGS, ...(given as Partial<Timings>) };
  const order = orderProblems(timings);
  return { timings, problems: order.length > 0 ? order : leaseProblems(timings) };
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!NAMES.includes(name as keyof Timings)) {
    const meant = nearest(name, NAMES);
    return `is not a timing${meant ? `; did you mean ${meant}?` : ` (they are ${NAMES.join(', ')})`}`;
  }
  const got = JSON.stringify(value).slice(0, 80);
  if (name === 'createLooksMs') {
    const isList = Array.isArray(value) && value.length > 0 && value.every(isDuration);
    return isList ? undefined : `expected a list of whole milliseconds, at least one; got ${got}`;
  }
  return isDuration(value) ? undefined : `expected whole milliseconds, at least 1; got ${got}`;
}

// A timer of Node overflows above 2^31 - 1 and then fires at once.
const isDuration = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 2_147_483_647;

/** A lease that never has the time for a create left makes its pair claimed and put back without end. */
function leaseProblems({ leaseMs, heartbeatMs, requestTimeoutMs }: Timings): string[] {
  const needed = heartbeatMs + leaseNeededMs({ leaseMs, requestTimeoutMs });
  if (needed <= leaseMs) return [];
  return [
    `COSELL_TIMINGS: expected a sixth of leaseMs, requestTimeoutMs and heartbeatMs to be at most leaseMs together; got ${Math.ceil(needed)} and ${leaseMs}. Make leaseMs longer, or the others shorter`,
  ];
}

const orderProblems = (timings: Timings): string[] =>
  SMALLER_FIRST.filter(([first, second]) => timings[first] >= timings[second]).map(
    ([first, second]) =>
      `COSELL_TIMINGS: expected ${first} to be less than ${second}; got ${timings[first]} and ${timings[second]}`,
  );
