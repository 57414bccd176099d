/** `npm run test:apex`: the package's Apex tests, reported as `sf apex run test` does. */
import { createTestOrg } from './org/tests/test-org.ts';
import { apexTestRun } from './testing/apex-test-run.ts';
import { readOptions } from './testing/options.ts';

process.exitCode = apexTestRun({
  ...readOptions(process.argv.slice(2)),
  open: (folder) => createTestOrg(folder),
  write: (text) => void process.stdout.write(`${text}\n`),
});
