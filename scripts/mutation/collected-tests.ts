/**
 * What a test file gets when it imports `vitest` while mutants are judged: the same words, but tests are only collected, so
 * that they can run again for each mutant without being loaded again.
 */
import { format } from 'node:util';
import { expect as vitestExpect } from 'vitest';
export { vi } from 'vitest';

/** A soft one waits for the end of a test, which only Vitest's own tests have. */
export const expect = Object.assign(vitestExpect, { soft: vitestExpect });

type Body = (...values: never[]) => unknown;
type Hooks = { before: Body[]; after: Body[] };
export type CollectedTest = {
  id: string;
  name: string;
  fileName: string;
  run: () => Promise<void>;
};

let collected: CollectedTest[] = [];
let fileName = '';
let names: string[] = [];
let hooks: Hooks[] = [];
/** Of the test that runs. */
let finishers: Body[] = [];

/** @param load imports the file, which describes its tests */
export async function collect(file: string, load: () => Promise<unknown>) {
  [collected, fileName, names, hooks] = [[], file, [], [{ before: [], after: [] }]];
  await load();
  return collected;
}

function testOf(title: string, ...rest: unknown[]): void {
  const body = rest.find((each) => typeof each === 'function') as Body;
  const name = [...names, title].join(' ');
  const around = [...hooks];
  const number = collected.filter((each) => each.name === name).length;
  const id = `${fileName}#${name}${number > 0 ? ` (${number + 1})` : ''}`;
  collected.push({ id, name, fileName, run: () => runTest(body, around) });
}

async function runTest(body: Body, around: readonly Hooks[]): Promise<void> {
  finishers = [];
  for (const { before } of around) for (const hook of before) await hook();
  try {
    await body();
  } finally {
    const after = around.toReversed().flatMap((each) => each.after);
    for (const hook of [...finishers.toReversed(), ...after]) await hook();
  }
}

function describeAll(title: string, body: Body): void {
  names = [...names, title];
  hooks = [...hooks, { before: [], after: [] }];
  body();
  names = names.slice(0, -1);
  hooks = hooks.slice(0, -1);
}

/** As Vitest does, no more values than the title asks for: the stack of an error would be another one after each load. */
const titleOf = (title: string, values: readonly unknown[]): string =>
  format(title, ...values.slice(0, title.split('%').length - 1));

const eachOf =
  (one: (title: string, body: Body) => void) =>
  (rows: readonly unknown[]) =>
  (title: string, body: Body): void => {
    for (const row of rows) {
      const values = (Array.isArray(row) ? row : [row]) as never[];
      one(titleOf(title, values), () => body(...values));
    }
  };

export const it = Object.assign(testOf, { each: eachOf(testOf) });
export const test = it;
export const describe = Object.assign(describeAll, { each: eachOf(describeAll) });
export const beforeEach = (hook: Body) => void hooks.at(-1)?.before.push(hook);
export const afterEach = (hook: Body) => void hooks.at(-1)?.after.push(hook);
export const onTestFinished = (hook: Body) => void finishers.push(hook);
