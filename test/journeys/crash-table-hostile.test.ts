/** The crash table on SQLite, in an org full of other people's automation. */
import { describeCrashTable } from './crash-table.ts';

describeCrashTable('the bridge dies at every outside call in a hostile org', {
  engine: 'sqlite',
  org: 'hostile',
});
