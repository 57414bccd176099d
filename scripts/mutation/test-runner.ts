/**
 * Judges a mutant in milliseconds: the tests are loaded once, and a mutant is switched on by its number. (Stryker's runner
 * for Vitest loads them again for each of thousands, which takes hours.)
 */
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { PluginKind, declareFactoryPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
  type CompleteDryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import type { CollectedTest } from './collected-tests.ts';

/** Read by the code that Stryker has changed. */
const state: InstrumenterContext = {};

export function createTestRunner(): TestRunner {
  let tests: CollectedTest[] = [];
  /** How long a test took the last time: the quick ones are asked first. */
  const took = new Map<string, number>();

  /** What the latest mutant computed may still be remembered. */
  let isSpoilt = false;

  async function load(): Promise<void> {
    const { loadTests } = await import('./load-tests.ts');
    tests = await loadTests();
  }

  async function tryOne(test: CollectedTest): Promise<TestResult> {
    const began = performance.now();
    const failure = await test.run().then(
      () => null,
      (error: unknown) => inspect(error),
    );
    const timeSpentMs = performance.now() - began;
    took.set(test.id, timeSpentMs);
    const { id, name, fileName } = test;
    const result = { id, name, fileName, timeSpentMs };
    return failure === null
      ? { ...result, status: TestStatus.Success }
      : { ...result, status: TestStatus.Failed, failureMessage: failure };
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    init: async () => void Object.assign(globalThis, { __stryker__: state }),

    async dryRun(): Promise<CompleteDryRunResult> {
      await load();
      const results: TestResult[] = [];
      for (const test of tests) {
        state.currentTestId = test.id;
        results.push(await tryOne(test));
        delete state.currentTestId;
      }
      const { mutantCoverage } = state;
      return {
        status: DryRunStatus.Complete,
        tests: results,
        ...(mutantCoverage ? { mutantCoverage } : {}),
      };
    },

    async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
      const { activeMutant, hitLimit, testFilter } = options;
      Object.assign(state, { hitLimit, hitCount: 0 });
      state.activeMutant = options.mutantActivation === 'static' ? activeMutant.id : '';
      const isRemembering = remembers(options.sandboxFileName);
      if (options.reloadEnvironment || tests.length === 0 || isRemembering || isSpoilt)
        await load();
      isSpoilt = isRemembering;
      state.activeMutant = activeMutant.id;

      const wanted = testFilter && new Set(testFilter);
      const isJudge = judgesOf(activeMutant.fileName);
      const asked = tests
        .filter((test) => isJudge(test) && (!wanted || wanted.has(test.id)))
        .toSorted((one, other) => (took.get(one.id) ?? 0) - (took.get(other.id) ?? 0));
      const results: TestResult[] = [];
      for (const test of asked) {
        const result = await tryOne(test);
        results.push(result);
        if (result.status === TestStatus.Failed) break;
      }
      return toMutantRunResult(
        determineHitLimitReached(state.hitCount, hitLimit) ?? {
          status: DryRunStatus.Complete,
          tests: results,
        },
      );
    },
  };
}

const MEMORY = /^(?:let |(?:export )?const \w+ = new (?:Map|Set|WeakMap|WeakSet)\b[^\n]*\(\);)/m;

/** A file with a memory of its own would hide its mutants behind what it computed before them. */
const remembers = (file: string): boolean => MEMORY.test(readFileSync(file, 'utf8'));

/** What the domain does has to be shown by its own tests: they are quick, and tell what is wrong. */
const judgesOf = (mutated: string) => (test: CollectedTest) =>
  !mutated.includes('/domain/') || test.fileName.includes('/domain/');

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'collected', createTestRunner),
];
