/** SIGKILLs at random moments while people on both sides go on editing. */
import { expect } from 'vitest';
import { createRandom, type Random } from '../sandbox/kit/random.ts';
import type { OrgKind } from '../sandbox/org/server.ts';
import type { Engine } from './engine.ts';
import { expectSound } from './judge.ts';
import { makeDeals, randomEdit } from './random-edits.ts';
import { startRig, type Rig } from './rig.ts';

export const EDITS = 500;
export const SEED = Number(process.env['COSELL_TEST_SEED'] ?? 20_261);

/** @throws AssertionError with what the checker found */
export async function surviveKills(
  wanted: number,
  { engine = 'sqlite', org = 'plain' }: { engine?: Engine; org?: OrgKind } = {},
): Promise<void> {
  const random = createRandom(SEED);
  const rig = await startRig({ seed: SEED, engine, org, oftenKilled: true });
  try {
    const deals = makeDeals(rig, 24);
    await rig.quiet();
    let kills = 0;
    let starting: Promise<void> = Promise.resolve();
    for (let n = 1; n <= EDITS; n++) {
      randomEdit(rig, deals, random, n);
      if (n % (EDITS / wanted) !== 0) continue;
      // At a moment of its own after the edits, so that every step of a visit is hit some time.
      await passes(rig, random.below(150));
      await starting;
      await pick(rig, random).kill();
      kills += 1;
      starting = rig.startDead();
      // Where there are others, people and the next kill do not wait for it.
      if (rig.bridges.length === 1) await starting;
    }
    await starting;
    await rig.quiet();
    expect(kills).toBe(wanted);
    expectSound(rig);
  } finally {
    await rig.stop();
  }
}

const pick = ({ bridges, bridge }: Rig, random: Random) =>
  bridges[random.below(bridges.length)] ?? bridge;

const passes = (rig: Rig, ms: number) =>
  new Promise((resolve) => rig.clock.after(ms, () => resolve(undefined)));
