/** A copy of the repository to plant mistakes in, and one test run in it. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export type NamedTest = { project?: string; file: string; title?: string };
/** `failed`: how many tests did; undefined when the run did not come so far as to say. */
export type TestRun = {
  code: number | null;
  failed: number | undefined;
  passed: number;
  output: string;
};

const ROOT = join(import.meta.dirname, '../..');
const COPIED = [
  'service',
  'test',
  'force-app',
  'config',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** Gives the folder to `work`, and takes it away afterwards. */
export async function inCopiedTree<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = copyRepository();
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Inside the repository, so that it finds the same packages. */
function copyRepository(): string {
  mkdirSync(join(ROOT, '.sandbox'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.sandbox', 'planted-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  return folder;
}

/** Ends with the test file, or is ended after `withinMs`. */
export function runTest(
  cwd: string,
  { project, file, title }: NamedTest,
  withinMs?: number,
): Promise<TestRun> {
  const args = [
    'run',
    ...(project === undefined ? [] : ['--project', project]),
    file,
    ...(title === undefined ? [] : ['-t', escapeRegExp(title)]),
  ];
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(withinMs === undefined ? {} : { timeout: withinMs }),
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, output, ...countIn(output) })),
  );
}

function countIn(output: string): Pick<TestRun, 'failed' | 'passed'> {
  const line = /^\s*Tests\s.*$/m.exec(stripVTControlCharacters(output))?.[0];
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line ?? '')?.[1] ?? 0);
  return { failed: line === undefined ? undefined : count('failed'), passed: count('passed') };
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
