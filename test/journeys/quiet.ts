/**
 * When nothing is left to do. A pair at rest proves nothing: a sweep may have rung it, and its visit may have got a
 * stale answer. So from the first moment of rest every sweep must begin and end well, and nothing may be rung meanwhile; and
 * the rest must last until a visit that was put off for a moment, as before a list that was behind, has come again.
 */
import type { Glance } from './store-view.ts';

export type Sight = Glance & {
  /** When it was taken, in milliseconds of a clock that only goes forward. */
  at: number;
  /** Writes on both sides so far. */
  writes: number;
  /** Lists show the last of these writes by now, and no record carries a change token. */
  isCaughtUp: boolean;
};

type Rest = { since: number; rung: number; writes: number; sweeps: Map<string, Watched> };
/** `endsLeft`: a sweep that was under way when the rest began may have read its list before. */
type Watched = { sweptAt: number | null; endsLeft: number };

/** Longer than `staleRetryMs` and `listRetryMs` of the rigs, with the time of a visit. */
export const PUT_OFF_MS = 250;

/** Is given one sight after the other; says whether everything is quiet now. */
export function watchForQuiet(): (sight: Sight) => boolean {
  let rest: Rest | undefined;

  return (sight) => {
    if (rest && (sight.rung !== rest.rung || sight.writes !== rest.writes)) rest = undefined;
    const isAtRest = sight.waiting === 0 && sight.isCaughtUp;
    if (!rest) {
      if (isAtRest) rest = restFrom(sight);
      return false;
    }
    const watched = countEnds(rest, sight);
    const isSwept = watched.length === SWEEPS && watched.every(({ endsLeft }) => endsLeft === 0);
    return isAtRest && isSwept && sight.at - rest.since >= PUT_OFF_MS;
  };
}

/** Change tokens, modified records, Partner Center's list, the settings, and what is forgotten. */
const SWEEPS = 5;

function restFrom({ at, rung, writes, sweeps }: Sight): Rest {
  const watched = sweeps.map(
    ({ name, sweptAt, isHeld }) => [name, { sweptAt, endsLeft: isHeld ? 2 : 1 }] as const,
  );
  return { since: at, rung, writes, sweeps: new Map(watched) };
}

function countEnds(rest: Rest, { sweeps }: Sight): Watched[] {
  for (const { name, sweptAt, isHeld } of sweeps) {
    const watched = rest.sweeps.get(name);
    // The first sweep of a store that was empty when the rest began.
    if (!watched) rest.sweeps.set(name, { sweptAt, endsLeft: isHeld ? 2 : 1 });
    else if (sweptAt !== null && sweptAt !== watched.sweptAt) {
      watched.sweptAt = sweptAt;
      watched.endsLeft = Math.max(0, watched.endsLeft - 1);
    }
  }
  return [...rest.sweeps.values()];
}
