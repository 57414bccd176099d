/** Fifty SIGKILLs at random moments while people on both sides make five hundred edits. */
import { describe, it } from 'vitest';
import { EDITS, KILLS, SEED, surviveKills } from './kills.ts';
import { HAS_POSTGRES, needsPostgres } from './needs-database.ts';

const TITLE = `survives ${KILLS} kills in ${EDITS} edits (seed ${SEED})`;

it(TITLE, () => surviveKills('sqlite'));

describe.skipIf(!HAS_POSTGRES)(needsPostgres('on PostgreSQL'), () => {
  it.for([1, 2, 4] as const)(`%i bridges: ${TITLE}`, (replicas) =>
    surviveKills({ kind: 'postgres', replicas }),
  );
});
