/** Runs the package's Apex tests over Apex with one mistake in it; no file is touched. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CompileProblems } from '../../test/sandbox/org/apex/compile/problem.ts';
import type { Source } from '../../test/sandbox/org/apex/compile/program.ts';
import {
  createTestOrg,
  TEST_ORGS,
  type ApexTestOrg,
} from '../../test/sandbox/org/apex/org/tests/test-org.ts';
import { findTests, type TestClass } from '../../test/sandbox/org/apex/testing/find-tests.ts';
import { runTests } from '../../test/sandbox/org/apex/testing/run-tests.ts';
import { plantIn, type Edit } from '../planted/edit.ts';
import type { Outcome } from './mutant.ts';

export const FORCE_APP = join(import.meta.dirname, '../../force-app/main/default');

/** The Apex of a folder, each file by its path below it. */
export const readApex = (folder: string): Source[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(cls|trigger)$/.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

/**
 * Up to the first class of tests with a failure, those beside the mistake first; in each kind of org.
 * @param edit undefined for the Apex as it is
 * @throws Error when the text to replace is not there once
 */
export function tryMutant(sources: readonly Source[], edit: Edit | undefined): Outcome {
  const planted = edit ? plantInOneOf(sources, edit) : sources;
  try {
    return runAgainst(planted, edit ? testsBeside(sources, edit.file) : new Set());
  } catch (error) {
    if (!(error instanceof CompileProblems)) throw error;
    return { kind: 'void', why: `does not compile: ${error.message}` };
  }
}

function runAgainst(sources: readonly Source[], first: ReadonlySet<string>): Outcome {
  for (const { features } of TEST_ORGS) {
    const outcome = runIn(createTestOrg(FORCE_APP, sources, features), first);
    if (outcome.kind !== 'survived') return outcome;
  }
  return { kind: 'survived' };
}

function runIn({ interpreter, host }: ApexTestOrg, first: ReadonlySet<string>): Outcome {
  const tests = findTests(interpreter.program);
  const isNear = ({ cls }: TestClass) => first.has(cls.name);
  const ordered = [...tests.filter(isNear), ...tests.filter((each) => !isNear(each))];
  for (const each of ordered) {
    const results = runTests(interpreter.run, host, [each]);
    const unknown = results.find(({ isUnknown }) => isUnknown);
    if (unknown) return { kind: 'void', why: unknown.message };
    const failed = results.find(({ outcome }) => outcome === 'Fail');
    if (failed) return { kind: 'noticed', by: `${failed.className}.${failed.method}` };
  }
  return { kind: 'survived' };
}

function plantInOneOf(sources: readonly Source[], edit: Edit): Source[] {
  if (!sources.some(({ file }) => file === edit.file)) throw new Error(`No file ${edit.file}`);
  return sources.map((source) =>
    source.file === edit.file ? { ...source, text: plantIn(source.text, edit) } : source,
  );
}

const testsBeside = (sources: readonly Source[], file: string): Set<string> =>
  new Set(
    sources
      .filter((source) => dirname(source.file) === dirname(file))
      .map((source) => basename(source.file, '.cls')),
  );
