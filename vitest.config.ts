import { configDefaults, defineConfig } from 'vitest/config';

const node = { environment: 'node', testTimeout: 60_000, hookTimeout: 240_000 } as const;
/** A bridge process and its own simulators each, and nothing in them is about time running out: two at once are well. */
const LIVES = [
  'audit',
  'close',
  'conflicts',
  'customers',
  'hostile',
  'journeys',
  'leads',
  'life',
  'mapping',
  'people',
  'receive',
  'share',
  'solutions',
  'stubborn',
  'vain-wishes',
].map((name) => `test/journeys/${name}.test.ts`);
/** Starts real processes, so it belongs with the journeys. */
const WHOLE_SANDBOX = 'test/sandbox/main.test.ts';

/** Where `.ci/run` wants to read what ran; otherwise results are only told. */
const results = process.env['TEST_RESULTS'];

export default defineConfig({
  test: {
    ...(results ? { reporters: ['default', ['json', { outputFile: results }]] } : {}),
    // Around everything: what the bridges of a run write is searched for secrets and personal data.
    globalSetup: 'test/scanner/global-setup.ts',
    // By default one core is left idle; of two that is half of all.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: [
            'test/service/**/*.test.ts',
            'test/sandbox/**/*.test.ts',
            'test/gates/**/*.test.ts',
            'test/checker/**/*.test.ts',
            'test/scanner/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, WHOLE_SANDBOX],
          sequence: { groupOrder: 0 },
        },
      },
      // Compiles the Lightning components and shows them in a Chromium.
      {
        test: {
          ...node,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // Two browsers at once are slower than one after the other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      // The whole sandbox, with a seller's and a Microsoft seller's tab in a Chromium.
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      // Random people against both simulators and the bridge, all in this process.
      {
        test: {
          ...node,
          name: 'model',
          include: ['test/model/**/*.test.ts'],
          testTimeout: 900_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...node,
          name: 'lives',
          include: LIVES,
          testTimeout: 900_000,
          maxConcurrency: 3,
          sequence: { groupOrder: 5 },
        },
      },
      // Kills, crashes, races and outages are about time: one file at a time, and nothing beside, keeps two cores honest.
      {
        test: {
          ...node,
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts', WHOLE_SANDBOX],
          exclude: [...configDefaults.exclude, ...LIVES],
          testTimeout: 900_000,
          fileParallelism: false,
          maxConcurrency: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
