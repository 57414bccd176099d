/**
 * The model-based test as often as it takes: `npm run test:model`, or a failure that was printed once more:
 * `npm run test:model -- --seed 7 --path "3:0" --replay "AB:C"`. `--runs` and `--seed` alone choose how many, and which.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string', default: '' },
    replay: { type: 'string', default: '' },
  },
});

const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'model'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    MODEL_RUNS: values.runs,
    MODEL_SEED: values.seed,
    MODEL_PATH: values.path,
    MODEL_REPLAY: values.replay,
  },
});
process.exitCode = status ?? 1;
