import { configDefaults, defineConfig } from 'vitest/config';

const node = { environment: 'node', testTimeout: 30_000, hookTimeout: 60_000 } as const;
/** Starts real processes, so it belongs with the journeys. */
const WHOLE_SANDBOX = 'test/sandbox/main.test.ts';

export default defineConfig({
  test: {
    // Around everything: what the bridges of a run write is searched for secrets and personal data.
    globalSetup: 'test/scanner/global-setup.ts',
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
      // Journeys start simulators and a bridge process each; one file at a time, and nothing beside, keeps two cores honest.
      {
        test: {
          ...node,
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts', WHOLE_SANDBOX],
          testTimeout: 900_000,
          fileParallelism: false,
          maxConcurrency: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
