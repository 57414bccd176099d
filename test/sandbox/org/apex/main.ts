/** `npm run test:apex`: the package's Apex tests, reported as `sf apex run test` does. */
import { platformWithoutOrg } from './platform/no-org.ts';
import { apexTestRun } from './testing/apex-test-run.ts';
import { readOptions } from './testing/options.ts';

process.exitCode = apexTestRun({
  ...readOptions(process.argv.slice(2)),
  platform: platformWithoutOrg(),
  host: { isolated: (_run, work) => work() },
  write: (text) => void process.stdout.write(`${text}\n`),
});
