/** The crash table on SQLite. */
import { describeCrashTable } from './crash-table.ts';

describeCrashTable('the bridge dies at every outside call', { engine: 'sqlite' });
