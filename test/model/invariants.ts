/** What must be true at the end of every run, whatever people, admins and the weather did. */
import { expect } from 'vitest';
import { bridgeWrites } from '../journeys/deals.ts';
import { historyOf, verdictOf } from '../journeys/judge.ts';
import { isClean, reportVerdict } from '../checker/report.ts';
import { leadsOf, recordsOf, rowOf } from './look.ts';
import { lookAtAll } from './quiescence.ts';
import type { Stage } from './stage.ts';

/** @throws AssertionError with the checker's table, its findings and what was written there */
export function expectNothingFound({ world }: Stage): void {
  const verdict = verdictOf(world, { leads: true });
  if (isClean(verdict)) return;
  expect.fail(
    `the checker found:\n${reportVerdict(verdict)}\n\nwhat was written there:\n${historyOf(world, verdict).join('\n')}`,
  );
}

/** Invariant 3: with nothing new on either side another round writes nothing, anywhere. */
export async function expectIdempotent(stage: Stage): Promise<void> {
  const { world } = stage;
  const since = {
    org: world.org.journal.entries().length,
    partnerCenter: world.partnerCenter.journal.entries().length,
  };
  await lookAtAll(stage);
  const others = world.partnerCenter.journal
    .entries(since.partnerCenter)
    .filter(({ actor }) => actor !== 'bridge');
  // A deal that expired meanwhile is something new.
  if (others.length > 0) return;
  const written = (['org', 'partnerCenter'] as const).flatMap((side) =>
    bridgeWrites(world, side, since[side]).map(
      ({ type, id, changed }) => `${side} ${type} ${id}: ${changed.join(', ')}`,
    ),
  );
  expect(written, 'a round with nothing new must write nothing').toEqual([]);
}

/** Nobody is left behind: no pair is half known, or due and not visited. A create that nobody confirmed may stay open. */
export function expectSettled({ world }: Stage): void {
  const left = world
    .pairs()
    .filter(
      ({ state, due_at }) => state === 'stub' || (due_at !== null && due_at <= world.clock.now()),
    );
  expect(left, 'pairs that were not settled').toEqual([]);
}

/** Invariant 1: whoever was answered 202 is in the store, whatever happened to the bridge since. */
export function expectRungDurably(stage: Stage): void {
  const { world } = stage;
  const unlinked = new Set(
    world.org.journal
      .entries()
      .filter(
        ({ before, after }) =>
          (before?.['Referral_Identifier__c'] && !after?.['Referral_Identifier__c']) ||
          // Before the record was told its identifier.
          (before?.['Co_Sell_Request__c'] === 'Unlink' && !after?.['Co_Sell_Request__c']),
      )
      .map(({ id }) => id),
  );
  const known = new Set(world.pairs().map(({ record_id }) => record_id));
  const promised = world.org
    .nudges()
    .slice(stage.nudgesBefore)
    .filter(({ outcome }) => outcome === 'answered 202')
    .flatMap(({ ids }) => ids);
  // A converted lead hands its pair to the deal; of what was deleted before anybody looked nothing is to be kept.
  const over = new Set([
    ...leadsOf(stage).flatMap((row) =>
      row['IsConverted'] === true || row['IsDeleted'] === true ? [String(row['Id'])] : [],
    ),
    ...recordsOf(stage).filter((id) => rowOf(stage, id)?.['IsDeleted'] === true),
  ]);
  const missing = [...new Set(promised)].filter(
    (id) => !known.has(id) && !unlinked.has(id) && !over.has(id),
  );
  expect(missing, 'records that were answered 202 and are not in the store').toEqual([]);
}
