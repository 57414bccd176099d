/** Where a random run is played: a world that is used for many runs, each with deals and chances of its own. */
import { vi } from 'vitest';
import { OUTSIDER } from '../journeys/deals.ts';
import type { ServiceTree } from '../journeys/week/service-tree.ts';
import { startWorld, type World } from '../journeys/week/world.ts';
import { createRandom } from '../sandbox/kit/random.ts';
import type { OrgKind } from '../sandbox/org/server.ts';
import { leadsOf, recordsOf } from './look.ts';
import { createSchedule, type Schedule } from './schedule.ts';

export type Stage = {
  world: World;
  /** Edits that wait for a certain call. */
  schedule: Schedule;
  /** Opportunities of this run. */
  records: string[];
  /** Referrals that began in Partner Center in this run. */
  inbound: string[];
  /** Hashes of questions that were shown, the old ones too. */
  shownHashes: string[];
  /** A value nobody wrote before. */
  unique(): number;
  /** ISO day that far after today. */
  day(after: number): string;
  /** What was done, for a failing run to show. */
  told: string[];
  /** How many nudges the world had seen before this run. */
  nudgesBefore: number;
};

/** Worlds get slower with what they hold; a new one costs as much as some runs. */
const RUNS_OF_A_WORLD = 20;
const DAY_MS = 86_400_000;

export type Stages = {
  /** A stage whose chances follow from the seed. */
  enter(kind: OrgKind, seed: number): Promise<Stage>;
  /** After a run: what it left is put away, or after a failure the whole world. */
  leave(stage: Stage, isSound: boolean): Promise<void>;
  close(): Promise<void>;
};

/** `isAlone`: each run in a world of its own from the start. */
export function createStages(service: ServiceTree, { isAlone }: { isAlone: boolean }): Stages {
  const worlds = new Map<OrgKind, { world: World; runs: number }>();
  // A run that fails is shrunk and told alone: nothing of the runs before may play a part.
  let isShrinking = isAlone;
  let values = 0;

  async function discard(kind: OrgKind): Promise<void> {
    const used = worlds.get(kind);
    worlds.delete(kind);
    await used?.world.stop();
  }

  async function worldFor(kind: OrgKind): Promise<World> {
    const used = worlds.get(kind);
    if (used && !isShrinking && used.runs < RUNS_OF_A_WORLD) {
      used.runs += 1;
      return used.world;
    }
    await discard(kind);
    // Only one at a time: each replaces clocks that are the whole process's.
    for (const other of worlds.keys()) await discard(other);
    values = 0;
    const world = await startWorld(service, { seed: 1, org: kind });
    if (kind === 'hostile') world.org.switches.actorsWithoutPermissions = [OUTSIDER];
    await world.startBridge();
    worlds.set(kind, { world, runs: 1 });
    return world;
  }

  return {
    async enter(kind, seed) {
      const world = await worldFor(kind);
      world.org.reseed(seed);
      world.partnerCenter.reseed(seed ^ 0x5bd1e995);
      const chance = createRandom(seed ^ 0x2545f491);
      vi.spyOn(Math, 'random').mockImplementation(chance.next);
      world.log.length = 0;
      return {
        world,
        schedule: createSchedule(world),
        records: [],
        inbound: [],
        shownHashes: [],
        unique: () => (values += 1),
        day: (after) => new Date(world.clock.now() + after * DAY_MS).toISOString().slice(0, 10),
        told: [],
        nudgesBefore: world.org.nudges().length,
      };
    },
    async leave(stage, isSound) {
      const { world, schedule } = stage;
      schedule.clear();
      vi.mocked(Math.random).mockRestore();
      if (!isSound) isShrinking = true;
      if (isShrinking) return discard(world.org.kind);
      const admin = world.org.as('system');
      for (const id of recordsOf(stage)) {
        if (admin.get('Opportunity', id)?.['IsDeleted'] !== true) admin.delete('Opportunity', id);
      }
      for (const { Id: id, IsDeleted: isDeleted } of leadsOf(stage)) {
        if (isDeleted !== true) admin.delete('Lead', String(id));
      }
      await world.pass(2_000);
    },
    async close() {
      for (const kind of [...worlds.keys()]) await discard(kind);
      service.remove();
    },
  };
}
