/** SIGKILLs at random moments while people on both sides make five hundred edits. */
import { describe, it } from 'vitest';
import { EDITS, SEED, surviveKills } from './kills.ts';
import { ORGS } from './rig.ts';
import { HAS_POSTGRES, needsPostgres } from './needs-database.ts';

const titleOf = (kills: number) => `survives ${kills} kills in ${EDITS} edits (seed ${SEED})`;

it.for(ORGS)(`in %s org ${titleOf(50)}`, (org) => surviveKills(50, { org }));

describe.skipIf(!HAS_POSTGRES)(needsPostgres('on PostgreSQL'), () => {
  it.for([1, 2, 4] as const)(`%i bridges: ${titleOf(25)}`, (replicas) =>
    surviveKills(25, { engine: { kind: 'postgres', replicas } }),
  );
});
