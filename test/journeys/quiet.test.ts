/** That `quiet` waits for the sweep that finds what an earlier one did not bring home. */
import { describe, expect, it } from 'vitest';
import { deal, makeDeal, referralOf } from './deals.ts';
import { PUT_OFF_MS, watchForQuiet, type Sight } from './quiet.ts';
import { startRig, type Rig } from './rig.ts';

const NAMES = ['salesforce-tokens', 'salesforce-modified', 'partner-center', 'settings', 'history'];
const sweptAt = (at: number, isHeld = false) =>
  NAMES.map((name) => ({ name, sweptAt: at, isHeld }));
const sight = (changes: Partial<Sight>, at = 0): Sight => ({
  at,
  waiting: 0,
  rung: 7,
  writes: 20,
  isCaughtUp: true,
  sweeps: sweptAt(1),
  ...changes,
});

describe('a rig', () => {
  it.for<[title: string, sights: Partial<Sight>[], isQuiet: boolean]>([
    ['at rest for a moment is not quiet', [{}], false],
    ['at rest for long is not quiet without a sweep', [{}, {}, {}, {}], false],
    [
      'is quiet once every sweep began and ended after the rest',
      [{}, { sweeps: sweptAt(2) }],
      true,
    ],
    [
      'is not quiet when only some sweeps came by',
      [{}, { sweeps: [...sweptAt(2).slice(0, 2), ...sweptAt(1).slice(2)] }],
      false,
    ],
    [
      'is not quiet when the sweep had begun before the rest',
      [{ sweeps: sweptAt(1, true) }, { sweeps: sweptAt(2) }],
      false,
    ],
    [
      'is quiet when another one followed',
      [{ sweeps: sweptAt(1, true) }, { sweeps: sweptAt(2) }, { sweeps: sweptAt(3) }],
      true,
    ],
    [
      'begins anew when something was rung, also if it has settled already',
      [{}, { rung: 8, sweeps: sweptAt(2) }],
      false,
    ],
    [
      'is quiet when nothing was rung after that',
      [{}, { rung: 8, sweeps: sweptAt(2) }, { rung: 8, sweeps: sweptAt(3) }],
      true,
    ],
    ['begins anew after a write', [{}, { writes: 21, sweeps: sweptAt(2) }], false],
    ['is not quiet while a pair waits', [{}, { waiting: 1, sweeps: sweptAt(2) }], false],
    [
      'is quiet after a regular look that nobody rang for',
      [{}, { waiting: 1, sweeps: sweptAt(2) }, { sweeps: sweptAt(2) }],
      true,
    ],
    ['is not quiet while a record has something to tell', [{ isCaughtUp: false }, {}], false],
    ['is not quiet before the store was ever swept', [{ sweeps: [] }, { sweeps: [] }], false],
  ])('%s', ([, sights, isQuiet]) => {
    const watch = watchForQuiet();
    const seen = sights.map((changes, i) => watch(sight(changes, i * PUT_OFF_MS)));
    expect(seen.at(-1)).toBe(isQuiet);
  });

  it('is not quiet before a visit that was put off has come again', () => {
    const watch = watchForQuiet();
    expect(watch(sight({}, 0))).toBe(false);
    expect(watch(sight({ sweeps: sweptAt(2) }, PUT_OFF_MS - 1))).toBe(false);
    expect(watch(sight({ sweeps: sweptAt(2) }, PUT_OFF_MS))).toBe(true);
  });
});

type HealthAnswer = {
  pairs: { due: number; claimed: number; openAttempts: number; stub: number };
  lastSweep: Record<string, string | null>;
};

/** What `quiet` asked for before: every sweep has ended since, and nothing is due. */
async function wasSwept(rig: Rig, since: number): Promise<boolean> {
  const { pairs, lastSweep } = (await (await rig.operations('/health')).json()) as HealthAnswer;
  const ends = Object.values(lastSweep).map((at) => (at ? Date.parse(at) : 0));
  return (
    Math.min(...ends) > since && pairs.due + pairs.claimed + pairs.openAttempts + pairs.stub === 0
  );
}

it(
  'is not quiet while every answer about a swept change is stale',
  { timeout: 120_000 },
  async () => {
    const rig = await startRig({
      seed: 61,
      switches: { webhooks: { off: true }, listLagMs: [0, 0], preferIgnoredChance: 0 },
      timings: { regularLookMs: 600_000 },
    });
    try {
      const id = makeDeal(rig.org);
      await rig.quiet();
      rig.partnerCenter.switches.staleGetChance = 1;
      rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { dealValue: 47_110 });
      const editedAt = Date.now();
      let isQuiet = false;
      const quiet = rig.quiet().then(() => (isQuiet = true));

      await expect.poll(() => wasSwept(rig, editedAt), { timeout: 60_000, interval: 5 }).toBe(true);
      expect(deal(rig, id)['Amount'], 'the earlier rule would have been wrong').toBe(50_000);
      expect(isQuiet).toBe(false);

      rig.partnerCenter.switches.staleGetChance = 0;
      await quiet;
      expect(deal(rig, id)['Amount']).toBe(47_110);
    } finally {
      await rig.stop();
    }
  },
);
