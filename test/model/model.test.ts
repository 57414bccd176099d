/**
 * Random sellers, Microsoft sellers, admins, weather and clock against both simulators and the real bridge.
 * `npm run test:model` plays many more runs than the suite does, and one run again by its seed and path.
 */
import { it } from 'vitest';
import { checkModel } from './property.ts';

const HOUR_MS = 3_600_000;
const asked = process.env['MODEL_RUNS'];
/** A few known lives in the suite, so that a red suite is somebody's change; new ones are played by the command. */
const runs = Number(asked ?? 30);
const seed = Number(process.env['MODEL_SEED'] ?? 41);
const path = process.env['MODEL_PATH'] || undefined;
const replayPath = process.env['MODEL_REPLAY'] || undefined;

it(
  `at rest nothing is lost, doubled, echoed, overwritten, late or unsettled (seed ${String(seed)})`,
  {
    timeout: 3 * HOUR_MS,
  },
  async () => {
    const began = performance.now();
    const onRun = (run: number) => {
      if (run % 25 !== 0 && asked === undefined) return;
      const seconds = (performance.now() - began) / 1_000;
      process.stdout.write(
        `model: run ${String(run)} of ${String(runs)}, ${seconds.toFixed(0)} s\n`,
      );
    };
    await checkModel({
      runs,
      seed,
      onRun,
      ...(path === undefined ? {} : { path }),
      ...(replayPath === undefined ? {} : { replayPath }),
    });
  },
);
