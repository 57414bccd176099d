/** Whatever state a pair is in: once a plan was carried out there is nothing left to say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld } from './any-world.ts';
import { runs } from './runs.ts';
import { reconcile, type World } from './world.ts';

const QUIET = { operations: [], set: {}, audit: [] };

describe('a plan that was carried out', () => {
  it('leaves nothing to plan, from any state, base, hold, mapping and setting', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        reconcile(world);
        const before = snapshot(world);
        expect(reconcile(world)).toEqual(QUIET);
        expect(snapshot(world)).toEqual(before);
      }),
      runs(600),
    );
  });
});

function snapshot({ record, referral, base, held }: World) {
  return structuredClone({ record, referral, base, held });
}
