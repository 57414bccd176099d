/** The page of features names only tests and functions that exist; that each ran and passed is told after a run. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutFunction } from '../../scripts/features/find-function.ts';
import { testsNamed, type KnownTest } from '../../scripts/features/named-tests.ts';
import { readFeatures, ROOT } from '../../scripts/features/read-features.ts';

const features = readFeatures();
/** The mission, split finely. */
const LEAST_FEATURES = 80;

/** Vitest's own collection of these files: a title in a comment is no test. */
function collect(files: readonly string[]): KnownTest[] {
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-features-'));
  try {
    const list = join(folder, 'tests.json');
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const args = ['list', ...files, '--no-static-parse', `--json=${list}`];
    const { stderr } = spawnSync(process.execPath, [vitest, ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (!existsSync(list)) throw new Error(`the tests could not be collected:\n${stderr}`);
    const tests = JSON.parse(readFileSync(list, 'utf8')) as { name: string; file: string }[];
    return tests.map(({ name, file }) => ({
      file: file.slice(ROOT.length + 1),
      path: name.split(' > '),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the page of features', () => {
  it(`has ${String(LEAST_FEATURES)} rows or more, each about something else`, () => {
    expect(features.length).toBeGreaterThanOrEqual(LEAST_FEATURES);
    const told = features.map(({ what }) => what.toLowerCase());
    expect(told.filter((what, n) => told.indexOf(what) !== n)).toEqual([]);
  });

  it('names tests that Vitest finds', { timeout: 900_000 }, () => {
    const known = collect([...new Set(features.map(({ test }) => test.file))]);
    const missing = features.filter((feature) => testsNamed(feature, known).length === 0);
    expect(missing.map(({ what, test }) => `${what}: ${test.file} › ${test.title}`)).toEqual([]);
  });

  it('names functions that are there once', () => {
    const problems = features.flatMap(({ what, source: { file, name } }) => {
      try {
        withoutFunction(file, readFileSync(join(ROOT, file), 'utf8'), name);
        return [];
      } catch (error) {
        return [`${what}: ${String(error)}`];
      }
    });
    expect(problems).toEqual([]);
  });
});

describe('a function is taken out', () => {
  it.each([
    ['a.ts', 'export function f(a: number) { return a; }', 'export function f(a: number) { throw'],
    ['a.ts', 'const f = (a: number) => a + 1;', 'const f = (a: number) => { throw'],
    ['a.ts', 'const make = () => ({ async f() { return 1; } });', 'async f() { throw'],
    ['A.cls', 'class A { Integer f() { return 1; } }', 'class A { Integer f() { throw new Ill'],
  ])('of %s: %s', (file, text, expected) => {
    expect(withoutFunction(file, text, 'f')).toContain(expected);
  });

  it.each([
    ['none', 'const g = 1;', 'found 0'],
    ['two', 'const a = { f() {} }; function f() {}', 'found 2'],
    ['only named', '// f\nconst f = 1;', 'found 0'],
  ])('but not where there is %s', (_, text, message) => {
    expect(() => withoutFunction('a.ts', text, 'f')).toThrow(message);
  });
});

describe('a test is found', () => {
  const known = [{ file: 'a.test.ts', path: ['in plain org', 'sharing', 'is told twice'] }];
  const named = (file: string, title: string) =>
    testsNamed({ test: { file, title } }, known).length;

  it.each([
    ['by its title', 'a.test.ts', 'is told twice', 1],
    ['by the title of a table', 'a.test.ts', 'is $what twice', 1],
    ['by its group', 'a.test.ts', 'in %s org', 1],
    ['not in another file', 'b.test.ts', 'is told twice', 0],
    ['not by a part of its title', 'a.test.ts', 'is told', 0],
  ])('%s', (_, file, title, count) => {
    expect(named(file, title)).toBe(count);
  });
});
