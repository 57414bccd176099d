/**
 * The crash table: for every outside call of every journey the bridge dies on its arrival, after it was carried out,
 * and right after its answer; then it is started again, and nothing is lost, doubled, echoed or overwritten.
 */
import { describe, expect, it } from 'vitest';
import { CRASH_JOURNEYS, type CrashJourney } from './crash-journeys.ts';
import { MOMENTS, rowsOf, runRow, SWEEPS, type CrashResult, type CrashRow } from './crash-rows.ts';
import type { OrgKind } from '../sandbox/org/server.ts';
import type { Engine } from './engine.ts';
import { expectSound } from './judge.ts';
import { startRig, type Rig } from './rig.ts';

/**
 * Of the kinds of calls, at each moment. How often a kind is called differs from run to run (doubled webhooks, stale
 * answers, reads that are coalesced), so the last calls of a journey are not reached every time.
 */
const LEAST_SHARE_DIED = 0.7;

const kindsOf = (results: CrashResult[]) =>
  new Set(results.map(({ row }) => `${row.side} ${row.method} ${row.what}, ${row.when}`));

/** What only a regular look would find must not hide what a crash lost; and a hundred pairs looked at cost more than the rows. */
const NO_REGULAR_LOOKS = { regularLookMs: 600_000, awaitingMicrosoftMs: 600_000 };

export type CrashTable = {
  engine: Engine;
  org?: OrgKind;
  /**
   * All unless told. Where a table stands for others, too, half of the calls each are enough; the first call of a kind is
   * in both halves, because a second one is not made every time.
   */
  calls?: 'all' | 'even' | 'odd';
};

const chosenBy = ({ calls = 'all' }: CrashTable) => {
  return ({ nth }: CrashRow) =>
    calls === 'all' || nth === 0 || (nth % 2 === 0) === (calls === 'even');
};

async function crashAll(
  journey: CrashJourney,
  rig: Rig,
  isChosen: (row: CrashRow) => boolean,
): Promise<CrashResult[]> {
  const first = journey.before(rig);
  await rig.quiet();
  const rows = (await rowsOf(rig, journey, first)).filter(isChosen);
  const starts = rows.map(() => journey.before(rig));
  await rig.quiet();
  const results: CrashResult[] = [];
  for (const [n, row] of rows.entries()) {
    results.push(await runRow(rig, journey, row, starts[n] ?? ''));
  }
  return results;
}

export function describeCrashTable(title: string, table: CrashTable): void {
  describe(title, { concurrent: true }, () => declareTable(table));
}

/** Twice the rows of any other: begun first, so that it is not the one that everything waits for. */
const isLong = ({ name }: CrashJourney) => name.startsWith('(b)');

function declareTable(table: CrashTable): void {
  const { calls: _calls, ...base } = table;
  const variants = [
    ...CRASH_JOURNEYS.map((journey, n) => ({
      journey,
      title: journey.name,
      options: { seed: 100 + n },
    })),
    ...CRASH_JOURNEYS.filter(isLong).map((journey) => ({
      journey,
      title: `${journey.name}, and the service makes Microsoft's referral by itself`,
      options: { seed: 200, switches: { autoCreateMicrosoftReferral: true } },
    })),
  ].sort((a, b) => Number(isLong(b.journey)) - Number(isLong(a.journey)));

  it.for(variants)('$title', { timeout: 1_800_000 }, async ({ journey, options }) => {
    const rig = await startRig({
      ...options,
      ...base,
      oftenKilled: true,
      timings: NO_REGULAR_LOOKS,
    });
    try {
      const results = await crashAll(journey, rig, chosenBy(table));
      expectSound(rig);
      const tried = kindsOf(results);
      const died = kindsOf(results.filter((result) => result.died));
      expect(tried.size).toBeGreaterThan(0);
      const missing = [...tried].filter((kind) => !died.has(kind));
      expect(died.size / tried.size, `never died at: ${missing.join('; ')}`).toBeGreaterThan(
        LEAST_SHARE_DIED,
      );
    } finally {
      await rig.stop();
    }
  });

  it('in the middle of a sweep', { timeout: 900_000 }, async () => {
    const edit = CRASH_JOURNEYS.find(({ name }) => name.startsWith('(e)'));
    if (!edit) throw new Error('no journey (e)');
    const rig = await startRig({
      ...base,
      oftenKilled: true,
      seed: 300,
      switches: { webhooks: { off: true } },
    });
    try {
      for (const side of ['org', 'partnerCenter'] as const) {
        for (const when of MOMENTS) {
          const id = edit.before(rig);
          await rig.quiet();
          rig[side].faults.add({
            path: SWEEPS[side],
            do: 'pass',
            kill: rig.killing(when),
          });
          edit.act(rig, id);
          await Promise.race(rig.bridges.map((bridge) => bridge.ended()));
          await Promise.all([rig.startDead(), rig.quiet()]);
          edit.verify(rig, id);
        }
      }
      expectSound(rig);
    } finally {
      await rig.stop();
    }
  });
}
