/** `npm run test:apex`: the package's Apex tests, reported as `sf apex run test` does. */
import { createTestOrg } from './org/tests/test-org.ts';
import { apexTestRun } from './testing/apex-test-run.ts';
import { readOptions } from './testing/options.ts';

const { features, ...options } = readOptions(process.argv.slice(2));
process.exitCode = apexTestRun({
  ...options,
  open: (folder) => createTestOrg(folder, undefined, features),
  write: (text) => void process.stdout.write(`${text}\n`),
});
