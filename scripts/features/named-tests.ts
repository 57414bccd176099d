/** Whether a test of that title is among the tests of a run or a collection. */
import type { Feature } from './read-features.ts';

/** `path`: titles from the outermost group to the test itself. */
export type KnownTest = { file: string; path: string[]; status?: string };

/**
 * Tests of the feature's file whose title is the given one, or who are in a group of that title. What a table fills in
 * (`$name`, `%s`) may be anything.
 */
export function testsNamed(
  { test }: Pick<Feature, 'test'>,
  known: readonly KnownTest[],
): KnownTest[] {
  return known.filter(
    ({ file, path }) =>
      file === test.file &&
      path.some((title) => title === test.title || isFilledIn(test.title, title)),
  );
}

function isFilledIn(template: string, title: string): boolean {
  if (!/\$\w|%[sdij]/.test(template)) return false;
  const parts = template
    .split(/\$[\w.]+|%[sdij]/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(title);
}
