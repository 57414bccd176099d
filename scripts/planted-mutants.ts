/**
 * Plants mistakes in the package's Apex, one at a time and in memory, and runs its Apex tests over each. Prints which test
 * noticed, and exits 1 when fewer than 85 % were or a survivor is not judged.
 * `npm run test:mutants`, or with the numbers of some rows: `npm run test:mutants -- 12`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from './mutants/mutant.ts';
import { lineOf, problemsOf, summaryOf, type Tried } from './mutants/report.ts';
import { MUTANTS } from './mutants/table/index.ts';
import type { Edit } from './planted/edit.ts';
import { chosenRows, shareOut } from './planted/rows.ts';

const WORKER = join(import.meta.dirname, 'mutants/worker.ts');

const began = Date.now();
const rows = chosenRows(MUTANTS, process.argv.slice(2));
const workers = Array.from({ length: Math.min(availableParallelism(), rows.length) }, () =>
  fork(WORKER),
);
try {
  process.exitCode = (await isSound()) ? await tryAll() : 1;
} finally {
  for (const worker of workers) worker.disconnect();
}

/** Over Apex whose tests fail already every mutant would be noticed. */
async function isSound(): Promise<boolean> {
  const [worker] = workers;
  const outcome = worker && (await ask(worker, null));
  if (outcome?.kind === 'survived') return true;
  console.log(`The Apex as it is: ${JSON.stringify(outcome)}`);
  return false;
}

async function tryAll(): Promise<number> {
  const tried: Tried[] = [];
  await shareOut(rows, workers, async ({ n, planted: mutant }, worker) => {
    const { file, from, to } = mutant;
    const one = { n, mutant, outcome: await ask(worker, { file, from, to }) };
    tried.push(one);
    console.log(lineOf(one));
  });
  const problems = problemsOf(tried);
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(['', ...problems, `${summaryOf(tried)} in ${seconds} s`].join('\n'));
  return problems.length > 0 ? 1 : 0;
}

/** @throws Error when the worker ended instead of answering */
async function ask(worker: ChildProcess, edit: Edit | null): Promise<Outcome> {
  const settled = new AbortController();
  const { signal } = settled;
  const answered = once(worker, 'message', { signal }) as Promise<[Outcome]>;
  const ended = once(worker, 'exit', { signal }).then(([code]) => {
    throw new Error(`A worker ended with ${String(code)}`);
  });
  worker.send({ edit });
  try {
    const [outcome] = await Promise.race([answered, ended]);
    return outcome;
  } finally {
    settled.abort();
    await Promise.allSettled([answered, ended]);
  }
}
