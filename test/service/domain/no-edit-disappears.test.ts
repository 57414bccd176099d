/** No silent overwrite: whatever people type, on both sides, in any order, between any visits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choices,
  edits,
  lifeSteps,
  openProfiles,
  profiles,
  settledWorld,
  visits,
  waits,
} from './arbitraries.ts';
import { begin, disappeared, finish, play } from './follow.ts';
import { runs } from './runs.ts';

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: edits },
    { weight: 4, arbitrary: visits },
    { weight: 1, arbitrary: waits },
    { weight: 1, arbitrary: choices },
    { weight: 1, arbitrary: lifeSteps },
  ),
  { maxLength: 14 },
);

describe('every value a person typed', () => {
  it.each([
    ['where everything flows', openProfiles],
    ['with any mapping and switches', profiles],
  ])('reached the other side, was typed over, or stands in the audit, %s', (_name, profile) => {
    fc.assert(
      fc.property(settledWorld(profile), steps, (world, history) => {
        const followed = begin(world);
        play(followed, history);
        finish(followed);
        expect(disappeared(followed)).toEqual([]);
      }),
      runs(400),
    );
  });
});
