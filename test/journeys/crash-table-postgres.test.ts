/**
 * The crash table on PostgreSQL, alone and with others that take over. Taking over is waiting for leases, so of the calls
 * each is tried with one bridge and with either two or four; `CRASH_CALLS=all` tries all with each.
 */
import { describe } from 'vitest';
import { describeCrashTable } from './crash-table.ts';
import { HAS_POSTGRES, needsPostgres } from './needs-database.ts';

const IS_WHOLE = process.env['CRASH_CALLS'] === 'all';
const TABLES = [
  [1, 'all', ''],
  [2, 'even', 'second '],
  [4, 'odd', 'other '],
] as const;

describe.skipIf(!HAS_POSTGRES)(needsPostgres('on PostgreSQL'), () => {
  for (const [replicas, calls, which] of TABLES) {
    const title = replicas === 1 ? 'the only bridge' : `one of ${replicas} bridges`;
    describeCrashTable(`${title} dies at every ${IS_WHOLE ? '' : which}outside call`, {
      engine: { kind: 'postgres', replicas },
      calls: IS_WHOLE ? 'all' : calls,
    });
  }
});
