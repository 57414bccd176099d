/** The crash table on PostgreSQL, alone and with others that take over. */
import { describe } from 'vitest';
import { describeCrashTable } from './crash-table.ts';
import { HAS_POSTGRES, needsPostgres } from './needs-database.ts';

describe.skipIf(!HAS_POSTGRES)(needsPostgres('on PostgreSQL'), () => {
  for (const replicas of [1, 2, 4] as const) {
    const title = replicas === 1 ? 'the only bridge' : `one of ${replicas} bridges`;
    describeCrashTable(`${title} dies at every outside call`, {
      engine: { kind: 'postgres', replicas },
    });
  }
});
