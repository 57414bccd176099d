/** Fifty SIGKILLs at random moments while people on both sides make five hundred edits. */
import { expect, it } from 'vitest';
import { createRandom } from '../sandbox/kit/random.ts';
import { expectSound } from './judge.ts';
import { makeDeals, randomEdit } from './random-edits.ts';
import { startRig } from './rig.ts';

const EDITS = 500;
const KILLS = 50;
const SEED = Number(process.env['COSELL_TEST_SEED'] ?? 20_261);

it(`survives ${KILLS} kills in ${EDITS} edits (seed ${SEED})`, { timeout: 600_000 }, async () => {
  const random = createRandom(SEED);
  const rig = await startRig({ seed: SEED });
  try {
    const deals = makeDeals(rig, 24);
    await rig.quiet({ withinMs: 120_000 });
    let kills = 0;
    for (let n = 1; n <= EDITS; n++) {
      randomEdit(rig, deals, random, n);
      if (n % (EDITS / KILLS) === 0) {
        // At a moment of its own after the edits, so that every step of a visit is hit some time.
        await new Promise((resolve) =>
          rig.clock.after(random.below(150), () => resolve(undefined)),
        );
        await rig.bridge.kill();
        await rig.bridge.start();
        kills += 1;
      }
    }
    await rig.quiet({ withinMs: 120_000 });
    expect(kills).toBe(KILLS);
    expectSound(rig);
  } finally {
    await rig.stop();
  }
});
