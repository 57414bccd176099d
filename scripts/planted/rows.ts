import { createRandom } from '../../test/sandbox/kit/random.ts';

/** Rows of a table of planted mistakes: all, or those whose numbers stand on the command line. */
export type Row<T> = { n: number; planted: T };

/** Numbered from 1. @throws RangeError for a number that no row has */
export function chosenRows<T>(planted: readonly T[], args: readonly string[]): Row<T>[] {
  const rows = planted.map((each, index) => ({ n: index + 1, planted: each }));
  const wanted = args.map(Number);
  const unknown = wanted.filter((n) => !rows.some((row) => row.n === n));
  if (unknown.length > 0) throw new RangeError(`There are 1 to ${rows.length}, no ${unknown[0]}`);
  return wanted.length === 0 ? rows : rows.filter(({ n }) => wanted.includes(n));
}

/** Each lane takes the next row when it is done with the one before. */
export async function shareOut<T, Lane>(
  rows: readonly T[],
  lanes: readonly Lane[],
  work: (row: T, lane: Lane) => Promise<void>,
): Promise<void> {
  const queue = [...rows];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let row = queue.shift(); row; row = queue.shift()) await work(row, lane);
    }),
  );
}

/** Some of the rows; the same seed chooses the same ones. */
export function sampledRows<T>(rows: readonly T[], count: number, seed: number): T[] {
  const random = createRandom(seed);
  const left = [...rows];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(random.below(left.length), 1),
  ).flat();
}

/** Another one each day. */
export const seedOfToday = (): number => Math.floor(Date.now() / 86_400_000);
